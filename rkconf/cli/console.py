"""Standard output, colours, and files that take the output's place."""

import os
import sys
from pathlib import Path

from rkconf import files
from rkconf.reporters import Paint

COLOURS = ("auto", "always", "never")
_FORCED = ("FORCE_COLOR", "CLICOLOR_FORCE")


def paint(choice: str) -> Paint:
    """Return the colours and links for standard output.

    ``--color`` wins over NO_COLOR, that over FORCE_COLOR and CLICOLOR_FORCE, and those over what standard output is.
    What is forced from outside is colours: a log can show them, but seldom links.
    """
    if choice != "auto":
        return Paint(choice == "always", choice == "always")
    if os.environ.get("NO_COLOR"):
        return Paint()
    on_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return Paint(on_terminal or any(os.environ.get(name, "0") not in {"", "0"} for name in _FORCED), on_terminal)


def put(text: str, path: str = "-") -> None:
    """Write a result to a file, or to standard output for ``-``."""
    if path == "-":
        print(text, end="")
    else:
        files.write(Path(path), text.encode(errors="surrogateescape"))


def can_show(text: str) -> bool:
    """Say whether standard output has every character of a text; what it lacks would be escaped."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def say(message: str) -> None:
    """Tell the user something that is not the result."""
    print(f"rkconf: {message}", file=sys.stderr)
