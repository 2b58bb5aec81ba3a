"""Read whole files, and look at what exists."""

import errno
import stat
from pathlib import Path

from rkconf.errors import UnreadableInputError
from rkconf.source import Source

_PREFIX_LENGTH = 8192
_NOT_FOUND = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_STEPS = {
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
        UnreadableInputError: It is missing, a folder, a device, or not readable.
    """
    try:
        _require_no_device(Path(path))
        return Source(str(path), Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


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
    return UnreadableInputError(f"{path}: {reason(error)}")


def _require_no_device(path: Path) -> None:
    if path.is_char_device():
        raise OSError(errno.EINVAL, "this is a device, not a file; for standard input, use -")


def require_text(source: Source) -> Source:
    """Return the source unchanged.

    Raises:
        UnreadableInputError: The source is not text.
    """
    if b"\0" in source.data[:_PREFIX_LENGTH]:
        is_utf16 = source.data.startswith(_UTF16)
        found = "this is UTF-16; save it as UTF-8" if is_utf16 else "this is binary data, not text"
        message = f"{source.name}: {found}"
        raise UnreadableInputError(message)
    return source


def reason(error: OSError | ValueError) -> str:
    """Return why the system refuses a file, and the next step."""
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
            step = _STEPS.get(error.errno or 0)
            return f"{error.strerror or error}; {step}" if step else error.strerror or str(error)
    return "this cannot be a path"
