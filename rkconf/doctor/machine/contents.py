"""Read a place of a Front End: the file, its kernels and the findings of `rkconf lint`."""

import os
import stat
from enum import StrEnum

from rkconf import files, inputs, launchables, linting
from rkconf.command import Target
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.doctor.machine.places import FrontEndPlace
from rkconf.errors import UnreadableInputError
from rkconf.inputs import Input
from rkconf.launchables import Kernel
from rkconf.record import record, replace
from rkconf.secrets import Mask
from rkconf.settings import Lookup, Settings


class FileState(StrEnum):
    """The state of a place."""

    READ = "read"
    ABSENT = "absent"
    BROKEN_LINK = "broken-link"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    NOT_TEXT = "not-text"


@record
class PlacedFile:
    """A place and its content."""

    place: FrontEndPlace
    state: FileState
    why: str = ""
    """Why it cannot be read."""
    link: str = ""
    """The part of the path that is a symbolic link, and its target; empty if none is."""
    checked: Input | None = None
    """Its content; None unless it was read."""
    target: Target | None = None
    """The versions and shells for which it was checked."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings of lint, without those that the settings or comments suppress."""
    mask: Mask = Mask()
    """The passwords in the file, which no output shows."""
    failing: int = 0
    """The number of findings that make `rkconf lint` fail."""

    @property
    def path(self) -> str:
        """The path, as findings name it."""
        return os.fspath(self.place.path)

    @property
    def kernels(self) -> tuple[Kernel, ...]:
        """The kernels that can be followed."""
        return launchables.kernels(self.checked, self.target) if self.checked and self.target else ()

    @property
    def entries(self) -> int:
        """The number of entries."""
        return self.checked.entries if self.checked else 0

    def number(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(each.severity is severity for each in self.diagnostics)


def read(place: FrontEndPlace, lookup: Lookup) -> PlacedFile:
    """Return a place with its content; a file is checked as `rkconf lint` checks it."""
    link = _link(place)
    state, why = _look(place, is_link=bool(link))
    found = PlacedFile(place, state, why, link)
    if state is not FileState.READ:
        return found
    state = FileState.UNREADABLE
    try:
        source = files.read(place.path)
        state = FileState.NOT_TEXT
        checked = inputs.wolfram(files.require_text(source))
    except UnreadableInputError as error:
        return replace(found, state=state, why=str(error).removeprefix(f"{place.path}: "))
    return _check(found, checked, lookup.of(found.path))


def _look(place: FrontEndPlace, *, is_link: bool) -> tuple[FileState, str]:
    """Return the state of a file without opening it: opening a pipe waits for a writer."""
    try:
        mode = place.path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        broken = is_link and os.path.lexists(place.path)
        return (FileState.BROKEN_LINK, "its target does not exist") if broken else (FileState.ABSENT, "")
    except (OSError, ValueError) as error:
        return FileState.UNREADABLE, files.reason(error)
    if stat.S_ISREG(mode):
        return FileState.READ, ""
    return FileState.NOT_A_FILE, "it is a folder" if stat.S_ISDIR(mode) else "it is a pipe, a device or a socket"


def _link(place: FrontEndPlace) -> str:
    """Return the first part of the path below the base folder that is a symbolic link, with its target."""
    for part in place.own_parts:
        try:
            return f"{part} -> {part.readlink()}"
        except (OSError, ValueError):
            continue
    return ""


def _check(found: PlacedFile, checked: Input, settings: Settings) -> PlacedFile:
    target = _target(found.place, checked, settings)
    selection = replace(settings.selection_for(found.path), comments=True)
    every = linting.check(checked, target, selection)
    shown = tuple(each for each in every if each.suppressed is None and not settings.hides(each))
    threshold = settings.threshold
    failing = [each for each in shown if threshold is not None and each.severity.rank >= threshold.rank]
    mask = linting.mask(checked, target)
    return replace(found, checked=checked, target=target, mask=mask, diagnostics=shown, failing=len(failing))


def _target(place: FrontEndPlace, checked: Input, settings: Settings) -> Target:
    """Return the target of a file: of a version that reads it, unless the user or the file names another one."""
    assumed = settings.assumptions(os.fspath(place.path))
    is_named = assumed.version or (checked.document.versions_launched and not place.is_versioned)
    if not is_named and place.versions and linting.version_of(checked) not in place.versions:
        assumed = replace(assumed, version=place.versions[-1])
    return assumed.target(checked)
