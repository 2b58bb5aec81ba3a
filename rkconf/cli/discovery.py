"""Find what to check in a folder: as git would list it, and only what rkconf can read."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import files
from rkconf.errors import UnreadableInputError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_WOLFRAM = frozenset({".m", ".wl"})
_SPECIFICATION = "kernels.toml"


def is_candidate(name: str) -> bool:
    """Say whether a file of this name may hold kernels."""
    lower = name.lower()
    return Path(lower).suffix in _WOLFRAM or lower == _SPECIFICATION or lower.endswith(f".{_SPECIFICATION}")


def search(folder: str, is_excluded: Callable[[str, str], bool], refuse: Callable[[OSError], None]) -> Iterator[str]:
    """Yield the files in ``folder`` and below, sorted, without what a .gitignore or ``is_excluded`` excludes.

    Symbolic links to folders are not followed, and a link that leads nowhere, such as an editor's lock, is no file.
    Hidden folders are searched: a Front End keeps its files in one.

    Args:
        folder: Where to begin.
        is_excluded: Asked with a path, and its ending: a slash for a folder.
        refuse: Told why a folder cannot be searched; the search goes on beside it.
    """
    specs = _inherited(Path(folder))
    for parent, folders, names in os.walk(folder, onerror=refuse):
        here = Path(parent)
        if not may_be_entered(here):
            refuse(PermissionError(errno.EACCES, os.strerror(errno.EACCES), parent))
            folders.clear()
            continue
        own = _spec(here)
        if own and here != Path(folder):
            specs.append((here.absolute(), own))

        def is_wanted(name: str, ending: str = "", here: Path = here) -> bool:
            return not (_ignored(here / name, specs, ending) or is_excluded(str(here / name), ending))

        folders[:] = sorted(name for name in folders if name != ".git" and is_wanted(name, "/"))
        wanted = (here / name for name in sorted(filter(is_candidate, names)) if is_wanted(name))
        yield from (str(path) for path in wanted if not _leads_nowhere(path))


def may_be_entered(folder: str | Path) -> bool:
    """Say whether what a folder holds can be reached; its list may be open all the same, and the other way round."""
    return os.access(folder, os.X_OK)


def _leads_nowhere(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        # Whoever reads it says why that cannot be done.
        return False
    return False


def _inherited(folder: Path) -> "list[tuple[Path, GitIgnoreSpec]]":
    """Return what the .gitignore files from the root of the repository down to ``folder`` say."""
    above = [folder.absolute(), *folder.absolute().parents]
    root = next((index for index, parent in enumerate(above) if _is_repository(parent)), 0)
    found = ((parent, _spec(parent)) for parent in reversed(above[: root + 1]))
    return [(parent, spec) for parent, spec in found if spec]


def _is_repository(folder: Path) -> bool:
    try:
        return files.is_there(folder / ".git")
    except UnreadableInputError:
        # Whoever searches it says so.
        return False


def _spec(folder: Path) -> "GitIgnoreSpec | None":
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    # Most folders have no such file; only then is the package worth its time.
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        # As git does, go on without the lines that are no patterns.
        return GitIgnoreSpec.from_lines(filter(_is_pattern, lines))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _ignored(path: Path, specs: "list[tuple[Path, GitIgnoreSpec]]", ending: str = "") -> bool:
    """Ask the nearest .gitignore first, as git does; the path of a folder ends in a slash."""
    absolute = path.absolute()
    for folder, spec in reversed(specs):
        if absolute.is_relative_to(folder):
            verdict = spec.check_file(f"{absolute.relative_to(folder).as_posix()}{ending}").include
            if verdict is not None:
                return verdict
    return False
