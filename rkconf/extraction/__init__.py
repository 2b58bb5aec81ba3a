"""From the kernels of files back to a specification that says the same."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from rkconf.command.operating_system import FOR_UNIX, GUESS, first_windows_only
from rkconf.diagnostics import Problem
from rkconf.entries import Document, LocatedEntry
from rkconf.errors import UsageError
from rkconf.extraction import kernels, templates
from rkconf.extraction.found import Found
from rkconf.extraction.installation import Installation
from rkconf.spec import Kernel, Parallel, Specification, dump
from rkconf.spec.feasibility import this_machine
from rkconf.spec.model import FrontEnd, OperatingSystem, revised
from rkconf.versions import Version

__all__ = ["Extraction", "extract", "require", "require_all"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """A specification, what of the file is not in it, and what is in it under another name."""

    specification: Specification
    """What the kernels are, by the keys of a specification."""
    notes: tuple[Problem, ...]
    """What is left out, and where it stands."""
    renamed: tuple[Problem, ...] = ()
    """What has another name in it than in its file, and where it stands."""
    altered: tuple[Problem, ...] = ()
    """What it may say otherwise than the file, and where it stands: a guess, or what rkconf cannot follow."""

    @property
    def toml(self) -> str:
        """The specification as a file holds it."""
        return dump(self.specification)


def require(document: Document, names: Collection[str]) -> None:
    """Make sure that a file holds kernels, and those that are named.

    Raises:
        UsageError: It is a specification already, or has no kernel of such a name.
    """
    require_all((document,), names)


def require_all(documents: Sequence[Document], names: Collection[str]) -> None:
    """Make sure that files hold kernels, and those that are named.

    Raises:
        UsageError: One is a specification already, or none has a kernel of such a name.
    """
    for document in documents:
        if document.kind == "specification":
            message = f"{document.source.name}: this is a specification already; `rkconf render` reads it"
            raise UsageError(message)
    known = [name for document in documents for name in _names(document)]
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        there = ", ".join(map(repr, dict.fromkeys(known))) or "none"
        where = ", ".join(document.source.name for document in documents)
        message = f"{where}: no kernel named {unknown!r}; there are {there}"
        raise UsageError(message)


def _names(document: Document) -> Iterator[str]:
    yield from (entry.name for entry in document.entries)
    yield from (call.host.text for call in document.parallel if call.host)


def extract(
    document: Document, version: Version, names: Collection[str] = (), beside: Specification | None = None
) -> Extraction:
    """Return what a specification can say about the kernels of a file; with ``names`` only about those.

    Rendered for the same version it gives the same entries and, after both shells, the same words. What ``beside``
    holds, of other files, comes first in it; a kernel of the same name gets another one, unless it is the same.
    """
    beside = beside or Specification()
    guess = _written_for_windows(document, version, beside)
    front_end = Installation(version, "windows" if guess else beside.frontend.os)
    rows = _Rows(document, front_end, beside)
    rows.find(names)
    specification = Specification(
        frontend=FrontEnd(version=version.name, os=front_end.os or _said_of_unix(rows)),
        kernels=tuple(rows.kernels),
        parallel=tuple(rows.parallel),
    )
    return Extraction(specification, tuple(rows.left_out), tuple(rows.renamed), (*guess, *rows.altered))


def _written_for_windows(document: Document, version: Version, beside: Specification) -> tuple[Problem, ...]:
    """Return what tells that the commands were written for Windows; files before this decide, where there are any."""
    if beside.kernels or beside.parallel:
        return ()
    launches = (entry.launch for entry in document.entries if entry.launch and entry.launch.command)
    told = first_windows_only(launches, version)
    place = told.command.span if told and told.command else None
    return (Problem("whole-command-quoted", place, f"{GUESS}; {FOR_UNIX}"),) if place else ()


def _said_of_unix(rows: "_Rows") -> OperatingSystem | None:
    """Return what stands for any Unix where nothing said would be another system: that of this machine."""
    has_commands = bool(rows.parallel) or any(kernel.options == "advanced" for kernel in rows.kernels)
    return "linux" if has_commands and this_machine() == "windows" else None


class _Rows:
    """The rows of a file behind those of others."""

    def __init__(self, document: Document, front_end: Installation, beside: Specification) -> None:
        self.kernels = list(beside.kernels)
        self.parallel = list(beside.parallel)
        self.left_out: list[Problem] = []
        self.altered: list[Problem] = []
        self.renamed: list[Problem] = []
        self._document = document
        self._front_end = front_end
        self._others = {kernel.name: kernel for kernel in beside.kernels}

    def find(self, names: Collection[str]) -> None:
        """Collect the kernels and the parallel ones, and what there is to tell about them."""
        self._find_kernels(names)
        calls = (call for call in self._document.parallel if not names or (call.host and call.host.text in names))
        for alike in templates.alike(calls):
            group = self._told(templates.extract(alike, self._front_end, self._rows))
            if isinstance(group, Parallel):
                self.parallel.append(group)

    def _find_kernels(self, names: Collection[str]) -> None:
        seen: set[str] = set()
        for entry in self._document.entries:
            if names and entry.name not in names:
                continue
            if entry.name in seen:
                self.left_out.append(Problem("duplicate-entry", entry.name_span, f"a second entry {entry.name!r}"))
                continue
            seen.add(entry.name)
            row = self._told(kernels.extract(entry, self._front_end))
            if isinstance(row, Kernel) and row != self._others.get(entry.name):
                self._add(entry, row)

    @property
    def _rows(self) -> tuple[Kernel | Parallel, ...]:
        return (*self.kernels, *self.parallel)

    def _told(self, found: Found) -> Kernel | Parallel | None:
        self.left_out += found.left_out
        self.altered += found.altered
        return found.row

    def _add(self, entry: LocatedEntry, kernel: Kernel) -> None:
        """Add a kernel under a name that is free, and in words that go together with the others."""
        if kernel.ports:
            fitting = kernels.extract(entry, self._front_end, self._rows).row
            kernel = fitting if isinstance(fitting, Kernel) else kernel
        if kernel == self._others.get(entry.name):
            return
        if entry.name in self._others:
            kernel = revised(kernel, name=self._free_name(entry.name))
            message = f"this {entry.name!r} is called {kernel.name!r} now: another file has one of the same name"
            self.renamed.append(Problem("duplicate-entry", entry.name_span, message))
        self.kernels.append(kernel)

    def _free_name(self, name: str) -> str:
        taken = {kernel.name for kernel in self.kernels} | {entry.name for entry in self._document.entries}
        return next(free for number in count(2) if (free := f"{name} ({number})") not in taken)
