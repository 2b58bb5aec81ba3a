"""Secrets, such as passwords, and the mask that keeps them out of every output."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rkconf.record import field, record
from rkconf.source import Span

if TYPE_CHECKING:
    from rkconf.source import Source

MASK = "•"
"""The character that masks a character of a secret."""


@record
class Secret:
    """Characters that no report may show: their place, and the value that a program reads there."""

    span: Span
    value: str = field(repr=False)


@record
class Mask:
    """The secrets of some texts, in every form in which another text may quote them; false without any."""

    forms: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, source: "Source", secrets: Iterable[Secret]) -> "Mask":
        """Return the mask of secrets in a source: as a program reads them, as they are written, and each word alone."""
        forms = {form for each in secrets for form in (each.value, source.decode(each.span))}
        return cls(frozenset(word for form in forms for word in (form, *form.split()) if word.strip()))

    def __bool__(self) -> bool:
        """Return whether there are secrets."""
        return bool(self.forms)

    def __or__(self, other: "Mask") -> "Mask":
        """Return the mask of the secrets of both."""
        return Mask(self.forms | other.forms)

    def __call__(self, text: str) -> str:
        """Return a text with the secrets masked."""
        for form in sorted(self.forms, key=len, reverse=True):
            text = text.replace(form, MASK * 3)
        return text

    def __sub__(self, other: "Mask") -> "Mask":
        """Return the mask of the secrets that ``other`` does not have."""
        return Mask(self.forms - other.forms)

    def secrets(self, source: "Source") -> Iterator[Secret]:
        """Yield the places of a source that show a secret of this mask, whether or not a program reads it there."""
        for form in self.forms:
            written = form.encode("utf-8" if source.is_utf8 else "latin-1", errors="replace")
            start = source.data.find(written)
            while start >= 0:
                yield Secret(Span(start, start + len(written)), form)
                start = source.data.find(written, start + len(written))

    def data(self, data: bytes) -> bytes:
        """Return the bytes of a text in UTF-8, or else in Latin-1, with the secrets masked."""
        try:
            return self(data.decode()).encode()
        except UnicodeDecodeError:
            return self(data.decode("latin-1")).encode("latin-1", errors="replace")
