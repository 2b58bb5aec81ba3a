"""Renames that lose no file: to a free name, and an exchange of two names.

Python has no function for either. Linux has `renameat2`; other systems, and file systems that do not support it, have
links for the first and nothing for the second.
"""

import errno
import os
from pathlib import Path

from rkconf.atomic.c_library import function

_NO_REPLACE = 1
_EXCHANGE = 2
_HERE = -100  # the paths are relative to the working folder
_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV})


def move(source: Path, target: Path) -> None:
    """Give a file a new name, which must be free. The old name may stay, as a second name.

    Raises:
        FileExistsError: The name is not free.
        OSError: The system refuses.
    """
    if _renamed(source, target, _NO_REPLACE):
        return
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        # A file system without links, such as FAT: nothing closes the gap between this look and the rename.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
        source.rename(target)


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two files at once; return whether the system supports it.

    Raises:
        OSError: The system refuses.
    """
    return _renamed(one, other, _EXCHANGE)


def _renamed(source: Path, target: Path, flags: int) -> bool:
    rename = function("renameat2", ("c_int", "c_char_p", "c_int", "c_char_p", "c_uint"))
    if rename is None:
        return False
    number = rename(_HERE, os.fsencode(source), _HERE, os.fsencode(target), flags)
    if number in _UNSUPPORTED:
        return False
    if number:
        raise OSError(number, os.strerror(number))
    return True
