"""Expand a word as a shell does: braces, home directories and parameters, split into fields."""

import re
from collections.abc import Iterator

from rkconf.deferred import pattern
from rkconf.record import field, record, replace
from rkconf.shell.facts import UnixShell
from rkconf.shell.state import DEFAULT_SEPARATORS, Missing, State
from rkconf.shell.words import UNKNOWN, Expansion, Field, Part, PartKind, Word, filled_in
from rkconf.source import Excerpt

_TILDE_PLACES = {
    "never": {""},
    "after the name": {"", "name="},
    "in assignments": {"", "name=", ":"},
    "always": {"", "=", "name=", ":"},
}
_MOST_ALTERNATIVES = 64
"""The number of words up to which the expansion of braces is followed."""
_UNFOLLOWED_BRACE = pattern(r"[{}'\"\\$`]|\.\.")
_PATTERN = pattern(r"[*?]|\[[^\]]+\]")
_ALL = frozenset({"@", "*"})


@record(frozen=False)
class _FieldBuilder:
    """The fields of a word while its parts are expanded in order."""

    fields: list[list[Excerpt]] = field(default_factory=lambda: [[]])
    expansions: list[Expansion] = field(default_factory=list)
    splits: bool = False
    is_word: bool = False
    """Whether it is a word although it is empty."""
    is_gone: bool = False
    """Whether it is not a word although it is not empty."""

    def extend(self, pieces: list[Excerpt]) -> None:
        """Add pieces; each one after the first begins a new field."""
        self.fields[-1].extend(pieces[:1])
        self.fields.extend([piece] for piece in pieces[1:])


def expand(word: Word, state: State, shell: UnixShell) -> Iterator[Field]:
    """Yield the fields of a word: usually one; none or several if a parameter is split.

    The character `UNKNOWN` replaces text that depends on the machine, such as an unset variable or the output of a
    command.
    """
    # Most words are plain text and become one field unchanged.
    if [part.kind for part in word.parts] == [PartKind.TEXT] and word.parts[0].value:
        yield Field(word.raw, filled_in(word.parts[0].value), word.parts)
        return
    for alternative in _alternatives(word):
        yield from _fields(alternative, state, shell)


def _alternatives(word: Word) -> Iterator[Word]:
    """Yield the words that lists in braces expand to."""
    places = [at for at, part in enumerate(word.parts) if part.kind is PartKind.BRACE]
    if not places:
        yield word
        return
    lists = {at: _listed(word.parts[at]) for at in places}
    count = 1
    for listed in lists.values():
        count *= len(listed) or _MOST_ALTERNATIVES + 1
    if count > _MOST_ALTERNATIVES:
        yield word
        return
    yield from _product(word, lists)


