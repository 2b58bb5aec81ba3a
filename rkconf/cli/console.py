"""Output: to standard output or a file, in colour or not, and messages to standard error."""

import os
import sys
from collections.abc import Callable, Iterable

from rkconf.cli import typed_passwords
from rkconf.printable import printable, printable_lines
from rkconf.reporters import Paint
from rkconf.secrets import Mask
from rkconf.source import Source

# Importing `typing` takes longer than printing the version does.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

COLOURS = ("auto", "always", "never")
_BUFFERS = (",compile", ",comint")
"""The ends of ``INSIDE_EMACS`` in the buffers of `M-x compile` and `M-x shell`, which show control codes as text."""
_FORCED = ("FORCE_COLOR", "CLICOLOR_FORCE")


def paint(choice: str) -> Paint:
    """Return the colours and links for standard output.

    ``--color`` takes precedence over NO_COLOR, NO_COLOR over FORCE_COLOR and CLICOLOR_FORCE, and these over whether
    standard output is a terminal. The variables force colours but not links, which few logs can show; the terminal of
    a CI job is such a log.
    """
    if choice != "auto":
        return Paint(choice == "always", choice == "always")
    if os.environ.get("NO_COLOR"):
        return Paint()
    on_terminal = obeys_codes()
    forced = any(os.environ.get(name, "0") not in {"", "0"} for name in _FORCED)
    is_logged = os.environ.get("CI", "") not in {"", "0", "false"}
    return Paint(on_terminal or forced, on_terminal and not is_logged)


def obeys_codes(stream: "TextIO | None" = None) -> bool:
    """Return whether a stream is a terminal that obeys control codes, such as the one that erases a line.

    By default that is standard output.
    """
    in_a_buffer = os.environ.get("INSIDE_EMACS", "").endswith(_BUFFERS)
    return (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb" and not in_a_buffer


def width() -> int | None:
    """Return the characters of a line of the terminal on standard output; None if that is not a terminal."""
    # Imported here because few runs print lines for a width.
    from shutil import get_terminal_size

    return get_terminal_size().columns if sys.stdout.isatty() else None


def write(text: str, path: str = "-") -> None:
    """Write a text for people or a report to a file, or to standard output for ``-``; it must be printable."""
    if path == "-":
        print(text, end="")
    else:
        save(text.encode(errors="surrogateescape"), path)


def write_pieces(pieces: Iterable[str], path: str = "-") -> None:
    """Write the pieces of a report to a file, or to standard output for ``-``; they must be printable."""
    if path == "-":
        sys.stdout.writelines(pieces)
    else:
        save(b"".join(each.encode(errors="surrogateescape") for each in pieces), path)


def save(data: bytes, path: str) -> None:
    """Write a result to a file, and report what failed after it was written.

    Raises:
        WriteRefusedError: It cannot be written.
    """
    from rkconf import atomic

    report_failure(atomic.write(path, data))


def report_failure(message: str | None) -> None:
    """Print what failed after a file was written, which does not change the exit status."""
    if message:
        report(message)


def write_data(data: bytes, path: str = "-", find_mask: Callable[[], Mask] = Mask) -> None:
    """Write the bytes of a result, such as a converted file or a patch, to a file or to standard output for ``-``.

    A file and a pipe get the bytes as they are. A terminal gets them printable, since it would obey control characters,
    and without the passwords that ``find_mask`` finds in them.
    """
    if path != "-":
        save(data, path)
    elif sys.stdout.isatty():
        mask = find_mask()
        shown = Source("", mask.data(data))
        print(printable_lines(shown.decode(shown.whole)), end="")
        if mask:
            report("a password is masked on the terminal; write the result to a file to keep it")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def can_show(text: str) -> bool:
    """Return whether standard output can encode every character of a text; others would be escaped."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def report(message: str) -> None:
    """Print a message that is not part of the result to standard error, in one printable line.

    A message may repeat a word of the command line, but not a password in it.
    """
    print(f"rkconf: {printable(typed_passwords.masked(message))}", file=sys.stderr)
