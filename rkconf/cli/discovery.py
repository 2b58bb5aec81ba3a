"""Find the files to check in a folder: those that git would list and rkconf can read."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import files
from rkconf.errors import UnreadableInputError
from rkconf.relevance import WOLFRAM_LANGUAGE

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SPECIFICATION = "kernels.toml"


def is_candidate(name: str) -> bool:
    """Return whether a file of this name may hold kernels."""
    lower = name.lower()
    return lower.endswith((*WOLFRAM_LANGUAGE, f".{_SPECIFICATION}")) or lower == _SPECIFICATION


def search(folder: str, is_excluded: Callable[[str, str], bool], on_error: Callable[[OSError], None]) -> Iterator[str]:
    """Yield the files in ``folder`` and below, sorted, except those that a .gitignore or ``is_excluded`` excludes.

    Symbolic links to folders are not followed. Broken links, such as the lock of an editor, are skipped, and so are
    pipes, sockets and devices: reading one may wait forever. Hidden folders are searched, because a Front End keeps its
    files in one.

    Args:
        folder: The folder to search.
        is_excluded: Called with a path and its ending, which is a slash for a folder.
        on_error: Called for each folder that cannot be searched; the search continues.
    """
    specs = _inherited(Path(folder))
    for parent, folders, names in os.walk(folder, onerror=on_error):
        here = Path(parent)
        if not is_searchable(here):
            on_error(PermissionError(errno.EACCES, os.strerror(errno.EACCES), parent))
            folders.clear()
            continue
        own = _spec(here)
        if own and here != Path(folder):
            specs.append((here.absolute(), own))

        # A string is made faster than a path, and there may be thousands.
        prefix = "" if str(here) == os.curdir else os.path.join(here, "")  # noqa: PTH118 - see above

        def is_wanted(path: str, ending: str = "") -> bool:
            return not ((specs and _ignored(Path(path), specs, ending)) or is_excluded(path, ending))

        folders[:] = sorted(name for name in folders if name != ".git" and is_wanted(prefix + name, "/"))
        paths = (prefix + name for name in sorted(filter(is_candidate, names)))
        yield from (path for path in paths if is_wanted(path) and _may_be_file(path))


def is_searchable(folder: str | Path) -> bool:
    """Return whether files in a folder can be opened, which is independent of whether they can be listed."""
    return os.access(folder, os.X_OK)


def _may_be_file(path: str) -> bool:
    try:
        return files.is_file(path)
    except UnreadableInputError:
        # Reading it reports the error.
        return True


def _inherited(folder: Path) -> "list[tuple[Path, GitIgnoreSpec]]":
    """Return the .gitignore files from the root of the repository down to ``folder``."""
    above = [folder.absolute(), *folder.absolute().parents]
    root = next((index for index, parent in enumerate(above) if _is_repository(parent)), 0)
    found = ((parent, _spec(parent)) for parent in reversed(above[: root + 1]))
    return [(parent, spec) for parent, spec in found if spec]


def _is_repository(folder: Path) -> bool:
    try:
        return files.is_there(folder / ".git")
    except UnreadableInputError:
        # Searching it reports the error.
        return False


def _spec(folder: Path) -> "GitIgnoreSpec | None":
    path = folder / ".gitignore"
    try:
        lines = _lines(files.read(path).data) if files.is_file(path) else []
    except UnreadableInputError:
        return None
    if not lines:
        return None
    # Imported here because most folders have no such file.
    from rkconf.settings import globs

    return globs.git_spec(lines)


def _lines(data: bytes) -> list[str]:
    return data.decode(errors="surrogateescape").splitlines()


def _ignored(path: Path, specs: "list[tuple[Path, GitIgnoreSpec]]", ending: str = "") -> bool:
    """Return whether the nearest .gitignore that matches ignores a path; the ``ending`` of a folder is a slash."""
    absolute = path.absolute()
    for folder, spec in reversed(specs):
        if absolute.is_relative_to(folder):
            verdict = spec.check_file(f"{absolute.relative_to(folder).as_posix()}{ending}").include
            if verdict is not None:
                return verdict
    return False
