"""Secrets, such as passwords, and the mask that keeps them out of every output."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rkconf.deferred import pattern
from rkconf.record import field, record
from rkconf.source import Span

if TYPE_CHECKING:
    from rkconf.source import Source

MASK = "•"
"""The character that masks a character of a secret."""
_SHORT = 4
"""Shorter secrets are masked as whole words only: a letter is in most words, and a text without it would be useless."""
_OWN_WORD = pattern(r"passwords?|passphrases?", re.IGNORECASE)
"""Words of rkconf in which a password such as `word` may be a piece; they reveal nothing."""
_LONGEST = 100
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
        """Return the mask of secrets in a source: as a program reads them, as they are written, and each word alone."""
        secrets = tuple(secrets)
        forms = {form for each in secrets for form in (each.value, source.decode(each.span))}
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
        for form in sorted(self.forms, key=len, reverse=True):
            text = _without(text, form) if len(form) >= _SHORT else _whole_word(form).sub(MASK * 3, text)
        return text

    def __sub__(self, other: "Mask") -> "Mask":
        """Return the mask of the secrets that ``other`` does not have."""
        return Mask(self.forms - other.forms)

    def secrets(self, source: "Source") -> Iterator[Secret]:
        """Yield the places of a source that show a secret of this mask, whether or not a program reads it there."""
        encoding = "utf-8" if source.is_utf8 else "latin-1"
        for form in self.forms:
            written = form.encode(encoding, errors="replace").decode("latin-1")
            looked_for = re.compile(re.escape(written)) if len(form) >= _SHORT else _whole_word(written)
            yield from (Secret(Span(*found.span()), form) for found in looked_for.finditer(source.text))

    def data(self, data: bytes) -> bytes:
        """Return the bytes of a text in UTF-8, or else in Latin-1, with the secrets masked."""
        try:
            return self(data.decode()).encode()
        except UnicodeDecodeError:
            return self(data.decode("latin-1")).encode("latin-1", errors="replace")


def _without(text: str, form: str) -> str:
    """Return a text with each occurrence of a secret masked, except a piece of rkconf's word for it."""
    own = [each.span() for each in _OWN_WORD.finditer(text) if len(each[0]) > len(form)] if form in text else []

    def masked(found: re.Match[str]) -> str:
        is_piece = any(start <= found.start() and found.end() <= end for start, end in own)
        return found[0] if is_piece else MASK * 3

    return re.sub(re.escape(form), masked, text) if own else text.replace(form, MASK * 3)


def _with_word_before(source: "Source", span: Span) -> Iterator[str]:
    """Yield a short secret as it is written, with the word in front of it, such as ``-p``.

    A single letter alone is a word of many sentences, so it is masked only after that word.
    """
    written = source.decode(span)
    before = _BEFORE.search(source.text, max(0, span.start - _LONGEST), span.start)
    if before and len(written) < _SHORT:
        yield before[0] + written


def _whole_word(form: str) -> re.Pattern[str]:
    before = r"(?<![^\W_])" if form[:1].isalnum() else ""
    after = r"(?![^\W_])" if form[-1:].isalnum() else ""
    return re.compile(before + re.escape(form) + after)
