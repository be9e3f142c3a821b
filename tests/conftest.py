"""What every test is given; each kind of fixture has its own module in tests/fixtures."""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.queries",
    "tests.fixtures.state",
]
