"""The places where a Front End keeps its entries, and the versions that read each."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from rkconf.doctor.machine.system import System
from rkconf.record import record
from rkconf.versions import Version

Scope = Literal["user", "shared"]
SCOPES: tuple[Scope, ...] = ("user", "shared")
"""The places of one user, then those of all users."""
_VERSIONED = re.compile(r"[0-9]+(?:\.[0-9]+)?_init\.m")
"""The names of the files of the option VersionedPreferences, of any version."""
_DEPTH = 3
"""The parts of a path that belong to Mathematica: the base folder, FrontEnd, and the file."""


@record
class FrontEndPlace:
    """A file that a Front End may read when it starts."""

    path: Path
    scope: Scope
    """Whether it belongs to one user, or to all users of the machine."""
    versions: tuple[Version, ...]
    """The versions that read it, oldest first."""
    variable: str = ""
    """The environment variable that names its base folder; empty for the usual folder."""
    replaced_by: str = ""
    """The environment variable because of which no version reads it; empty if one does."""
    is_versioned: bool = False
    """Whether it is read only where the option VersionedPreferences is on."""

    @property
    def own_parts(self) -> tuple[Path, ...]:
        """The base folder of Mathematica, its folder FrontEnd, and the file."""
        return (*reversed(self.path.parents[: _DEPTH - 1]), self.path)


def places(system: System, versions: Iterable[Version]) -> tuple[FrontEndPlace, ...]:
    """Return every place of these versions, each once; files of the option VersionedPreferences only if they exist."""
    known = tuple(versions)
    usual = [place for scope in SCOPES for place in _of_scope(system, known, scope)]
    return tuple(each for place in usual for each in (place, *_versioned(place, known)))


def _of_scope(system: System, versions: tuple[Version, ...], scope: Scope) -> Iterator[FrontEndPlace]:
    found: dict[tuple[Path, str, str], list[Version]] = {}
    for version in versions:
        files = version.files if scope == "user" else version.shared_files
        default = system.expanded(files[system.os])
        variable = version.folder_variables[scope]
        folder = system.environment.get(variable)
        if folder:
            found.setdefault((default, "", variable), [])
            default = Path(folder, *default.parts[-2:])
        found.setdefault((default, variable if folder else "", ""), []).append(version)
    for (path, variable, replaced_by), readers in found.items():
        yield FrontEndPlace(path, scope, tuple(readers), variable, replaced_by)


def _versioned(place: FrontEndPlace, versions: tuple[Version, ...]) -> Iterator[FrontEndPlace]:
    """Yield the files of single versions beside an `init.m`."""
    readers = {each.versioned_file: each for each in versions if each.versioned_file and each in place.versions}
    names: list[str] = []
    with suppress(OSError, ValueError):  # the folder itself is examined with its init.m
        names = sorted(each.name for each in place.path.parent.iterdir() if _VERSIONED.fullmatch(each.name))
    for name in names:
        version = readers.get(name)
        path = place.path.with_name(name)
        yield FrontEndPlace(
            path, place.scope, (version,) if version else (), place.variable, place.replaced_by, is_versioned=True
        )
