"""What every test is given; each kind of fixture has its own module in tests/fixtures."""

pytest_plugins = [
    "tests.fixtures.browser",
    "tests.fixtures.database",
    "tests.fixtures.logs",
    "tests.fixtures.queries",
    "tests.fixtures.skips",
    "tests.fixtures.state",
    "tests.fixtures.templates",
]
