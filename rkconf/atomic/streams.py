"""Outputs that are written to directly, since nothing can be renamed to their name: pipes, terminals, open files."""

import errno
import os
import re
import stat
from pathlib import Path

_OPEN = re.compile(r"(?:/dev|/proc/self)/fd/([0-9]+)")
_GREATEST = 2**31 - 1
_DIGITS = len(str(_GREATEST))
_STANDARD = {"/dev/stdout": 1, "/dev/stderr": 2}


def is_stream(path: Path) -> bool:
    """Return whether a path names a pipe, a device or an open file.

    Raises:
        OSError: It names a disk.
    """
    if _descriptor(path) is not None:
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    if stat.S_ISBLK(mode):
        raise OSError(errno.EINVAL, "this is a disk, not a file; name a file")
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def write(path: Path, data: bytes) -> None:
    """Write to a stream. An open file is written where it is, as by a shell's `>>`: opening it again would begin anew.

    Raises:
        OSError: The stream cannot be opened, or has not accepted all of the data.
    """
    number = _descriptor(path)
    opened = os.open(path, os.O_WRONLY) if number is None else os.dup(number)
    with os.fdopen(opened, "wb") as stream:
        stream.write(data)


def _descriptor(path: Path) -> int | None:
    named = _OPEN.fullmatch(str(path))
    # The system would not take a greater number as one; none of that size is open.
    return min(int(named[1][:_DIGITS]), _GREATEST) if named else _STANDARD.get(str(path))
