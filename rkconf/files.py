"""Read whole files, and look at what exists."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from rkconf.errors import UnreadableInputError
from rkconf.limits import LARGEST_FILE
from rkconf.relevance import PREFIX_LENGTH
from rkconf.source import Source

_NOT_FOUND = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_SIMILAR_NAME = 0.8
"""The least similarity of a file that was meant."""
_PIECE_LENGTH = 1_000_000
_STEPS = {
    errno.EBADF: "open it in the shell, or name a file",
    errno.EEXIST: "run rkconf again",
    errno.EBUSY: "end the program that uses it, or unmount it",
    errno.EDQUOT: "remove files, or raise the quota",
    errno.EIO: "check the disk",
    errno.ELOOP: "check the links",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ENOSPC: "free some space",
    errno.EROFS: "choose another folder, or mount it for writing",
    errno.EXDEV: "choose another folder",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(path: str | Path) -> Source:
    """Return the bytes of the file at ``path``; reports name ``path`` as it was given.

    Raises:
        UnreadableInputError: It is missing, a folder, a device, too large, or not readable.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - a path takes longer to make than the file to look at
        is_ordinary = stat.S_ISREG(status.st_mode)
        if not (is_ordinary or stat.S_ISFIFO(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise _no_file()
        opener = _open_at_once if is_ordinary else None
        with open(path, "rb", opener=opener) as stream:
            return Source(str(path), content(stream, str(path), status.st_size))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def read_ordinary(path: str | Path) -> Source:
    """Return the bytes of a file that the user has not named: a pipe is refused, since it may never have a writer.

    Raises:
        UnreadableInputError: It is a pipe, or `read` cannot read it.
    """
    mode = _mode(path)
    if mode is not None and stat.S_ISFIFO(mode):
        raise unreadable(path, OSError(errno.EINVAL, "this is a pipe, not an ordinary file; put a file in its place"))
    return read(path)


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
        return os.stat(path).st_mode  # noqa: PTH116 - see `read`
    except OSError as error:
        if error.errno in _NOT_FOUND:
            return None
        raise unreadable(path, error) from error
    except ValueError:  # not a valid path
        return None


def unreadable(path: str | Path, error: OSError | ValueError) -> UnreadableInputError:
    """Return the error for an unreadable path: the path, the reason and the next step."""
    return UnreadableInputError(f"{path}: {_line_after_file(str(path), error) or reason(error)}")


def _line_after_file(path: str, error: OSError | ValueError) -> str:
    """Return the message for a place such as ``init.m:12`` where a command takes a file; empty for any other path."""
    file = path.rstrip(":0123456789")
    is_place = isinstance(error, FileNotFoundError) and path[len(file) :].startswith(":") and Path(file).is_file()
    return f"this is a line of a file; name the file {file}" if is_place else ""


def is_text(source: Source) -> bool:
    """Return whether a source has no zero byte in its beginning."""
    return b"\0" not in source.data[:PREFIX_LENGTH]


def require_text(source: Source) -> Source:
    """Return the source unchanged.

    Raises:
        UnreadableInputError: The source is not text.
    """
    if not is_text(source):
        beginning = source.data[:PREFIX_LENGTH]
        # Without a mark at its start, ASCII in UTF-16 has a zero byte in every second place.
        is_utf16 = source.data.startswith(_UTF16) or any(not any(beginning[at::2]) for at in (0, 1) if beginning[2:])
        found = "this is UTF-16; save it as UTF-8" if is_utf16 else "this is binary data, not text"
        message = f"{source.name}: {found}"
        raise UnreadableInputError(message)
    return source


def _near(path: object) -> str:
    """Return the part of a message that names the file or folder with the most similar path; may be empty."""
    if not isinstance(path, str):
        return ""
    # Imported here because almost every run finds its files.
    from rkconf.spelling import suggestion

    folder, name = os.path.split(path)
    try:
        known = [each for each in os.listdir(folder or os.curdir) if each != name]  # noqa: PTH208 - pathlib takes time to import
    except OSError:
        return ""
    return suggestion(name, known, similarity=_SIMILAR_NAME, quoted=True) if name else ""


def reason(error: OSError | ValueError) -> str:
    """Return why the system refuses a file, and the next step."""
    match error:
        case FileNotFoundError():
            return f"no such file or folder{_near(error.filename)}; check the path"
        case IsADirectoryError():
            return "this is a folder; name a file in it"
        case NotADirectoryError():
            return "a part of this path is a file, not a folder; check the path"
        case PermissionError():
            return "permission denied; check who may read and write it"
        case OSError():
            step = _STEPS.get(error.errno or 0)
            return f"{error.strerror or error}; {step}" if step else error.strerror or str(error)
    return "this cannot be a path"
