"""Make a specification from the kernels of files."""

from collections.abc import Collection, Iterator, Sequence
from itertools import count

from rkconf.command.operating_system import FOR_UNIX, GUESS, first_windows_only
from rkconf.command.passwords import without_password
from rkconf.diagnostics import Problem
from rkconf.entries import Document, LocatedEntry
from rkconf.entries.default_command import default_launch
from rkconf.errors import UsageError
from rkconf.extraction import descriptions, kernels, templates
from rkconf.extraction.comparison import MEANING, WORDS, Comparison
from rkconf.extraction.extracted import Extracted
from rkconf.extraction.installation import Installation
from rkconf.inputs import Input
from rkconf.record import record, replace
from rkconf.spec import Kernel, Parallel, Specification, dump
from rkconf.spec.feasibility import this_machine
from rkconf.spec.model import FrontEnd, OperatingSystem
from rkconf.spelling import suggestion
from rkconf.versions import Version

__all__ = ["Extraction", "extract", "require"]


@record
class Extraction:
    """A specification made from a file, with notes about the differences."""

    specification: Specification
    """The kernels, by the keys of a specification."""
    notes: tuple[Problem, ...]
    """The parts of the file that are left out, with their spans."""
    renamed: tuple[Problem, ...] = ()
    """The kernels that have a different name in the file, with their spans."""
    altered: tuple[Problem, ...] = ()
    """The parts that may differ from the file, with their spans: guesses, and values that rkconf cannot evaluate."""

    @property
    def toml(self) -> str:
        """The specification as the text of a file."""
        return dump(self.specification)


def require(inputs: Sequence[Input], names: Collection[str]) -> None:
    """Require that files can be extracted and have the named kernels.

    Raises:
        UsageError: A file is a specification already, or none has a kernel of a given name.
    """
    sources = [checked.document.source.name for checked in inputs]
    if specification := next((checked for checked in inputs if checked.loaded), None):
        name = specification.document.source.name
        message = f"{name}: this is already a specification; `rkconf render` writes its entries"
        raise UsageError(message)
    known = [name for checked in inputs for name in _names(checked.document)]
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        known_names = ", ".join(repr(without_password(name)) for name in dict.fromkeys(known)) or "none"
        shown = without_password(unknown)
        meant = suggestion(shown, map(without_password, known), quoted=True)
        message = f"{', '.join(sources)}: no kernel named {shown!r}{meant}; known: {known_names}"
        raise UsageError(message)


def _names(document: Document) -> Iterator[str]:
    yield from (entry.name for entry in document.entries)
    yield from (call.host.text for call in document.parallel if call.host)
    yield from (kernel.name for kernel in document.descriptions.kernels if kernel.name)


def extract(
    document: Document,
    version: Version,
    names: Collection[str] = (),
    existing: Specification | None = None,
    *,
    normalize: bool = False,
) -> Extraction:
    """Return the kernels of a file as a specification; with ``names``, only those kernels.

    Rendering it for the same version gives the same entries, with commands that both shells read as the same words. The
    kernels of ``existing``, from other files, come first; a different kernel of the same name is renamed. With
    ``normalize``, fields replace a command that means the same, although its words differ.
    """
    existing = existing or Specification()
    guess = _written_for_windows(document, version, existing)
    front_end = Installation(version, "windows" if guess else existing.frontend.os)
    rows = _Rows(document, front_end, existing, MEANING if normalize else WORDS)
    rows.find(names)
    specification = Specification(
        frontend=FrontEnd(version=version.name, os=front_end.os or _written_for_unix(rows)),
        kernels=tuple(rows.kernels),
        parallel=tuple(rows.parallel),
    )
    return Extraction(specification, tuple(rows.left_out), tuple(rows.renamed), (*guess, *rows.altered))


