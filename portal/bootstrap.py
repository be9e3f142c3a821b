"""Decides what a fresh machine still needs before `make run` and `make test` can start.

Plain standard library, run by the system's Python before anything is installed. Every
way it can fail ends in one sentence that says what to do; running it again repairs.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python reads
    sys.exit(
        "The portal needs Python 3.11 or newer and this is "
        f"{sys.version_info.major}.{sys.version_info.minor}: install a newer one, or name one "
        "you have, for example `make run PYTHON=python3.12`."
    )

import errno
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "install.log"
BASE = ROOT / "requirements" / "base.lock"
TEST = ROOT / "requirements" / "test.lock"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

#: What pip's last words mean, in the order they are looked for.
REASONS = (
    (
        "No space left on device",
        "The disk is full: make room and run the same command again.",
    ),
    (
        "DO NOT MATCH THE HASHES",
        "A package is not the one this version was tested with: get a clean copy of the portal "
        "and run the same command again (details in var/install.log).",
    ),
    (
        "No matching distribution",
        "The Python packages could not be fetched: check the network connection and run the "
        "same command again (details in var/install.log).",
    ),
    (
        "",
        "The Python packages could not be installed: read the end of var/install.log, then run "
        "the same command again.",
    ),
)


def stamp(lock: Path) -> Path:
    """The file which says that this lock was installed to its end."""
    return VENV / f"installed-{lock.stem}"


def wanted(lock: Path) -> str:
    """What the stamp holds when nothing needs to be done."""
    return f"{VERSION} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def installed(lock: Path) -> bool:
    return PYTHON.exists() and stamp(lock).exists() and stamp(lock).read_text() == wanted(lock)


def finished_before() -> bool:
    """Whether an earlier installation by this version of Python came to its end."""
    stamps = [stamp(lock) for lock in (BASE, TEST) if stamp(lock).exists()]
    return PYTHON.exists() and any(found.read_text().startswith(f"{VERSION} ") for found in stamps)


def quiet(command: list) -> bool:
    """Run a step, its words going to the log; whether it succeeded."""
    with LOG.open("a", encoding="utf-8") as log:
        return subprocess.run(command, stdout=log, stderr=log, check=False).returncode == 0


def meaning(words: str) -> str:
    """What to tell the person for whom pip failed with these words."""
    return next(sentence for reason, sentence in REASONS if reason in words)


def make_environment() -> list:
    """An empty .venv and the command which installs into it.

    Debian keeps the part of `venv` that brings pip in a package of its own; without it,
    virtualenv or the system's pip will do.
    """
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, symlinks=True)
    pip = [str(PYTHON), "-m", "pip"]
    if quiet([str(PYTHON), "-m", "ensurepip"]):
        return pip
    if quiet([sys.executable, "-m", "virtualenv", str(VENV)]):
        return pip
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if quiet([*pip, "--version"]):
        return pip
    shutil.rmtree(VENV, ignore_errors=True)
    sys.exit(
        "This Python cannot make a virtual environment: install what is missing (on Debian and "
        "Ubuntu: `sudo apt install python3-venv`), then run the same command again."
    )


def install(lock: Path):
    """Bring .venv to what the lock says; does nothing when it is there already."""
    if installed(lock):
        return
    LOG.parent.mkdir(exist_ok=True)
    with LOG.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # whoever comes second finds the work done
        if not installed(lock):
            install_anew(lock)


def install_anew(lock: Path):
    """Install into a .venv that came to its end before, else into an empty one."""
    LOG.write_text("")
    if finished_before():
        pip = [str(PYTHON), "-m", "pip"]
        if not quiet([*pip, "--version"]):
            pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    else:
        pip = make_environment()
    # From here to the end no stamp stands: whatever stops us, the next run starts anew.
    for other in (BASE, TEST):
        stamp(other).unlink(missing_ok=True)
    print(
        f"Installing what requirements/{lock.name} lists; the first time takes a minute or two.",
        flush=True,
    )
    done = quiet(
        [
            *pip,
            "install",
            "--no-input",
            "--no-user",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary=:all:",  # wheels: a fresh machine has no compiler
            "--require-hashes",
            *("-r", str(lock)),
        ]
    )
    if not done:
        sys.exit(meaning(LOG.read_text(encoding="utf-8", errors="replace")))
    # The test lock holds everything the base lock does, at the same versions.
    for finished in {lock, BASE}:
        stamp(finished).write_text(wanted(finished))


def refuse_taken_port(port: str):
    """End with a sentence when nothing can listen on 127.0.0.1:port."""
    another = "choose another with `make run PORT=8001`."
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"{port!r} is no port number: {another}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sys.exit(f"Port {port} is taken by another program: {another}")
            sys.exit(f"Port {port} cannot be used here ({error.strerror}): {another}")


def become(*arguments: str):
    """Turn this process into the environment's Python; signals then reach it directly."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *arguments])


def run(port: str = "8000"):
    """Serve the portal with its demo on this machine."""
    refuse_taken_port(port)
    install(BASE)
    become("manage.py", "serve_demo", port)


def test(*arguments: str):
    """Run the suite on all cores; one that is done takes over tests of the others. By files, the
    last few, of long stories, kept one core busy for minutes.
    """
    install(TEST)
    workers = ["-n", str(os.cpu_count() or 1), "--dist", "worksteal"]
    become("-m", "pytest", *workers, *arguments)


def tool(module: str, *arguments: str):
    """Run one of the tools that tests and developers need."""
    install(TEST)
    become("-m", module, *arguments)


if __name__ == "__main__":
    try:
        {"run": run, "test": test, "tool": tool}[sys.argv[1]](*sys.argv[2:])
    except KeyboardInterrupt:
        sys.exit("Stopped. Running the same command again goes on from here.")
    except OSError as problem:
        sys.exit(
            f"{problem.strerror or problem}: {problem.filename or 'writing a file'}. "
            "Mend this and run the same command again."
        )
