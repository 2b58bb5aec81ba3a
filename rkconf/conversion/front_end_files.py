"""Note where the Front End of another version has its file."""

from collections.abc import Iterator

from rkconf.conversion.changes import Note
from rkconf.diagnostics import enumeration
from rkconf.entries import Document
from rkconf.versions import Version


def convert(document: Document, os: str | None, old: Version, new: Version) -> Iterator[Note]:
    """Yield a note if the new version reads its entries from another file; ``os`` is that of the Front End."""
    moved = {system: path for system, path in new.files.items() if path != old.files.get(system)}
    paths = [moved[os]] if os in moved else [f"{path} on {system}" for system, path in moved.items()]
    if document.evaluator_names and paths:
        message = f"the Front End of version {new} reads {enumeration(paths)}, not the file of version {old}"
        yield Note(document.evaluator_names[0].span, message, "write the result there; quit the Front End first")
