"""Extended attributes and access control lists, which Linux keeps as extended attributes too."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from rkconf.atomic.c_library import function

# The system drops these at every write, or they describe the content.
_OF_CONTENT = frozenset({"security.capability", "security.evm", "security.ima"})
_NONE_HERE = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})

# copyfile(3) of macOS
_LIST_AND_ATTRIBUTES = 1 << 0 | 1 << 2


def copy(source: Path, descriptor: int) -> None:
    """Give an open file exactly the attributes of the file at ``source``.

    Raises:
        OSError: An attribute cannot be read, set or removed.
    """
    if not hasattr(os, "listxattr"):
        _copy_on_macos(source, descriptor)
        return
    wanted, present = _read(source), _read(descriptor)
    if wanted is not None and present is not None:
        _set(descriptor, wanted, present)
    elif wanted != present:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


def _set(descriptor: int, wanted: Mapping[str, bytes], present: Mapping[str, bytes]) -> None:
    for name in wanted.keys() | present.keys():
        if name not in wanted:
            # A list that the folder gives to new files could let in more users.
            os.removexattr(descriptor, name)
        elif wanted[name] != present.get(name):
            os.setxattr(descriptor, name, wanted[name])


def _read(file: Path | int) -> dict[str, bytes] | None:
    """Return the attributes of a file; None if its file system has none."""
    try:
        names = os.listxattr(file)
    except OSError as error:
        if error.errno in _NONE_HERE:
            return None
        raise
    return {name: os.getxattr(file, name) for name in names if name not in _OF_CONTENT}


def _copy_on_macos(source: Path, descriptor: int) -> None:
    copy_properties = function("fcopyfile", ("c_int", "c_int", "c_void_p", "c_uint32"))
    if copy_properties is None:
        return
    opened = os.open(source, os.O_RDONLY)
    try:
        number = copy_properties(opened, descriptor, None, _LIST_AND_ATTRIBUTES)
    finally:
        os.close(opened)
    if number:
        raise OSError(number, os.strerror(number))
