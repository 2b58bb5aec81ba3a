"""Write the folder of a setup: all of it or nothing, and never over other files."""

import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from rkconf import atomic, files
from rkconf.errors import RkconfError, WriteRefusedError
from rkconf.interruption import deferred
from rkconf.provisioning.files import File
from rkconf.record import record

Result = TypeVar("Result")

_READABLE = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@record
class Written:
    """The result of writing a folder."""

    paths: tuple[Path, ...]
    """The files that did not exist or had another content."""
    failures: tuple[str, ...]
    """The failures after a file was written."""


def write(folder: Path, wanted: Iterable[File], *, force: bool = False) -> Written:
    """Write the files that do not exist or have another content.

    Every file and every folder is checked before the first file is written. If a write fails nevertheless, the files
    that were written before it are restored. A file that appears or changes meanwhile is never replaced.

    Raises:
        WriteRefusedError: A file exists with another content and ``force`` is not given, or cannot be written.
        UnreadableInputError: A file exists and cannot be read.
    """
    paths = {folder / file.path: file for file in wanted}
    present = {path: _content(path) for path in paths}
    missing = [path for path, file in paths.items() if present[path] != file.text.encode()]
    differing = next((path for path in missing if present[path] is not None), None)
    if differing is not None and not force:
        message = f"{differing}: this file already exists with another content; use --force to replace it"
        raise WriteRefusedError(message)
    for path in missing:
        atomic.require_writable(path)
    for path in paths:
        atomic.sweep(path)
    run = _Run()
    with deferred():
        run.write(paths, {path: present[path] for path in missing})
    return Written(tuple(missing), tuple(run.failures))


class _Run:
    """One run of writing: each change, and how to undo it."""

    def __init__(self) -> None:
        self._undo = ExitStack()
        self._left: list[Path] = []
        self.failures: list[str] = []

    def write(self, paths: Mapping[Path, File], missing: Mapping[Path, bytes | None]) -> None:
        """Write the files that are missing, and make the scripts executable.

        Raises:
            WriteRefusedError: A change failed; all files are as before, except those that the message names.
        """
        try:
            with self._undo:
                for path, before in missing.items():
                    self._make_folder(path.parent)
                    self._write(path, paths[path], before)
                for path in (path for path, file in paths.items() if file.is_executable):
                    self._make_executable(path)
                self._undo.pop_all()
        except RkconfError as error:
            if not self._left:
                raise
            message = f"{error} there; these files could not be restored: {', '.join(map(str, self._left))}"
            raise WriteRefusedError(message) from error

    def _make_folder(self, folder: Path) -> None:
        for each in reversed([folder, *folder.parents]):
            if not _attempt(each, each.is_dir):
                _require_no_link(each)
                self._change(each, each.mkdir, each.rmdir)

    def _write(self, path: Path, file: File, before: bytes | None) -> None:
        data = file.text.encode()
        if before is None:
            failure = atomic.create(path, data, is_executable=file.is_executable)
        else:
            failure = atomic.replace(path, data, expected=before)
        self.failures += filter(None, [failure])
        self._on_failure(path, lambda: _restore(path, before, data))

    def _make_executable(self, path: Path) -> None:
        mode = _attempt(path, path.stat).st_mode
        if not mode & stat.S_IXUSR:
            executable = mode | (mode & _READABLE) >> 2
            self._change(path, lambda: path.chmod(executable), lambda: path.chmod(mode))

    def _change(self, path: Path, change: Callable[[], None], restore: Callable[[], object]) -> None:
        _attempt(path, change)
        self._on_failure(path, restore)

    def _on_failure(self, path: Path, restore: Callable[[], object]) -> None:
        def undo() -> None:
            try:
                restore()
            except (OSError, RkconfError):
                self._left.append(path)

        self._undo.callback(undo)


def _content(path: Path) -> bytes | None:
    """Return the content of a file; None if there is none."""
    if files.is_there(path):
        return files.read_ordinary(path).data
    _require_no_link(path)
    return None


def _require_no_link(path: Path) -> None:
    """Require that a path without a file is not a symbolic link.

    Raises:
        WriteRefusedError: It is one, or the system refuses the question.
    """
    if _attempt(path, path.is_symlink):
        step = "create it, or remove the link"
        message = f"{path}: the target of this symbolic link does not exist; {step}; nothing was written"
        raise WriteRefusedError(message)


def _attempt(path: Path, action: Callable[[], Result]) -> Result:
    try:
        return action()
    except OSError as error:
        message = f"{path}: {files.reason(error)}; nothing was written"
        raise WriteRefusedError(message) from error


def _restore(path: Path, before: bytes | None, written: bytes) -> None:
    """Undo a write, unless another program has changed the file since."""
    if before is not None:
        atomic.replace(path, before, expected=written)
    elif files.read_ordinary(path).data == written:
        path.unlink()
