"""Expand a written word as a shell does: variables, home folders, splitting at blanks."""

from collections.abc import Iterator
from dataclasses import dataclass
from re import compile as regex
from re import escape

from rkconf.shell.facts import UnixShell
from rkconf.shell.words import Expansion, Field, Kind, Part, Word
from rkconf.source import Excerpt

_FIELD = regex(r"[^ \t\n]+")
_CUT = regex(r"(%%|%|##|#)([^\[\]'\"$\\`]*)")
_DEFAULT = regex(r"(:?)-([^'\"$\\`]*)")
_LONGEST_VALUE = 512
"""Above this many characters a value is not followed: cutting is quadratic, and a few doublings fill any memory."""
_MOST_HANDED_OUT = 1_000_000


@dataclass(slots=True)
class Variables:
    """What a shell's variables hold, as far as it is known."""

    values: dict[str, Excerpt]
    handed_out: int = 0
    """Characters so far: a short text can name a long value very often."""

    def get(self, name: str) -> Excerpt | None:
        """Return a value; None where only the machine knows it."""
        value = self.values.get(name)
        self.handed_out += len(value) if value else 0
        return value if self.handed_out <= _MOST_HANDED_OUT else None

    def set(self, name: str, value: Excerpt | None) -> None:
        """Remember a value, or that it is not known."""
        if value is None or len(value) > _LONGEST_VALUE:
            self.values.pop(name, None)
        else:
            self.values[name] = value


def expand(written: Word, variables: Variables, shell: UnixShell) -> Iterator[Field]:
    """Yield the words that ``written`` becomes: mostly one, none or several where a variable is split.

    What only the machine knows (an unset variable, a file pattern, a command's output) keeps its
    written form as its value, and the word is not `Word.known`.
    """
    fields: list[list[Excerpt]] = [[]]
    expansions: list[Expansion] = []
    for part in written.parts:
        value = _value(part, variables, shell)
        if part.kind not in {Kind.TEXT, Kind.QUOTE}:
            text = None if value is None else value.text
            expansions.append(Expansion(part.kind, part.raw, text, part.quoted, part.name))
        pieces = _pieces(part, value, shell)
        fields[-1].extend(pieces[:1])
        fields.extend([piece] for piece in pieces[1:])
    for field in fields:
        value = Excerpt.join(field, written.raw.span.start)
        if value or written.quoted:
            yield Field(written.raw, value, written.parts, tuple(expansions))


def _pieces(part: Part, value: Excerpt | None, shell: UnixShell) -> list[Excerpt]:
    if value is None:
        return [part.value]
    if part.kind is not Kind.VARIABLE or part.quoted or not shell.splits_variables:
        return [value]
    return [value[match.start() : match.end()] for match in _FIELD.finditer(value.text)]


def _value(part: Part, variables: Variables, shell: UnixShell) -> Excerpt | None:
    if part.kind in {Kind.TEXT, Kind.QUOTE}:
        return part.value
    if part.kind is Kind.TILDE:
        return _home(part, variables.get("HOME"), shell)
    if part.kind is Kind.VARIABLE:
        return _parameter(variables.get(part.name), part)
    return None


_TILDE_PLACES = {"never": {""}, "in assignments": {"", "name="}, "always": {"", "=", "name="}}


def _home(part: Part, home: Excerpt | None, shell: UnixShell) -> Excerpt | None:
    if part.operator not in _TILDE_PLACES[shell.tilde_after_equals]:
        return part.value
    return Excerpt.stand_in(home.text, part.raw.span) if home and not part.name else None


def _parameter(value: Excerpt | None, part: Part) -> Excerpt | None:
    if not part.operator:
        return value
    if default := _DEFAULT.fullmatch(part.operator):
        wanted = value is None or (default.group(1) and not value)
        return Excerpt.stand_in(default.group(2), part.raw.span) if wanted else value
    cut = _CUT.fullmatch(part.operator)
    if value is None or not cut:
        return None
    return _cut(value, cut.group(1), cut.group(2))


def _cut(value: Excerpt, operator: str, pattern: str) -> Excerpt:
    """Cut the shortest (``%``, ``#``) or longest (``%%``, ``##``) match off the end or the start."""
    matches = regex("".join({"*": ".*", "?": "."}.get(character, escape(character)) for character in pattern)).fullmatch
    places = range(len(value) + 1)
    if operator.startswith("%"):
        order = reversed(places) if operator == "%" else places
        found = next((at for at in order if matches(value.text[at:])), len(value))
        return value[:found]
    order = reversed(places) if operator == "##" else places
    found = next((at for at in order if matches(value.text[:at])), 0)
    return value[found:]