def _written_for_windows(document: Document, version: Version, existing: Specification) -> tuple[Problem, ...]:
    """Return why the commands must be for Windows, if so; files extracted before decide for those that follow."""
    if existing.kernels or existing.parallel:
        return ()
    launches = (entry.launch for entry in document.entries if entry.launch and entry.launch.command)
    found = first_windows_only(launches, version)
    place = found.command.span if found and found.command else None
    return (Problem("whole-command-quoted", place, f"{GUESS}; {FOR_UNIX}"),) if place else ()


def _written_for_unix(rows: "_Rows") -> OperatingSystem | None:
    """Return linux on a Windows machine, where a specification without an operating system would mean Windows."""
    has_commands = bool(rows.parallel) or any(kernel.options == "advanced" for kernel in rows.kernels)
    return "linux" if has_commands and this_machine() == "windows" else None


class _Rows:
    """The rows of a specification: first those of other files, then those of this file."""

    def __init__(
        self, document: Document, front_end: Installation, existing: Specification, comparison: Comparison
    ) -> None:
        self._comparison = comparison
        self.kernels = list(existing.kernels)
        self.parallel = list(existing.parallel)
        self.left_out: list[Problem] = []
        self.altered: list[Problem] = []
        self.renamed: list[Problem] = []
        self._document = document
        self._front_end = front_end
        self._others = {kernel.name: kernel for kernel in existing.kernels}

    def find(self, names: Collection[str]) -> None:
        """Collect the kernels, the parallel kernels and the notes about them."""
        self._find_kernels(names)
        calls = (call for call in self._document.parallel if not names or (call.host and call.host.text in names))
        default = default_launch(self._document, self._front_end.version, self._front_end.os)
        for equal in templates.equal_groups(calls):
            parallel = templates.extract(equal, self._front_end, self._rows, self._comparison, default)
            group = self._noted(parallel)
            if isinstance(group, Parallel):
                self.parallel.append(group)
        for kernel in self._document.descriptions.kernels:
            if not names or kernel.name in names:
                found = self._noted(descriptions.extract(kernel, self._document, self._front_end, self._rows))
                if isinstance(found, Parallel):
                    self.parallel.append(found)

    def _find_kernels(self, names: Collection[str]) -> None:
        seen: set[str] = set()
        for entry in self._document.entries:
            if names and entry.name not in names:
                continue
            if entry.name in seen:
                self.left_out.append(
                    Problem("duplicate-entry", entry.name_span, f"a second entry {entry.name!r}; the first one is used")
                )
                continue
            seen.add(entry.name)
            row = self._noted(kernels.extract(entry, self._front_end, (), self._comparison))
            if isinstance(row, Kernel) and row != self._others.get(entry.name):
                self._add(entry, row)

    @property
    def _rows(self) -> tuple[Kernel | Parallel, ...]:
        return (*self.kernels, *self.parallel)

    def _noted(self, found: Extracted) -> Kernel | Parallel | None:
        self.left_out += found.left_out
        self.altered += found.altered
        return found.row

    def _add(self, entry: LocatedEntry, kernel: Kernel) -> None:
        """Add a kernel with an unused name, in a form that is compatible with the ports of the others."""
        if kernel.ports:
            fitting = kernels.extract(entry, self._front_end, self._rows, self._comparison).row
            kernel = fitting if isinstance(fitting, Kernel) else kernel
        if kernel == self._others.get(entry.name):
            return
        if entry.name in self._others:
            kernel = replace(kernel, name=self._free_name(entry.name))
            message = (
                f"this {entry.name!r} is renamed {kernel.name!r}, since another file has a kernel of the same name"
            )
            self.renamed.append(Problem("duplicate-entry", entry.name_span, message))
        self.kernels.append(kernel)

    def _free_name(self, name: str) -> str:
        taken = {kernel.name for kernel in self.kernels} | {entry.name for entry in self._document.entries}
        return next(free for number in count(2) if (free := f"{name} ({number})") not in taken)
