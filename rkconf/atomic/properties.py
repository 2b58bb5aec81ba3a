"""Owner, group, mode and attributes: a file that is replaced keeps them, or it is not replaced."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rkconf.atomic import attributes

_NEXT = "run rkconf as the owner of the file, or change a copy of it"


def keep(source: Path, status: os.stat_result, descriptor: int) -> None:
    """Give an empty private file the properties of another one; at no time can more users read it than the other.

    Args:
        source: The file that will be replaced.
        status: Its status.
        descriptor: The empty file.

    Raises:
        OSError: A property cannot be kept; the error names it and the next step.
    """
    if not hasattr(os, "fchown"):  # Windows: the permissions come from the folder
        return
    own = os.fstat(descriptor)
    if own.st_gid != status.st_gid:
        with _required("group"):
            os.fchown(descriptor, -1, status.st_gid)
    if own.st_uid != status.st_uid:
        with _required("owner"):
            os.fchown(descriptor, status.st_uid, -1)
    with _required("access control list, or its extended attributes"):
        attributes.copy(source, descriptor)
    # Last, since the system removes bits of the mode when the owner changes.
    with _required("mode"):
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


@contextmanager
def _required(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"a replaced file would lose its {name} ({error.strerror}); {_NEXT}"
        raise OSError(errno.EINVAL, message) from error
