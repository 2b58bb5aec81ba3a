"""A file in Wolfram Language: the Front End's `init.m`, or one with parallel kernels."""

from collections.abc import Iterator, Mapping

from rkconf import syntax, versions
from rkconf.entries import Document, read
from rkconf.inputs.input import Input, InputPart
from rkconf.record import record, replace
from rkconf.source import Source, Span

_MARKS = (b"-mathlink", b"-wstp", b"-LinkMode", b"`linkname`", b"LoginScript", b"MLOpenArguments")
"""Words of entries and of commands."""


@record
class FrontEndFile(Input):
    """Entries of the Front End and calls for parallel kernels."""

    @classmethod
    def of(cls, source: Source) -> "FrontEndFile":
        """Read a source."""
        document = _with_misplaced(read(source))
        return cls(document, (), (InputPart(source),))

    @property
    def version(self) -> str | None:
        """The version whose Front End alone reads a file of this name, such as ``12.0_init.m``."""
        named = versions.named_by_file(self.document.source.name)
        return named.name if named else None

    @property
    def holds_kernels(self) -> bool:
        """Whether the file has kernels, also ones that rkconf does not know, or sets the options of a Front End."""
        document = self.document
        return document.kind != "nothing" or bool(document.versions_launched) or bool(document.descriptions)

    def comments(self) -> Iterator[Span]:
        """Return the comments of the file."""
        return syntax.comments(self.document.source)

    def read_again(self, texts: Mapping[str, bytes]) -> "FrontEndFile":
        """Return the file with other bytes."""
        source = self.document.source
        data = texts.get(source.name, source.data)
        return self if data == source.data else self.of(Source(source.name, data))


def _with_misplaced(document: Document) -> Document:
    """Return the document with a problem if it has no kernels because it is a command, or a part of an option."""
    if document.kind != "nothing" or document.problems or not any(mark in document.source.data for mark in _MARKS):
        return document
    # Imported here because few files have such a word and no kernels.
    from rkconf.inputs.file_kinds import misplaced

    return replace(document, problems=tuple(misplaced(document.source)))
