"""Judge the files of the Front End: those that cannot be read, those that no version reads, and those with findings."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rkconf.diagnostics import Severity, enumeration
from rkconf.doctor.machine.contents import FileState, PlacedFile
from rkconf.doctor.machine.places import SCOPES
from rkconf.doctor.machine.remarks import MachineRemark, remark
from rkconf.doctor.machine.system import System
from rkconf.versions import Version

_UNREAD = {
    FileState.UNREADABLE: "file-unreadable",
    FileState.NOT_TEXT: "file-not-text",
    FileState.NOT_A_FILE: "file-not-a-file",
    FileState.BROKEN_LINK: "file-broken-link",
}


def judge_files(system: System, found: Iterable[PlacedFile], versions: Iterable[Version]) -> Iterator[MachineRemark]:
    """Yield the remarks about the files, and about the variables that move them."""
    files = tuple(found)
    if system.home != system.account_home:
        yield remark("home-of-account", home=system.home, account=system.account_home)
    yield from _variables(system, files)
    yield from _other_variables(system, tuple(versions))
    for each in files:
        yield from _file(system, each)


def _file(system: System, found: PlacedFile) -> Iterator[MachineRemark]:
    path = system.shown(found.place.path)
    if found.state in _UNREAD:
        yield remark(_UNREAD[found.state], path=path, why=found.why, link=system.shown(found.link))
    place = found.place
    if found.entries and place.replaced_by:
        yield remark("file-not-read", path=path, variable=place.replaced_by)
    elif place.is_versioned and not place.versions and not place.replaced_by:
        yield remark("file-of-no-version", path=path)
    if found.failing and place.versions:
        first = next(each for each in found.diagnostics if each.severity is _worst(found))
        yield remark("file-findings", system.shown(str(first)), path=path, count=counted(found))


def _worst(found: PlacedFile) -> Severity:
    return max((each.severity for each in found.diagnostics), key=lambda each: each.rank)


def counted(found: PlacedFile) -> str:
    """Return the numbers of findings, such as ``1 error, 2 warnings``; empty if there are none."""
    numbers = ((found.number(severity), severity.value) for severity in reversed(Severity))
    levels = sorted(numbers, key=lambda each: -Severity(each[1]).rank)
    return ", ".join(f"{count} {name}{'s' * (count > 1)}" for count, name in levels if count)


def _variables(system: System, files: tuple[PlacedFile, ...]) -> Iterator[MachineRemark]:
    for variable in dict.fromkeys(each.place.variable for each in files if each.place.variable):
        folder = Path(system.environment[variable])
        if not folder.is_absolute():
            yield remark("folder-relative", variable=variable, folder=folder)
        elif not folder.is_dir():
            yield remark("folder-missing", variable=variable, folder=folder)


def _other_variables(system: System, versions: tuple[Version, ...]) -> Iterator[MachineRemark]:
    """Yield a remark for a variable of some versions that is set, if that of the others is not."""
    for scope in SCOPES:
        names = {version: version.folder_variables[scope] for version in versions}
        is_set = [name for name in dict.fromkeys(names.values()) if system.environment.get(name)]
        others = [version for version in versions if is_set and names[version] not in is_set]
        if others:
            other = names[others[0]]
            shown = shown_versions(tuple(others), versions)
            yield remark("variable-of-other-versions", variable=is_set[0], versions=shown, other=other)


def shown_versions(readers: tuple[Version, ...], versions: tuple[Version, ...]) -> str:
    """Return the names of versions as ranges of the known ones, such as ``5.2 to 14``."""
    runs: list[list[str]] = []
    last = -1
    for at, version in enumerate(versions):
        if version in readers:
            if not runs or at > last + 1:
                runs.append([])
            runs[-1].append(version.name)
            last = at
    return enumeration(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
