"""Note where the Front End of another version has its file."""

from collections.abc import Iterator, Mapping

from rkconf import versions
from rkconf.conversion.changes import Note
from rkconf.diagnostics import enumeration
from rkconf.entries import Document
from rkconf.versions import Version

_USUAL = "init.m"


def convert(document: Document, os: str | None, old: Version, new: Version) -> Iterator[Note]:
    """Yield a note if the new version reads its entries from another file; ``os`` is that of the Front End."""
    before, after = (_paths(document, version) for version in (old, new))
    moved = {system: path for system, path in after.items() if path != before.get(system)}
    paths = [moved[os]] if os in moved else [f"{path} on {system}" for system, path in moved.items()]
    if document.evaluator_names and paths:
        message = f"the Front End of version {new} reads {enumeration(paths)}, not the file of version {old}"
        yield Note(document.evaluator_names[0].span, message, "write the result there; quit the Front End first")


def _paths(document: Document, version: Version) -> Mapping[str, str]:
    """Return the file that a Front End reads, by system: the one of a single version if the document is such a file."""
    is_versioned = versions.named_by_file(document.source.name) is not None and version.versioned_file
    name = version.versioned_file if is_versioned else _USUAL
    return {system: f"{path.removesuffix(_USUAL)}{name}" for system, path in version.files.items()}
