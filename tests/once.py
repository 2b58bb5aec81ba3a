"""Work that a run of the tests does once: the workers of pytest-xdist share its result."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a file or folder of this run, which the first process that asks for it makes.

    Args:
        factory: The temporary folders of the process.
        name: The name of the file or folder; no other caller uses it.
        make: Writes the file or folder at a path that does not exist yet. The other processes wait meanwhile; if it
            fails, the next one tries again.
    """
    import fcntl  # only Unix has it, and what is made here runs only there

    own = factory.getbasetemp()
    path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"once {name}"
    with Path(f"{path}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = factory.mktemp("unfinished") / name
            make(unfinished)
            unfinished.rename(path)
    return path
