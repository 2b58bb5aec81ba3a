"""Read and write whole files; a write either succeeds completely or changes nothing."""

import errno
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from rkconf.errors import UnreadableInputError, WriteRefusedError
from rkconf.limits import LARGEST_FILE
from rkconf.source import Source

_PREFIX_LENGTH = 8192
_NOT_FOUND = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_PIECE_LENGTH = 1_000_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def read(path: str | Path) -> Source:
    """Return the bytes of the file at ``path``; reports name ``path`` as it was given.

    Raises:
        UnreadableInputError: It is missing, a folder, a device, too large, or not readable.
    """
    try:
        status = Path(path).stat()
        is_ordinary = stat.S_ISREG(status.st_mode)
        if not (is_ordinary or stat.S_ISFIFO(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise _no_file()
        opener = _open_at_once if is_ordinary else None
        with open(path, "rb", opener=opener) as stream:
            return Source(str(path), content(stream, str(path), status.st_size))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def content(stream: BinaryIO, name: str, size: int = 0) -> bytes:
    """Return the bytes of a stream up to its end.

    Args:
        stream: The open stream.
        name: Its name in an error.
        size: The number of bytes to expect; a pipe, or a file of /proc, may have more.

    Raises:
        UnreadableInputError: It has more bytes than rkconf reads.
        OSError: It cannot be read to its end, or has none.
    """
    pieces: list[bytes] = []
    while size <= LARGEST_FILE:
        piece = stream.read(_PIECE_LENGTH if pieces else size + 1)
        if piece is None:
            raise _no_file()
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size = sum(map(len, pieces))
    message = f"{name}: this has more than {LARGEST_FILE:,} bytes, the most that rkconf reads; name a smaller file"
    raise UnreadableInputError(message)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: some files of /proc look regular and have no end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _no_file() -> OSError:
    return OSError(errno.EINVAL, "this is a device or a socket, not a file; for standard input, use -")


def is_there(path: str | Path) -> bool:
    """Return whether a file or a folder exists; symbolic links are followed.

    Raises:
        UnreadableInputError: A folder on the path does not permit the question.
    """
    return _mode(path) is not None


def is_folder(path: str | Path) -> bool:
    """Return whether a folder exists.

    Raises:
        UnreadableInputError: A folder on the path does not permit the question.
    """
    mode = _mode(path)
    return mode is not None and stat.S_ISDIR(mode)


def is_file(path: str | Path) -> bool:
    """Return whether a regular file exists.

    Raises:
        UnreadableInputError: A folder on the path does not permit the question.
    """
    mode = _mode(path)
    return mode is not None and stat.S_ISREG(mode)


def _mode(path: str | Path) -> int | None:
    """Return the mode of a file; None if it does not exist.

    The methods of `Path` handle a missing permission differently in different versions of Python.
    """
    try:
        return Path(path).stat().st_mode
    except OSError as error:
        if error.errno in _NOT_FOUND:
            return None
        raise unreadable(path, error) from error
    except ValueError:  # not a valid path
        return None


def unreadable(path: str | Path, error: OSError | ValueError) -> UnreadableInputError:
    """Return the error for an unreadable path: the path, the reason and the next step."""
    return UnreadableInputError(f"{path}: {_reason(error)}")


def require_text(source: Source) -> Source:
    """Return the source unchanged.

    Raises:
        UnreadableInputError: The source is not text.
    """
    if b"\0" in source.data[:_PREFIX_LENGTH]:
        is_utf16 = source.data.startswith(_UTF16)
        reason = "this is UTF-16; save it as UTF-8" if is_utf16 else "this is binary data, not text"
        message = f"{source.name}: {reason}"
        raise UnreadableInputError(message)
    return source


def write(path: str | Path, data: bytes, expected: bytes | None = None) -> None:
    """Replace the content of the file at ``path`` with ``data``, atomically.

    A symbolic link is followed; mode and owner of an existing file are kept, and a read-only file is not replaced. A
    device or a pipe is written to directly.

    Args:
        path: Where to write.
        data: The complete new content.
        expected: The content of the file when it was read; None if it was not read.

    Raises:
        WriteRefusedError: The file has changed since it was read, or cannot be written; it is unchanged.
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
    """Require that `write` has permission for a path, as far as can be checked in advance.

    A missing folder can be created in a writable one.

    Raises:
        WriteRefusedError: It has no permission.
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
    # In the folder of the target, since a rename is atomic only within one file system.
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
    # Only root can change an owner; for other users, the file is theirs already.
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            status = target.stat()
            os.chown(temporary, status.st_uid, status.st_gid)
    shutil.copymode(target, temporary)


def _refuse_if_changed(target: Path, expected: bytes | None) -> None:
    if expected is not None and (not target.exists() or target.read_bytes() != expected):
        message = f"{target}: the file has changed since rkconf read it; nothing was written, run rkconf again"
        raise WriteRefusedError(message)


def _is_read_only(target: Path) -> bool:
    """Return whether a file is read-only: neither a rename nor root would be stopped by its mode."""
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