def _listed(part: Part) -> list[Excerpt]:
    """Return the alternatives of ``{a,b}``; none if they are not plain text."""
    inner = part.raw[1:-1]
    if _UNFOLLOWED_BRACE.search(inner.text) or "," not in inner.text:
        return []
    ends = [*(at for at, character in enumerate(inner.text) if character == ","), len(inner)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [inner[start:end] for start, end in zip(starts, ends, strict=True)]


def _product(word: Word, lists: dict[int, list[Excerpt]]) -> Iterator[Word]:
    chosen: list[tuple[Part, ...]] = [()]
    for at, part in enumerate(word.parts):
        choices = [replace(part, kind=PartKind.TEXT, value=value) for value in lists[at]] if at in lists else [part]
        chosen = [(*before, choice) for before in chosen for choice in choices]
    yield from (replace(word, parts=parts) for parts in chosen)


def _fields(word: Word, state: State, shell: UnixShell) -> Iterator[Field]:
    built = _FieldBuilder()
    for part in word.parts:
        pieces = _pieces(part, built, state, shell)
        if part.kind not in {PartKind.TEXT, PartKind.QUOTE}:
            text = None if _is_unknown(part, pieces) else "".join(piece.text for piece in pieces)
            built.expansions.append(Expansion(part.kind, part.raw, text, part.quoted, part.name))
        built.extend(pieces)
    for pieces in built.fields if not built.is_gone else ():
        value = Excerpt.join(pieces, word.raw.span.start)
        if value or built.is_word or (word.quoted and not _is_nothing(word, state)):
            yield Field(word.raw, value, word.parts, tuple(built.expansions), splits=built.splits)


def _is_unknown(part: Part, pieces: list[Excerpt]) -> bool:
    return part.kind is PartKind.GLOB or any(UNKNOWN in piece.text for piece in pieces)


def _is_nothing(word: Word, state: State) -> bool:
    """Return whether a word is only ``"$@"`` and there are no positional parameters."""
    parts = [part for part in word.parts if part.kind is not PartKind.QUOTE]
    return [part.name for part in parts] == ["@"] and state.positional == ()


def _pieces(part: Part, built: _FieldBuilder, state: State, shell: UnixShell) -> list[Excerpt]:
    if part.kind in {PartKind.TEXT, PartKind.QUOTE, PartKind.GLOB}:
        return [filled_in(part.value)]
    if part.kind is PartKind.TILDE:
        return [_home(part, state, shell)]
    if part.kind is PartKind.VARIABLE:
        return _parameter(part, built, state, shell)
    line = _output(part, state, shell) if part.kind is PartKind.SUBSTITUTION else None
    if line is None:
        return [_unknown(part, built, shell)]
    return [line] if part.quoted else _split(line, part, built, state, shell)


def _output(part: Part, state: State, shell: UnixShell) -> Excerpt | None:
    # Imported here because few commands substitute the output of another.
    from rkconf.shell.substitution_output import output

    return output(part, state, shell, expand)


def _unknown(part: Part, built: _FieldBuilder, shell: UnixShell) -> Excerpt:
    """Return an unknown piece; unquoted, it may be any number of fields."""
    is_list = part.kind in {PartKind.BRACE, PartKind.SUBSTITUTION}
    built.splits = built.splits or (not part.quoted and (shell.splits_variables or is_list or _may_vanish(shell)))
    return Excerpt.stand_in(UNKNOWN, part.raw.span)


def _may_vanish(shell: UnixShell) -> bool:
    return shell.unset_variable != "fails"


def _home(part: Part, state: State, shell: UnixShell) -> Excerpt:
    if part.operator not in _TILDE_PLACES[shell.tilde_after_equals]:
        return part.value
    home = state.variables.value("HOME")
    if isinstance(home, Missing) or part.name:
        return Excerpt.stand_in(UNKNOWN, part.raw.span)
    return Excerpt.stand_in(home.text, part.raw.span)


def _parameter(part: Part, built: _FieldBuilder, state: State, shell: UnixShell) -> list[Excerpt]:
    if part.name in _ALL and not part.operator:
        return _all_parameters(part, built, state, shell)
    # Imported here because few commands expand a variable.
    from rkconf.shell import parameter_expansion

    given = state.value(part.name)
    state.variables.count_expansion(given)
    value = parameter_expansion.evaluate(given, part)
    if value is Missing.UNSET and shell.unset_variable == "empty":
        value = Excerpt("", (), (), part.raw.span.start)
    if isinstance(value, Missing):
        is_nothing = value is Missing.UNSET and shell.unset_variable == "no word"
        built.is_gone = built.is_gone or (is_nothing and not part.quoted)
        return [] if is_nothing else [_unknown(part, built, shell)]
    built.is_word = built.is_word or shell.keeps_empty_values
    if not part.quoted and UNKNOWN in value.text and _may_vanish(shell) and not shell.keeps_empty_values:
        built.splits = True
    if part.quoted or not shell.splits_variables:
        return [value]
    return _split(value, part, built, state, shell)


def _all_parameters(part: Part, built: _FieldBuilder, state: State, shell: UnixShell) -> list[Excerpt]:
    if state.positional is None:
        built.splits = built.splits or part.name == "@"
        return [_unknown(part, built, shell)]
    values = list(state.positional)
    if part.quoted and part.name == "*":
        space = Excerpt.stand_in(" ", part.raw.span)
        pieces = [piece for value in values for piece in (space, value)][1:]
        return [Excerpt.join(pieces, part.raw.span.start)]
    if part.quoted or not shell.splits_variables:
        return values
    return [piece for value in values for piece in _split(value, part, built, state, shell)]


def _split(value: Excerpt, part: Part, built: _FieldBuilder, state: State, shell: UnixShell) -> list[Excerpt]:
    separators = state.variables.separators
    if separators is None:
        return [_unknown(part, built, shell)]
    if UNKNOWN in value.text:
        built.splits = True
    if shell.globs_values and (found := _PATTERN.search(value.text)):
        built.expansions.append(Expansion(PartKind.GLOB, value[found.start() : found.end()], None, quoted=False))
    return split_at(value, separators)


def split_at(value: Excerpt, separators: str) -> list[Excerpt]:
    """Split at the characters of IFS: a run of spaces is one separator, any other character by itself (POSIX 2.6.5)."""
    spaces = "".join(character for character in separators if character in DEFAULT_SEPARATORS)
    others = "".join(character for character in separators if character not in DEFAULT_SEPARATORS)
    if not others:
        return (
            [
                value[found.start() : found.end()]
                for found in re.compile(f"[^{re.escape(spaces)}]+").finditer(value.text)
            ]
            if spaces
            else [value]
        )
    start, end = len(value.text) - len(value.text.lstrip(spaces or None if spaces else "")), len(value.text)
    pieces, at = [], start
    for found in re.compile(
        f"[{re.escape(spaces)}]*[{re.escape(others)}][{re.escape(spaces)}]*|[{re.escape(spaces)}]+"
        if spaces
        else f"[{re.escape(others)}]"
    ).finditer(value.text, start):
        pieces.append(value[at : found.start()])
        at = found.end()
    return [*pieces, value[at:end]] if at < end else pieces
