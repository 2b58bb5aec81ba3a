"""From the kernels of a file back to a specification that says the same."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rkconf.diagnostics import Problem
from rkconf.entries import Document
from rkconf.extraction import kernels, templates
from rkconf.spec import Kernel, Parallel, Specification
from rkconf.spec.model import FrontEnd
from rkconf.versions import Version

__all__ = ["Extraction", "extract"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """A specification, and what of the file is not in it."""

    specification: Specification
    notes: tuple[Problem, ...]


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
