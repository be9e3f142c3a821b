"""The lock files pin everything pyproject.toml asks for and name no host."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from portal.settings import env

LOCKS = {"base": env.ROOT / "requirements/base.lock", "test": env.ROOT / "requirements/test.lock"}
PROJECT = tomllib.loads((env.ROOT / "pyproject.toml").read_text())


def pins(lock: str) -> dict[str, set[str]]:
    """Versions by package name (two where newer Pythons get another one)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", LOCKS[lock].read_text()):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_file_names_a_host(lock):
    text = LOCKS[lock].read_text()
    assert not re.search(r"://|^\s*-|index-url|find-links", text.replace("    --hash=", ""), re.M)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock):
    entries = re.split(r"(?m)^(?=\w)", LOCKS[lock].read_text().strip())[1:]
    assert len(entries) > 40
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("base", PROJECT["project"]["dependencies"]),
        ("test", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"]),
    ],
)
def test_every_dependency_is_locked_within_its_bounds(lock, asked):
    pinned = pins(lock)
    for line in asked:
        requirement = Requirement(line)
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{line} is not in the lock: run `make lock`"
        assert all(version in requirement.specifier for version in versions), line


def test_tests_run_on_the_versions_that_are_served():
    base, test = pins("base"), pins("test")
    assert {name: test.get(name) for name in base} == base
