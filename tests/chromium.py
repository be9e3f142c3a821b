"""Decides which Chromium the browser stories and the pictures use, and how it is started."""

from pathlib import Path

from portal.settings import env

HOW_TO_GET = (
    "no Chromium found; install it (on Debian: apt install chromium) or name one with "
    "CHROMIUM=/path/to/chromium"
)
ARGUMENTS = [
    "--no-sandbox",  # CI runs as root, where Chromium's own sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def path() -> str | None:
    """The browser that the environment names, else Debian's; none where neither is there."""
    named = env.chromium()
    return named if Path(named).exists() else None
