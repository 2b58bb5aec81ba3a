"""Write whole files: completely or not at all, never over the text of another program, and with the same permissions.

A new content is written to a temporary file in the folder of the target, and flushed to the disk. Then one rename puts
it in place. Where the system can exchange two names, the previous file is compared after the exchange, and put back if
another program has changed it, so that no text is lost.
"""

import os
from pathlib import Path

from rkconf.atomic import streams, temporary
from rkconf.atomic.replacement import EXECUTABLE, USUAL, Replacement, denied, require_replaceable
from rkconf.errors import WriteRefusedError
from rkconf.files import reason


def write(path: str | Path, data: bytes) -> str | None:
    """Write a file, whether it exists or not; a pipe, a terminal or another device is written to directly.

    A symbolic link is followed. An existing file keeps owner, group, mode, access control list and extended attributes;
    its other hard links keep the previous content.

    Args:
        path: Where to write.
        data: The complete content.

    Returns:
        A message if something failed after the file was written, such as the removal of the previous file.

    Raises:
        WriteRefusedError: It cannot be written; it is unchanged, except for a device.
    """
    is_stream = False
    try:
        is_stream = streams.is_stream(Path(path))
        if is_stream:
            streams.write(Path(path), data)
            return None
        return Replacement(path, data).run()
    except (OSError, ValueError) as error:
        raise _refusal(path, error, "the output is incomplete" if is_stream else "nothing was written") from error


def replace(path: str | Path, data: bytes, expected: bytes) -> str | None:
    """Replace the content of an existing file like `write`, if it still is ``expected``.

    Equal contents are not written.

    Raises:
        WriteRefusedError: The file has changed or cannot be written; it is unchanged.
    """
    try:
        return Replacement(path, data, expected).run()
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from error


def create(path: str | Path, data: bytes, *, is_executable: bool = False) -> str | None:
    """Write a new file like `write`; users who may read it may also execute it if ``is_executable``.

    Raises:
        WriteRefusedError: A file of this name exists, or it cannot be written; nothing is changed.
    """
    try:
        return Replacement(path, data, mode=EXECUTABLE if is_executable else USUAL).run(is_new=True)
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from error


def is_stream(path: str | Path) -> bool:
    """Return whether `write` writes to a path directly: a pipe, a terminal, another device or an open file."""
    try:
        return streams.is_stream(Path(path))
    except OSError:
        return False


def sweep(path: str | Path) -> None:
    """Remove the temporary files that runs which died left in the folder of a file; `write` does this too."""
    temporary.sweep(Path(os.path.realpath(path)).parent)


def require_writable(path: str | Path) -> None:
    """Require that `write` has permission for a path, as far as can be checked in advance.

    A missing folder can be created in a writable one.

    Raises:
        WriteRefusedError: It has no permission.
    """
    try:
        target = Path(os.path.realpath(path))
        if not streams.is_stream(target):
            require_replaceable(target)
            _require_open(next(folder for folder in target.parents if folder.exists()))
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from error


def _refusal(path: str | Path, error: OSError | ValueError, outcome: str = "nothing was written") -> WriteRefusedError:
    return WriteRefusedError(f"{path}: {reason(error)}; {outcome}")


def _require_open(folder: Path) -> None:
    if not folder.is_dir():
        raise NotADirectoryError
    if not os.access(folder, os.W_OK | os.X_OK):
        raise denied(folder)
