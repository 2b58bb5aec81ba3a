"""Quote a path so that a shell still expands the variables in it, and a tilde in front."""

from collections.abc import Sequence

from rkconf.deferred import pattern
from rkconf.shell.words import Field, Part, PartKind

_VARIABLE = pattern(r"\$[A-Za-z_][A-Za-z0-9_]*|\$\{[A-Za-z_][A-Za-z0-9_]*\}")
# Each shell reads these inside double quotes in its own way.
_NOT_IN_DOUBLE_QUOTES = pattern(r'["\\$`!\r\n\0]')


def quoted_with_variables(words: Sequence[Field]) -> str | None:
    """Return words, joined by spaces, as one word in double quotes; None if another part than a variable expands."""
    # The words of a variable with spaces have the same parts.
    texts = [_text(word.parts) for word in words]
    return f'"{" ".join(text for text in texts if text)}"' if all(texts) else None


def in_home(path: str) -> str | None:
    """Return a path that begins with ``~/`` as one word of any login shell; None if double quotes change it."""
    rest = path.removeprefix("~")
    return None if _NOT_IN_DOUBLE_QUOTES.search(rest) or not rest.isprintable() else f'"$HOME{rest}"'


def _text(parts: Sequence[Part]) -> str | None:
    texts = [_part(part) for part in parts if part.kind is not PartKind.QUOTE]
    return None if None in texts else "".join(text for text in texts if text)


def _part(part: Part) -> str | None:
    text = part.raw.text
    if part.kind is PartKind.TILDE and text == "~" and not part.operator:
        return "$HOME"
    if part.kind is PartKind.VARIABLE:
        return text if _VARIABLE.fullmatch(text) else None
    is_plain = part.kind is PartKind.TEXT and not _NOT_IN_DOUBLE_QUOTES.search(part.value.text)
    return part.value.text if is_plain else None
