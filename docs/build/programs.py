"""Runs the programs that the builder needs."""

import fcntl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from docs.build.places import KEPT, MODULES, PAGE


class BuildError(Exception):
    """A program failed; the message has its output and what to do."""


def run(words: Sequence[str | Path], folder: Path = PAGE) -> str:
    """Run a program and return what it printed.

    Raises:
        BuildError: It is missing, or it failed.
    """
    try:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        message = f"{words[0]} is missing; install Node.js with npm (Debian: apt-get install nodejs npm)"
        raise BuildError(message) from None
    if done.returncode:
        shown = " ".join(map(str, words))
        message = f"{shown} failed with status {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}"
        raise BuildError(message)
    return done.stdout


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time write into the checkout: tests may run in several."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install_modules() -> None:
    """Install exactly the packages of `docs/page/package-lock.json`, unless they are installed."""
    lock, installed = PAGE / "package-lock.json", MODULES / ".package-lock.json"
    with alone():
        if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
            run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            installed.touch()
