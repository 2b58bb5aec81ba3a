"""Write the folder of a setup: all of it or nothing, and never over other files."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from rkconf import files
from rkconf.errors import RkconfError, WriteRefusedError
from rkconf.setup.files import File

_EXECUTABLE = 0o755


def write(folder: Path, wanted: Iterable[File], *, force: bool = False) -> tuple[Path, ...]:
    """Write the files, and return the paths of those that did not exist or had another content.

    Every file and every folder is checked before the first file is written. If a write fails nevertheless, the files
    that were written before it are restored.

    Raises:
        WriteRefusedError: A file exists with another content and ``force`` is not given, or cannot be written.
        UnreadableInputError: A file exists and cannot be read.
    """
    paths = {folder / file.path: file for file in wanted}
    present = {path: files.read(path).data if files.is_there(path) or path.is_symlink() else None for path in paths}
    missing = [path for path, file in paths.items() if present[path] != file.text.encode()]
    differing = next((path for path in missing if present[path] is not None), None)
    if differing is not None and not force:
        message = f"{differing}: this file already exists with another content; use --force to replace it"
        raise WriteRefusedError(message)
    for path in missing:
        files.require_writable(path)
    _Run().write(paths, {path: present[path] for path in missing})
    return tuple(missing)


class _Run:
    """One run of writing: each change, and how to undo it."""

    def __init__(self) -> None:
        self._undo = ExitStack()
        self._left: list[Path] = []

    def write(self, paths: Mapping[Path, File], missing: Mapping[Path, bytes | None]) -> None:
        """Write the files that are missing, and make the scripts executable.

        Raises:
            WriteRefusedError: A change failed; all files are as before, except those that the message names.
        """
        try:
            with self._undo:
                for path, before in missing.items():
                    self._make_folder(path.parent)
                    self._write(path, paths[path].text.encode(), before)
                for path in (path for path, file in paths.items() if file.is_executable):
                    self._make_executable(path)
                self._undo.pop_all()
        except RkconfError as error:
            if not self._left:
                raise
            message = f"{error} there; these files could not be restored: {', '.join(map(str, self._left))}"
            raise WriteRefusedError(message) from error

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        self._change(folder, folder.mkdir, folder.rmdir)

    def _write(self, path: Path, data: bytes, before: bytes | None) -> None:
        files.write(path, data, expected=before)
        self._on_failure(path, path.unlink if before is None else lambda: files.write(path, before, expected=data))

    def _make_executable(self, path: Path) -> None:
        mode = path.stat().st_mode
        if mode & _EXECUTABLE != _EXECUTABLE:
            self._change(path, lambda: path.chmod(_EXECUTABLE), lambda: path.chmod(mode))

    def _change(self, path: Path, change: Callable[[], None], restore: Callable[[], object]) -> None:
        try:
            change()
        except OSError as error:
            message = f"{path}: {error.strerror}; nothing was written"
            raise WriteRefusedError(message) from error
        self._on_failure(path, restore)

    def _on_failure(self, path: Path, restore: Callable[[], object]) -> None:
        def undo() -> None:
            try:
                restore()
            except (OSError, RkconfError):
                self._left.append(path)

        self._undo.callback(undo)
