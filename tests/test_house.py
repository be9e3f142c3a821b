"""The repository stays as planned: its top level, the length of its modules, its environment."""

import ast
from pathlib import Path

from portal.settings import env

TOP_LEVEL = {
    *("portal", "home", "courses", "exchange", "static", "tests", "docs", "requirements"),
    *("manage.py", "pyproject.toml", "Makefile", ".ci", ".gitignore"),
    *("README.md", "README.th.md", "CHANGELOG.md", "CONTRIBUTING.md", "DECISIONS.md"),
    *("LICENSE", "SECURITY.md"),
}
MOST_LINES = 320
#: Readers of the environment besides portal/settings/env.py, and why.
MAY_READ_ENVIRONMENT = {
    "manage.py",  # names the settings
    "portal/wsgi.py",  # names the settings
    "tests/fixtures/browser.py",  # tells Django about playwright's loop
}


#: Made by the two commands and the tools, never part of the repository.
MADE = {".git", ".venv", "var", "__pycache__", ".pytest_cache", ".ruff_cache"}


def modules() -> list[Path]:
    """Every Python module of ours, relative to the root."""
    tops = ("portal", "home", "courses", "exchange", "tests")
    found = [path for top in tops for path in env.ROOT.joinpath(top).rglob("*.py")]
    return [path.relative_to(env.ROOT) for path in [env.ROOT / "manage.py", *found]]


def test_top_level_holds_only_what_is_planned():
    assert {path.name for path in env.ROOT.iterdir()} - MADE - TOP_LEVEL == set()


def test_modules_are_split_by_idea_before_they_grow_long():
    lengths = {
        str(path): len(Path(env.ROOT, path).read_text().splitlines())
        for path in modules()
        if "migrations" not in path.parts
    }
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_module_is_named_after_nothing():
    vague = {"utils", "helpers", "common", "services", "misc"}
    assert [path for path in modules() if path.stem in vague] == []


def reads_environment(source: str) -> bool:
    """Whether a module touches `os.environ` or `os.getenv` in any spelling."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(node, "attr", None) or getattr(node, "id", None)
        imported = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
        if {"environ", "getenv"} & {name, *imported}:
            return True
    return False


def test_the_environment_is_read_in_one_place():
    readers = {
        path.as_posix() for path in modules() if reads_environment(Path(env.ROOT, path).read_text())
    }
    assert readers - MAY_READ_ENVIRONMENT - {"portal/settings/env.py"} == set()
