"""A fresh machine is brought to the point where it runs, and told plainly when it cannot be."""

import hashlib
import shutil
import socket
import subprocess
import sys
import zipfile

import pytest

from portal import bootstrap
from portal.settings import env

PACKAGE = "tiny-1.0-py3-none-any.whl"
CONTENT = {
    "tiny.py": "print('tiny is here')",
    "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
    "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "tiny-1.0.dist-info/RECORD": "",
}


@pytest.fixture
def machine(tmp_path):
    """A folder with nothing but the bootstrap and a lock of one small package beside it."""
    (tmp_path / "portal").mkdir()
    (tmp_path / "requirements").mkdir()
    shutil.copy(env.ROOT / "portal" / "bootstrap.py", tmp_path / "portal")
    with zipfile.ZipFile(tmp_path / PACKAGE, "w") as wheel:
        for name, text in CONTENT.items():
            wheel.writestr(name, text)
    digest = hashlib.sha256((tmp_path / PACKAGE).read_bytes()).hexdigest()
    for lock in ("base", "test"):
        pin = f"tiny==1.0 --hash=sha256:{digest}\n"
        (tmp_path / "requirements" / f"{lock}.lock").write_text(pin)
    return tmp_path


def start(machine, *arguments, **environment):
    """Run it with packages from the folder only, as on a machine without a network."""
    return subprocess.run(
        [sys.executable, "-I", "portal/bootstrap.py", *arguments],
        cwd=machine,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(machine),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(machine),
            "PIP_USER": "1",  # an odd setting that would break it
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def one_sentence(run) -> str:
    """What was said at the end of a failure: one line, no traceback."""
    assert run.returncode != 0
    assert run.stderr.count("\n") == 1, run.stderr
    return run.stderr


def test_it_installs_once_and_repairs_what_was_broken_off(machine):
    first = start(machine, "tool", "tiny")
    assert first.stdout.splitlines()[-1:] == ["tiny is here"], first.stderr

    (machine / "var" / "install.log").unlink()
    assert start(machine, "tool", "tiny").stdout == "tiny is here\n"
    assert not (machine / "var" / "install.log").exists(), "installed again"

    (machine / ".venv" / "installed-test").unlink()
    (machine / ".venv" / "installed-base").unlink()
    (machine / ".venv" / "half").touch()
    assert start(machine, "tool", "tiny").stdout.endswith("tiny is here\n")
    assert not (machine / ".venv" / "half").exists(), "went on with a broken environment"


def test_without_a_network_it_says_what_to_do(machine):
    (machine / PACKAGE).unlink()
    assert "check the network" in one_sentence(start(machine, "tool", "tiny"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one this version was tested"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: No matching distribution found for x", "check the network"),
        ("Something nobody has seen yet", "read the end of var/install.log"),
    ],
)
def test_what_pip_says_is_put_plainly(words, sentence):
    assert sentence in bootstrap.meaning(f"Collecting x\n{words}\n")


def test_a_taken_port_is_named_before_anything_is_installed(machine):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"Port {port} is taken" in one_sentence(start(machine, "run", port))
    assert not (machine / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_what_is_no_port_is_said_to_be_none(machine, port):
    assert "is no port number" in one_sentence(start(machine, "run", port))


def test_an_unwritable_folder_is_named(machine):
    (machine / "var").touch()
    assert "var" in one_sentence(start(machine, "tool", "tiny"))
