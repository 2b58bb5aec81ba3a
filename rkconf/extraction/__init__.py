"""From the kernels of a file back to a specification that says the same."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rkconf.diagnostics import Problem
from rkconf.entries import Document
from rkconf.errors import UsageError
from rkconf.extraction import kernels, templates
from rkconf.spec import Kernel, Parallel, Specification, dump
from rkconf.spec.model import FrontEnd
from rkconf.versions import Version

__all__ = ["Extraction", "extract", "require"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """A specification, and what of the file is not in it."""

    specification: Specification
    """What the kernels are, by the keys of a specification."""
    notes: tuple[Problem, ...]
    """What is left out, and where it stands."""

    @property
    def toml(self) -> str:
        """The specification as a file holds it."""
        return dump(self.specification)


def require(document: Document, names: Collection[str]) -> None:
    """Make sure that a file holds kernels, and those that are named.

    Raises:
        UsageError: It is a specification already, or has no kernel of such a name.
    """
    if document.kind == "specification":
        message = f"{document.source.name}: this is a specification already; `rkconf render` reads it"
        raise UsageError(message)
    known = [entry.name for entry in document.entries]
    known += [call.host.text for call in document.parallel if call.host]
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        there = ", ".join(map(repr, known)) or "none"
        message = f"{document.source.name}: no kernel named {unknown!r}; there are {there}"
        raise UsageError(message)


def extract(document: Document, version: Version, names: Collection[str] = ()) -> Extraction:
    """Return what a specification can say about the kernels of a file; with ``names`` only about those.

    Rendered for the same version it gives the same entries and, after both shells, the same words.
    """
    found = tuple(_rows(document, version, names))
    specification = Specification(
        frontend=FrontEnd(version=version.name),
        kernels=tuple(row for row in found if isinstance(row, Kernel)),
        parallel=tuple(row for row in found if isinstance(row, Parallel)),
    )
    return Extraction(specification, tuple(row for row in found if isinstance(row, Problem)))


def _rows(document: Document, version: Version, names: Collection[str]) -> Iterator[Kernel | Parallel | Problem]:
    seen: set[str] = set()
    for entry in document.entries:
        if names and entry.name not in names:
            continue
        if entry.name in seen:
            yield Problem("duplicate-entry", entry.name_span, f"a second entry {entry.name!r}")
            continue
        seen.add(entry.name)
        row = kernels.extract(entry, version)
        if row is not None:
            yield row
    calls = [call for call in document.parallel if not names or (call.host and call.host.text in names)]
    yield from templates.extract(calls, version)
