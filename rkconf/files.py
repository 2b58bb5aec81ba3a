"""Read and write files whole: a write is all or nothing."""

import errno
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from rkconf.errors import UnreadableInputError, WriteRefusedError
from rkconf.source import Source

_LOOKED_AT = 8192
_NOTHING_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def read(path: str | Path) -> Source:
    """Return the bytes of the file at ``path``, reported under ``path`` as it was given.

    Raises:
        UnreadableInputError: It is missing, a folder, a device, or may not be read.
    """
    try:
        _require_an_end(Path(path))
        return Source(str(path), Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def is_there(path: str | Path) -> bool:
    """Say whether there is a file or a folder, behind a symbolic link too.

    Raises:
        UnreadableInputError: Nobody can tell, as in a folder that may not be entered.
    """
    return _mode(path) is not None


def is_folder(path: str | Path) -> bool:
    """Say whether there is a folder.

    Raises:
        UnreadableInputError: Nobody can tell, as in a folder that may not be entered.
    """
    mode = _mode(path)
    return mode is not None and stat.S_ISDIR(mode)


def is_file(path: str | Path) -> bool:
    """Say whether there is an ordinary file.

    Raises:
        UnreadableInputError: Nobody can tell, as in a folder that may not be entered.
    """
    mode = _mode(path)
    return mode is not None and stat.S_ISREG(mode)


def _mode(path: str | Path) -> int | None:
    """Return the kind of a file as the system knows it, or None where there is none.

    What the methods of `Path` do where nobody may look depends on the version of Python.
    """
    try:
        return Path(path).stat().st_mode
    except OSError as error:
        if error.errno in _NOTHING_THERE:
            return None
        raise unreadable(path, error) from error
    except ValueError:  # no path at all
        return None


def unreadable(path: str | Path, error: OSError | ValueError) -> UnreadableInputError:
    """Return what to tell about something that cannot be read: the path, why, and what to do."""
    return UnreadableInputError(f"{path}: {_reason(error)}")


def _require_an_end(path: Path) -> None:
    if path.is_char_device():
        raise OSError(errno.EINVAL, "this is a device, no file; standard input is written -")


def require_text(source: Source) -> Source:
    """Return a source that was read, for checking.

    Raises:
        UnreadableInputError: It is no text.
    """
    if b"\0" in source.data[:_LOOKED_AT]:
        is_utf16 = source.data.startswith(_UTF16)
        reason = "this is UTF-16; save it as UTF-8" if is_utf16 else "this is binary data, no text"
        message = f"{source.name}: {reason}"
        raise UnreadableInputError(message)
    return source


def write(path: str | Path, data: bytes, expected: bytes | None = None) -> None:
    """Put ``data`` in the place of the file at ``path``, at once or not at all.

    A symbolic link is followed; mode and owner of an existing file are kept, and one that nobody may write is left
    alone. A device or a pipe is written to as it stands.

    Args:
        path: Where to write.
        data: The whole new content.
        expected: What the file held when it was read; None where it was not read.

    Raises:
        WriteRefusedError: The file changed since it was read, or cannot be written; it is as it was.
    """
    try:
        if _is_stream(Path(path)):
            Path(path).write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data, expected)
    except (OSError, ValueError) as error:
        message = f"{path}: {_reason(error)}; nothing was written"
        raise WriteRefusedError(message) from error


def require_writable(path: str | Path) -> None:
    """Make sure that `write` would be allowed to write there, as far as that can be told before it is tried.

    A folder that is not there yet can be made where the one above it may be written.

    Raises:
        WriteRefusedError: It would not.
    """
    try:
        target = Path(os.path.realpath(path))
        if not _is_stream(target):
            _require_replaceable(target)
            _require_open(next(folder for folder in target.parents if folder.exists()))
    except (OSError, ValueError) as error:
        message = f"{path}: {_reason(error)}; nothing was written"
        raise WriteRefusedError(message) from error


def _require_replaceable(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError
    if _is_read_only(target):
        raise PermissionError


def _require_open(folder: Path) -> None:
    if not folder.is_dir():
        raise NotADirectoryError
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError


def _replace(target: Path, data: bytes, expected: bytes | None) -> None:
    _require_replaceable(target)
    # Beside the target, since a rename is atomic within one file system only.
    temporary = target.with_name(f".rkconf-{os.urandom(8).hex()}")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _keep_mode_and_owner(target, temporary)
        _refuse_if_changed(target, expected)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _keep_mode_and_owner(target: Path, temporary: Path) -> None:
    if not target.exists():
        return
    # Only an administrator can give a file away; for anyone else it is theirs already.
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            status = target.stat()
            os.chown(temporary, status.st_uid, status.st_gid)
    shutil.copymode(target, temporary)


def _refuse_if_changed(target: Path, expected: bytes | None) -> None:
    if expected is not None and (not target.exists() or target.read_bytes() != expected):
        message = f"{target}: it changed while rkconf was at work; nothing was written, run it again"
        raise WriteRefusedError(message)


def _is_read_only(target: Path) -> bool:
    """Say whether a file is not to be written: a rename beside it would not ask, and an administrator may do all."""
    return target.exists() and not (target.stat().st_mode & _WRITABLE and os.access(target, os.W_OK))


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _reason(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "no such file or folder; check the path"
        case IsADirectoryError():
            return "this is a folder; name a file in it"
        case NotADirectoryError():
            return "a part of this path is a file, not a folder; check the path"
        case PermissionError():
            return "permission denied; check who may read and write it"
        case OSError():
            return error.strerror or str(error)
    return "this cannot be a path"
