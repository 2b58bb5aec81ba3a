"""The text of an expression: strings, names that are set once, joined strings, and folders of the machine.

A value that only the machine knows is one unknown character in the text; a shell reads the rest of the command. A text
with a computed part that may be several words, or contain a placeholder, is computed as a whole.
"""

from collections.abc import Iterator, Sequence

from rkconf.deferred import pattern
from rkconf.entries.definitions import Definitions
from rkconf.entries.keys import FOLDERS_JOINED, MACHINE_FUNCTIONS, MACHINE_SYMBOLS
from rkconf.record import record, replace
from rkconf.shell.words import UNKNOWN, UNKNOWN_IN_WORD
from rkconf.source import Excerpt, Span
from rkconf.syntax.tree import Derived, FunctionCall, Join, List, Node, Number, String, Symbol, literal_text

_DEEPEST = 20
# A quote is not enough: a computed text between quotes may be a whole command.
_IN_WORD = pattern(r"[\w@./:=+-]")


@record
class _Piece:
    """A part of the text; ``literal`` is the string that it is written in, if that is used once."""

    text: Excerpt
    literal: String | None = None
    computed: Span | None = None

    @property
    def is_known(self) -> bool:
        return self.text.text not in {UNKNOWN, UNKNOWN_IN_WORD}


def resolved(definitions: Definitions, node: Node) -> Node:
    """Return an expression with its value where the file gives it: a string, a number or a list; otherwise itself."""
    if isinstance(node, String | Number | List) or literal_text(node) is not None:
        return node
    match value_of(definitions, node):
        case Number(text=text):
            return Number(node.span, text)
        case List() as listing:
            return listing
        case Symbol(name="True" | "False" as name):
            return Symbol(node.span, name)
    pieces = _placed(tuple(_pieces(definitions, node, 0, used_once=True)))
    if not _is_readable(pieces):
        return node
    whole = Excerpt.join((piece.text for piece in pieces), node.span.start)
    computed = tuple(piece.computed for piece in pieces if piece.computed)
    return Derived(node.span, whole, all(piece.is_known for piece in pieces), _editable(pieces), computed)


def _placed(pieces: Sequence[_Piece]) -> tuple[_Piece, ...]:
    """Return the pieces; a computed one that touches a word is taken for a part of that word."""
    edges = [("", ""), *((piece.text.text[:1], piece.text.text[-1:]) for piece in pieces), ("", "")]
    beside = (f"{before[1]}{after[0]}" for before, after in zip(edges, edges[2:], strict=False))
    return tuple(
        replace(piece, text=Excerpt.stand_in(UNKNOWN_IN_WORD, piece.text.span))
        if piece.text.text == UNKNOWN and _IN_WORD.search(text)
        else piece
        for piece, text in zip(pieces, beside, strict=True)
    )


def _is_readable(pieces: Sequence[_Piece]) -> bool:
    """Return whether each piece is known or a part of a word, and one is known."""
    return all(piece.text.text != UNKNOWN for piece in pieces) and any(piece.is_known for piece in pieces)


def value_of(definitions: Definitions, node: Node, *, shared: bool = False) -> Node | None:
    """Return the expression that a name is set to; a list only if nothing else uses it, or if ``shared``."""
    for _ in range(_DEEPEST):
        found = definitions.of(node.name, node.span) if isinstance(node, Symbol) else None
        if not found:
            return node
        if isinstance(found.value, List) and found.uses > 1 and not shared:
            return None
        node = found.value
    return None


def _pieces(definitions: Definitions, node: Node, depth: int, *, used_once: bool) -> Iterator[_Piece]:
    match node:
        case String(value=value):
            yield _Piece(value, node if used_once else None)
        case Join(parts=parts):
            yield from _each(definitions, parts, depth, used_once=used_once)
        case FunctionCall():
            yield from _returned(definitions, node, depth, used_once=used_once)
        case Symbol():
            yield from _named(definitions, node, depth, used_once=used_once)
        case _:
            yield _computed(node)


def _returned(definitions: Definitions, call: FunctionCall, depth: int, *, used_once: bool) -> Iterator[_Piece]:
    """Yield the pieces of the result of a function."""
    if call.calls("StringJoin"):
        yield from _each(definitions, _flat(call.arguments), depth, used_once=used_once)
    elif call.calls(*FOLDERS_JOINED):
        for index, part in enumerate(_flat(call.arguments)):
            if index:
                yield _Piece(Excerpt.stand_in("/", Span(part.span.start, part.span.start)))
            yield from _pieces(definitions, part, depth + 1, used_once=used_once)
    elif call.calls(*MACHINE_FUNCTIONS):
        yield _Piece(Excerpt.stand_in(UNKNOWN_IN_WORD, call.span))
    else:
        yield _computed(call)


def _named(definitions: Definitions, name: Symbol, depth: int, *, used_once: bool) -> Iterator[_Piece]:
    """Yield the pieces of the value of a name; a computed part is reported where the name is used."""
    if name.short in MACHINE_SYMBOLS:
        yield _Piece(Excerpt.stand_in(MACHINE_SYMBOLS[name.short] or UNKNOWN_IN_WORD, name.span))
        return
    found = definitions.of(name.name, name.span) if depth < _DEEPEST else None
    if not found:
        yield _computed(name)
        return
    once = used_once and found.uses == 1
    for piece in _pieces(definitions, found.value, depth + 1, used_once=once):
        yield replace(piece, computed=name.span) if piece.computed else piece


def _computed(node: Node) -> _Piece:
    return _Piece(Excerpt.stand_in(UNKNOWN, node.span), computed=node.span)


def _each(definitions: Definitions, parts: Sequence[Node], depth: int, *, used_once: bool) -> Iterator[_Piece]:
    for part in parts:
        yield from _pieces(definitions, part, depth + 1, used_once=used_once)


def _flat(parts: Sequence[Node]) -> Sequence[Node]:
    return tuple(item for part in parts for item in (part.items if isinstance(part, List) else (part,)))


def _editable(pieces: Sequence[_Piece]) -> tuple[Span, ...]:
    """Return the strings that an edit may change; none where their order in the file is not that of the text."""
    starts = [piece.text.span.start for piece in pieces if piece.text]
    if starts != sorted(starts):
        return ()
    return tuple(piece.literal.value.span for piece in pieces if piece.literal)
