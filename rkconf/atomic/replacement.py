"""One write: a temporary file gets the properties and the content, and then the name of its target."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from rkconf.atomic import names, properties, renames, temporary
from rkconf.atomic.temporary import Temporary
from rkconf.errors import WriteRefusedError
from rkconf.files import reason
from rkconf.interruption import deferred

_PRIVATE = 0o600
# The system subtracts the umask, or applies the access control list that the folder gives to new files.
USUAL = 0o666
EXECUTABLE = 0o777
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_CANNOT_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EPERM})


class Replacement:
    """A write to a path, whose symbolic links are followed.

    Args:
        path: Where to write.
        data: The complete content.
        expected: The content of the file when it was read; None if it was not read.
        mode: The mode of a new file.
    """

    def __init__(self, path: str | Path, data: bytes, expected: bytes | None = None, mode: int = USUAL) -> None:
        self._path = path
        self._target = Path(os.path.realpath(path))
        self._data = data
        self._expected = expected
        self._mode = mode
        self._before: os.stat_result | None = None

    def run(self, *, is_new: bool = False) -> str | None:
        """Write the file, unless it has the content already; return a message if something failed after that.

        Args:
            is_new: Whether no file of this name may exist.

        Raises:
            OSError: It cannot be written; it is unchanged.
        """
        temporary.sweep(self._target.parent)
        self._before = _status(self._target)
        self._check(is_new=is_new)
        if self._data == self._expected:
            return None
        with deferred():
            made = temporary.create(self._target.parent, self._mode if self._before is None else _PRIVATE)
            try:
                self._fill(made)
                self._put(made)
            except BaseException as error:
                left = _left(made)
                if left and isinstance(error, OSError):
                    message = f"{self._path}: {reason(error)}; nothing was written, but {left}"
                    raise WriteRefusedError(message) from error
                raise
            return self._finish(made)

    def _check(self, *, is_new: bool) -> None:
        if self._before is not None:
            _require_no_link(self._before)
            if is_new:
                raise _appeared()
        require_replaceable(self._target)
        if self._expected is not None:
            self._require_unchanged(self._target)

    def _fill(self, made: Temporary) -> None:
        if self._before is not None:
            properties.keep(self._target, self._before, made.descriptor)
        made.write(self._data)

    def _put(self, made: Temporary) -> None:
        if self._before is not None:
            with temporary.guarded(self._target):
                self._put_over(made)
            return
        try:
            renames.move(made.path, self._target)
        except FileExistsError as error:
            raise _appeared() from error

    def _put_over(self, made: Temporary) -> None:
        try:
            is_exchanged = renames.exchange(made.path, self._target)
        except FileNotFoundError as error:
            raise _changed() from error
        if not is_exchanged:
            self._require_unchanged(self._target)
            made.path.replace(self._target)
            return
        try:
            self._require_unchanged(made.path)
        except BaseException:
            self._put_back(made)
            raise

    def _put_back(self, made: Temporary) -> None:
        """Exchange the names again, so that the text of another program has its own.

        Raises:
            WriteRefusedError: The system refuses to, which it did not a moment before.
        """
        try:
            if not renames.exchange(made.path, self._target):
                made.path.replace(self._target)
        except OSError as error:
            made.keep()
            message = (
                f"{self._path}: written, but another program had changed it ({error.strerror}); "
                f"its text is in {made.path} until the next run of rkconf: compare both now"
            )
            raise WriteRefusedError(message) from error

    def _require_unchanged(self, place: Path) -> None:
        """Require that the previous file, which is now at ``place``, has neither been replaced nor changed."""
        now = _status(place)
        if now is None or (self._before is not None and _identity(now) != _identity(self._before)):
            raise _changed()
        if self._expected is not None and place.read_bytes() != self._expected:
            raise _changed()

    def _finish(self, made: Temporary) -> str | None:
        failures = "; ".join(self._failures(made))
        return f"{self._path}: written, but {failures}" if failures else None

    def _failures(self, made: Temporary) -> Iterator[str]:
        yield from filter(None, [_left(made)])
        try:
            _flush(self._target.parent)
        except OSError as error:
            if error.errno not in _CANNOT_FLUSH:
                yield f"its folder could not be flushed ({error.strerror}); check the disk"


def require_replaceable(target: Path) -> None:
    """Require that a path without symbolic links can be the target of a write, as far as its name and mode show.

    Raises:
        OSError: It is a folder, a device or read-only, or Windows reserves its name.
    """
    reserved = names.refused(target)
    if reserved:
        raise OSError(errno.EINVAL, f"Windows reserves the name {reserved!r} for a device; choose another name")
    status = _status(target)
    if status is None:
        return
    _require_no_link(status)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "this is not an ordinary file; write the result to another file")
    # Neither a rename nor root would be stopped by the mode.
    if not (status.st_mode & _WRITABLE and os.access(target, os.W_OK)):
        raise denied(target)


def denied(path: Path) -> OSError:
    """Return why a path cannot be written: its permissions, or its file system."""
    if hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY:
        return OSError(errno.EROFS, os.strerror(errno.EROFS))
    return PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _left(made: Temporary) -> str:
    """Remove a temporary file; return a message if the system refuses to, and otherwise an empty text."""
    try:
        made.discard()
    except OSError as error:
        return f"{made.path} could not be removed ({error.strerror}); remove it"
    return ""


def _require_no_link(status: os.stat_result) -> None:
    """Require that a path whose links were followed is not a link: only those in a cycle are left."""
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_mode, status.st_uid, status.st_gid


def _flush(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):  # Windows opens no folder
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _changed() -> OSError:
    return OSError(errno.EINVAL, "the file has changed since rkconf read it; run rkconf again")


def _appeared() -> OSError:
    return OSError(errno.EINVAL, "a file of this name has appeared meanwhile; run rkconf again")
