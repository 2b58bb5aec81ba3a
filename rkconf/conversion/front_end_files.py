"""Note where the Front End of another version has its file, and the values in it that rkconf cannot read."""

from collections.abc import Iterator, Mapping

from rkconf import versions
from rkconf.conversion.changes import Note
from rkconf.diagnostics import enumeration
from rkconf.entries import Document
from rkconf.versions import Version

_USUAL = "init.m"


def convert(document: Document, os: str | None, old: Version, new: Version) -> Iterator[Note]:
    """Yield a note if the new version reads its entries from another file; ``os`` is that of the Front End.

    Others where no report of a kernel on another machine is known for the new version, and for computed values.
    """
    yield from _computed(document, new)
    yield from _unreported(document, old, new)
    before, after = (_paths(document, version) for version in (old, new))
    moved = {system: path for system, path in after.items() if path != before.get(system)}
    paths = [moved[os]] if os in moved else [f"{path} on {system}" for system, path in moved.items()]
    if document.evaluator_names and paths:
        message = f"the Front End of version {new} reads {enumeration(paths)}, not the file of version {old}"
        yield Note(document.evaluator_names[0].span, message, f"write the result there{_or_versioned(document, new)}")


def _computed(document: Document, new: Version) -> Iterator[Note]:
    for entry in document.entries:
        for problem in entry.problems if not entry.is_local else ():
            if problem.rule == "not-understood":
                message = f"{problem.message}, and keeps it"
                yield Note(problem.span, message, f"check by hand whether it suits version {new}")


def _unreported(document: Document, old: Version, new: Version) -> Iterator[Note]:
    remote = next((entry for entry in document.entries if entry.launch and not entry.is_local), None)
    if remote and old.remote_kernels_reported and not new.remote_kernels_reported:
        message = (
            f"no report of a kernel on another machine in the menu of version {new} is known, only of earlier ones"
        )
        yield Note(remote.name_span, message, "if it does not start, compute there with parallel kernels")


def _or_versioned(document: Document, new: Version) -> str:
    """Return the advice after the path of the usual file: a Front End may be set to use one for its version alone."""
    if not new.versioned_file or versions.named_by_file(document.source.name):
        return "; quit the Front End first"
    return f", or into {new.versioned_file} if VersionedPreferences is on; quit the Front End first"


def _paths(document: Document, version: Version) -> Mapping[str, str]:
    """Return the file that a Front End reads, by system: the one of a single version if the document is such a file."""
    is_versioned = versions.named_by_file(document.source.name) is not None and version.versioned_file
    name = version.versioned_file if is_versioned else _USUAL
    return {system: f"{path.removesuffix(_USUAL)}{name}" for system, path in version.files.items()}
