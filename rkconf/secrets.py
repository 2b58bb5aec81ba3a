"""Secrets, such as passwords, and the mask that keeps them out of every output."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from rkconf.deferred import pattern
from rkconf.record import field, record
from rkconf.source import Span, Spans

if TYPE_CHECKING:
    from rkconf.source import Source

MASK = "•"
"""The character that masks a character of a secret."""
_SHORT = 4
"""Shorter secrets are masked as whole words only: a letter is in most words, and a text without it would be useless."""
_OWN_WORD = pattern(r"passwords?|passphrases?", re.IGNORECASE)
"""Words of rkconf in which a password such as `word` may be a piece; they reveal nothing."""
_LONGEST = 100
_FEW = 16
"""So many secrets are looked for one by one: a search in C. Of more, a text is read once, whatever their number."""
_BEFORE = pattern(r"(?:[\w-]+|[^\s\"']+\s+)\Z", re.ASCII)


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
        """Return the mask of secrets in a source: as a program reads them, as they are written, and each word alone.

        The advice for a path of Windows has ``/`` for each backslash. TOML, JSON and Wolfram strings escape backslashes
        and quotes.
        """
        secrets = tuple(secrets)
        forms = {form for each in secrets for form in (each.value, source.decode(each.span))}
        escaped = {form.replace("\\", "\\\\").replace('"', '\\"') for form in forms}
        forms |= escaped | {form.replace("\\", "/") for form in forms}
        words = {word for form in forms for word in (form, *form.split()) if word.strip()}
        words.update(form for each in secrets for form in _with_word_before(source, each.span))
        return cls(frozenset(word for word in words if len(word) > 1 or not word.isalpha()))

    def __bool__(self) -> bool:
        """Return whether there are secrets."""
        return bool(self.forms)

    def __or__(self, other: "Mask") -> "Mask":
        """Return the mask of the secrets of both."""
        return Mask(self.forms | other.forms)

    def __call__(self, text: str) -> str:
        """Return a text with the secrets masked."""
        pieces, at = [], 0
        for start, end in self._hidden(text):
            pieces += [text[at:start], MASK * 3]
            at = end
        return "".join([*pieces, text[at:]]) if pieces else text

    def __sub__(self, other: "Mask") -> "Mask":
        """Return the mask of the secrets that ``other`` does not have."""
        return Mask(self.forms - other.forms)

    def secrets(self, source: "Source") -> Iterator[Secret]:
        """Yield the places of a source that show a secret of this mask, whether or not a program reads it there."""
        encoding = "utf-8" if source.is_utf8 else "latin-1"
        written = {form.encode(encoding, errors="replace").decode("latin-1"): form for form in self.forms}
        for start, end in Mask(frozenset(written)).places(source.text):
            form = written[source.text[start:end]]
            if len(form) >= _SHORT or _is_whole_word(source.text, start, end):
                yield Secret(Span(start, end), form)

    def data(self, data: bytes) -> bytes:
        """Return the bytes of a text in UTF-8, or else in Latin-1, with the secrets masked."""
        try:
            return self(data.decode()).encode()
        except UnicodeDecodeError:
            return self(data.decode("latin-1")).encode("latin-1", errors="replace")

    def _hidden(self, text: str) -> list[tuple[int, int]]:
        """Return the parts of a text to mask, in order; secrets that overlap are one part."""
        found = sorted(self.places(text), key=lambda place: (place[0] - place[1], place[0]))
        own = Spans(Span(*each.span()) for each in _OWN_WORD.finditer(text)) if found else Spans(())
        # The longest secrets are first: beside one that is masked, a short one is a whole word.
        masked, hidden = bytearray(len(text)), []
        for start, end in found:
            around = own.around(Span(start, end))
            is_piece = around is not None and len(around) > end - start
            if not is_piece and (end - start >= _SHORT or _is_whole_word(text, start, end, masked)):
                masked[start:end] = b"\1" * (end - start)
                hidden.append((start, end))
        return [(each.start, each.end) for each in joined_spans(Span(*place) for place in hidden)]

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every occurrence of a secret, those inside of others too."""
        if len(self.forms) > _FEW:
            yield from self._places_of_many(text)
            return
        for form in self.forms:
            start = text.find(form)
            while start >= 0:
                yield start, start + len(form)
                start = text.find(form, start + 1)

    def _places_of_many(self, text: str) -> Iterator[tuple[int, int]]:
        sizes = sorted({len(beginning) for beginning in self._lengths})
        for start in range(len(text)):
            for size in sizes:
                for length in self._lengths.get(text[start : start + size], ()):
                    if text[start : start + length] in self.forms:
                        yield start, start + length

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the secrets with the same beginning."""
        lengths: dict[str, set[int]] = {}
        for form in self.forms:
            lengths.setdefault(form[:_SHORT], set()).add(len(form))
        return {beginning: tuple(each) for beginning, each in lengths.items()}


@record
class Secrets:
    """The secrets of one source: their places and their mask; false without any."""

    places: tuple[Secret, ...] = ()
    mask: Mask = field(default=Mask(), repr=False)

    @classmethod
    def of(cls, source: "Source", secrets: Iterable[Secret]) -> "Secrets":
        """Return secrets of a source, each once."""
        places = tuple(dict.fromkeys(secrets))
        return cls(places, Mask.of(source, places))

    def __bool__(self) -> bool:
        """Return whether there are secrets."""
        return bool(self.places)

    @cached_property
    def _spans(self) -> Spans:
        return Spans(joined_spans(each.span for each in self.places))

    def shown(self, source: "Source", span: Span) -> str:
        """Return a part of their source for display, each character of a secret masked."""
        if not self._spans.overlap(span):
            return source.decode(span)
        excerpt = source.excerpt(span)
        return "".join(
            character if self._spans.around(Span(start, start + 1)) is None else MASK
            for character, start in zip(excerpt.text, excerpt.starts, strict=True)
        )


def joined_spans(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, one in place of those that overlap."""
    joined: list[Span] = []
    for each in sorted(spans):
        if joined and each.start < joined[-1].end:
            joined[-1] = joined[-1].to(each)
        else:
            joined.append(each)
    return joined


def _with_word_before(source: "Source", span: Span) -> Iterator[str]:
    """Yield a short secret as it is written, with the word in front of it, such as ``-p``.

    A single letter alone is a word of many sentences, so it is masked only after that word.
    """
    written = source.decode(span)
    before = _BEFORE.search(source.text, max(0, span.start - _LONGEST), span.start)
    if before and len(written) < _SHORT:
        yield before[0] + written


def _is_whole_word(text: str, start: int, end: int, masked: bytearray | None = None) -> bool:
    """Return whether no letter or digit continues a word at either end; a masked one does not continue it."""

    def continues(inside: int, outside: int) -> bool:
        is_masked = masked is not None and masked[outside]
        return text[inside].isalnum() and text[outside].isalnum() and not is_masked

    is_continued = start > 0 and continues(start, start - 1)
    return not is_continued and not (end < len(text) and continues(end - 1, end))
