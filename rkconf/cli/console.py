"""Standard output, colours, and files that take the output's place."""

import os
import sys
from pathlib import Path

from rkconf import files
from rkconf.reporters import Paint

COLOURS = ("auto", "always", "never")


def paint(choice: str) -> Paint:
    """Return the colours for standard output.

    ``--color`` wins over NO_COLOR, that over FORCE_COLOR, and that over what standard output is.
    """
    if choice != "auto":
        return Paint(choice == "always")
    if os.environ.get("NO_COLOR"):
        return Paint()
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return Paint(coloured=True)
    return Paint(sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def put(text: str, path: str = "-") -> None:
    """Write a result to a file, or to standard output for ``-``."""
    if path == "-":
        print(text, end="")
    else:
        files.write(Path(path), text.encode(errors="surrogateescape"))


def say(message: str) -> None:
    """Tell the user something that is not the result."""
    print(f"rkconf: {message}", file=sys.stderr)
