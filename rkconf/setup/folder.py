"""The folder that a setup is written into: whole, once, and never over something else."""

from collections.abc import Iterable
from pathlib import Path

from rkconf import files
from rkconf.errors import WriteRefusedError
from rkconf.setup.files import File

_EXECUTABLE = 0o755


def write(folder: Path, wanted: Iterable[File], *, force: bool = False) -> tuple[Path, ...]:
    """Write the files and return the paths of those that were not there before, or were not the same.

    Every file is looked at, and every folder made, before the first file is written.

    Raises:
        WriteRefusedError: A file is there with another content and ``force`` is not given, or cannot be written.
        UnreadableInputError: A file is there and cannot be read.
    """
    paths = {folder / file.path: file for file in wanted}
    present = {path: files.read(path).data if path.exists() or path.is_symlink() else None for path in paths}
    missing = [path for path, file in paths.items() if present[path] != file.text.encode()]
    differing = next((path for path in missing if present[path] is not None), None)
    if differing is not None and not force:
        message = f"{differing}: this file is there already, with another content; --force replaces it"
        raise WriteRefusedError(message)
    for parent in dict.fromkeys(path.parent for path in missing):
        _make_folder(parent)
    for path in missing:
        files.write(path, paths[path].text.encode(), expected=present[path])
    for path, file in paths.items():
        if file.is_executable:
            _make_executable(path)
    return tuple(missing)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder}: {error.strerror}; nothing was written there"
        raise WriteRefusedError(message) from error


def _make_executable(path: Path) -> None:
    try:
        if path.stat().st_mode & _EXECUTABLE != _EXECUTABLE:
            path.chmod(_EXECUTABLE)
    except OSError as error:
        message = f"{path}: {error.strerror}; make it executable with chmod +x"
        raise WriteRefusedError(message) from error
