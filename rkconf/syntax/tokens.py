"""Split a region into tokens with balanced brackets, the terminals of `grammar/wolfram.lark`.

Bytes are read as Latin-1, so a character of UTF-8 appears as its bytes; those above 127 count as letters.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from rkconf.deferred import pattern
from rkconf.limits import DEEPEST_BRACKETS
from rkconf.record import record
from rkconf.source import Span
from rkconf.syntax.brackets import Brackets
from rkconf.syntax.outline import Region, RegionKind
from rkconf.syntax.reading import Reading
from rkconf.syntax.strings import unescape
from rkconf.syntax.tree import Leaf, Number, Opaque, String, Symbol

# Longest first within a line: the regex engine uses the first match.
OPERATORS = {
    "SEMICOLON": (";",),
    "SET": (":=", "="),
    "JOIN": ("<>",),
    "ARROW": ("->", ":>", r"\[Rule]", r"\[RuleDelayed]", "\xef\x94\xa2", "\xef\x94\x9f"),
    "LOOSE": (
        "/.", "//.", "//", "&", "+=", "-=", "*=", "/=", "//=", "^=", "^:=", "=.", "/:", "|->", ">>", ">>>", "<<",
        r"\[Function]",
    ),
    "TIGHT": (
        "@@@", "@@", "@*", "@", "//@", "/@", "/*", "/;", "/", "===", "=!=", "==", "!=", ">=", "<=", "<->", "<", ">",
        "||", "|", "&&", "!!", "!", "**", "*", "~~", "~", "++", "+", "--", "-", "^^", "^", "...", "..", ".", ";;",
        "::", ":", "??", "?", "'",
    ),
}  # fmt: skip
"""Every operator, by its kind of token. Only ARROW and JOIN are interpreted; the others are divided into those that
bind looser than a rule and those that bind tighter."""

_KIND = {operator: kind for kind, operators in OPERATORS.items() for operator in operators}
_OPERATOR = "|".join(re.escape(operator) for operator in sorted(_KIND, key=len, reverse=True))
_DELAYED = frozenset({":>", r"\[RuleDelayed]", "\xef\x94\x9f"})
# No part of a pattern can match one text in two ways, so a failing match takes linear time. Possessive quantifiers
# would do the same, but Python matches nested ones wrongly before 3.11.5.
_LONG_LETTER = r"\\\[(?!Rule\]|RuleDelayed\]|Function\])\w+\]"
_LETTERS = r"[0-9A-Za-z$\x80-\xff]*"
_NAME = rf"(?:[A-Za-z$\x80-\xff]|{_LONG_LETTER}){_LETTERS}(?:{_LONG_LETTER}{_LETTERS})*"
_SYMBOL = rf"`?(?:{_NAME}`)*{_NAME}"

_LONG_SPACE = r"(?:\\\r?\n|\\\r|\xef\xbb\xbf|\xc2\xa0)"

USUAL_TOKEN = re.compile(
    r"""
      (?P<space> [ \t\r\n]+)(?![\s\x00\\\xc2\xef])
    | (?P<string> ")
    | (?P<number> [0-9]+)(?![0-9.^`*])
    | (?P<symbol> [A-Za-z$][0-9A-Za-z$]*)(?![0-9A-Za-z$_`\\\x80-\xff])
    | (?P<bracket> [\[\]{})] | \((?!\*))
    | (?P<comma> ,)
    | (?P<operator> ->)
    """,
    re.VERBOSE,
)
"""Most tokens of a file, if nothing follows that could continue them.

The pattern of every token takes as long to compile as a small file takes to read, so it is used for the others alone.
"""
TOKEN = pattern(
    rf"""
      (?P<space> (?:[\s\x00]|{_LONG_SPACE})[\s\x00]*(?:{_LONG_SPACE}[\s\x00]*)*)
    | (?P<comment> \(\*)
    | (?P<string> ")
    | (?P<arrow> \xef\x94[\xa2\x9f])
    | (?P<other> (?:{_SYMBOL})?_{{1,3}}(?:{_SYMBOL})?\.? | \#\#?\w* | %+[0-9]*)
    | (?P<number> (?:[0-9]+\^\^\w+|[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:``?[0-9.]*)?(?:\*\^[+-]?[0-9]+)?)
    | (?P<symbol> {_SYMBOL})
    | (?P<bracket> <\| | \|> | [\[\](){{}}])
    | (?P<comma> ,)
    | (?P<operator> {_OPERATOR})
    | (?P<junk> \\(?:\[\w*\]|.)?|.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Every token; the name of the group is its kind."""
_LINE_END = pattern(r"[\r\n]")
_BRACKET_NAMES = {"[": "BRACKET", "{": "BRACE", "(": "PARENTHESIS", "<|": "ASSOCIATION"}
_LEFT = {opener: f"LEFT_{name}" for opener, name in _BRACKET_NAMES.items()}
_RIGHT = {opener: f"RIGHT_{name}" for opener, name in _BRACKET_NAMES.items()}
_COMPLETE = frozenset({"STRING", "NUMBER", "SYMBOL", "OTHER", *_RIGHT.values()})  # an operand may end with these


@record
class SyntaxToken:
    """An operator, a comma or a bracket; ``type`` is a terminal of the grammar."""

    type: str
    span: Span
    text: str = ""

    @property
    def delayed(self) -> bool:
        """Whether this is the arrow of a delayed rule."""
        return self.text in _DELAYED


def tokens(reading: Reading, region: Region) -> Iterator[SyntaxToken | Leaf]:
    """Yield the tokens of a region; brackets are balanced, and the nesting depth is bounded."""
    return _shallow(_balanced(pieces(reading, region), reading, region))


def statements(reading: Reading) -> Iterator[Region]:
    """Yield the top-level expressions of a file in order; the file is read once."""
    brackets, last, start = Brackets(), "", -1
    for piece in pieces(reading, statement(reading.source.whole)):
        if not brackets and ends_value(piece, RegionKind.ASSIGNMENT, last):
            if start >= 0:
                yield statement(Span(start, piece.span.start))
            last, start = "", -1
            continue
        for token in _translate(piece, brackets, reading, last):
            last, start = token.type, token.span.start if start < 0 else start
    if start >= 0:
        yield statement(Span(start, len(reading.source.data)))


def statement(span: Span) -> Region:
    """Return the region of a top-level expression."""
    return Region(RegionKind.ASSIGNMENT, "", Span(span.start, span.start), span)


def pieces(reading: Reading, region: Region) -> Iterator[SyntaxToken]:
    """Yield every piece of the text, including spaces and comments; the type is the name of its pattern."""
    text, at = reading.source.text, region.span.start
    while at < region.span.end:
        found = USUAL_TOKEN.match(text, at) or TOKEN.match(text, at)
        if not found or not found.lastgroup:
            break
        find_end = _ENDS.get(found.lastgroup)
        end = find_end(reading, at)[0] if find_end else found.end()
        yield SyntaxToken(found.lastgroup, Span(at, end), found[0])
        at = end


_ENDS: dict[str, Callable[[Reading, int], tuple[int, bool]]] = {
    "string": Reading.string_end,
    "comment": Reading.comment_end,
}


def _balanced(pieces: Iterator[SyntaxToken], reading: Reading, region: Region) -> Iterator[SyntaxToken | Leaf]:
    """Close unclosed brackets, drop stray closers, and stop at the end of the value that begins the region."""
    brackets, last, at = Brackets(), "", region.span.start
    for piece in pieces:
        if not brackets and ends_value(piece, region.kind, last):
            break
        at = piece.span.end
        for token in _translate(piece, brackets, reading, last):
            last = token.type
            yield token
    end = Span(at, at)
    yield from (SyntaxToken(_RIGHT[bracket.opener], end) for bracket in brackets.close_all())


def ends_value(piece: SyntaxToken, kind: RegionKind, last: str) -> bool:
    """Return whether a piece outside brackets ends the value: a comma; in an assignment also ``;`` or a line end."""
    match piece.type, kind:
        case "comma", RegionKind.OPTION | RegionKind.ASSIGNMENT | RegionKind.CURRENT_VALUE:
            return True
        case "operator", RegionKind.ASSIGNMENT | RegionKind.CURRENT_VALUE:
            return piece.text == ";"
        case "space", RegionKind.ASSIGNMENT | RegionKind.CURRENT_VALUE:
            return last in _COMPLETE and bool(_LINE_END.search(piece.text))
        case _:
            return False


def _translate(piece: SyntaxToken, brackets: Brackets, reading: Reading, last: str) -> Iterable[SyntaxToken | Leaf]:
    """Return the tokens for a piece: none for a space, several for a closer that closes several brackets."""
    match piece.type:
        case "space" | "comment":
            return ()
        case "comma":
            return (SyntaxToken("COMMA", piece.span, piece.text),)
        case "bracket":
            return _bracket(piece, brackets, last)
        case "operator" | "arrow":
            return (SyntaxToken(_KIND[piece.text], piece.span, piece.text),)
        case _:
            return (_leaf(piece, reading),)


def _leaf(piece: SyntaxToken, reading: Reading) -> Leaf:
    match piece.type:
        case "string":
            closed = reading.string_end(piece.span.start)[1]
            return String(piece.span, unescape(reading.source, Span(piece.span.start + 1, piece.span.end - closed)))
        case "symbol":
            return Symbol(piece.span, piece.text)
        case "number":
            return Number(piece.span, piece.text)
        case _:
            return Opaque(piece.span)


def _bracket(piece: SyntaxToken, brackets: Brackets, last: str) -> Iterable[SyntaxToken]:
    if piece.text in _LEFT:
        brackets.open(piece.text, piece.span.start)
        is_part = piece.text == "[" and last not in _COMPLETE
        return (SyntaxToken("LEFT_PART" if is_part else _LEFT[piece.text], piece.span, piece.text),)
    closed = brackets.close(piece.text)
    before = Span(piece.span.start, piece.span.start)
    inner = tuple(SyntaxToken(_RIGHT[bracket.opener], before) for bracket in closed[:-1])
    return (*inner, *(SyntaxToken(_RIGHT[bracket.opener], piece.span, piece.text) for bracket in closed[-1:]))


def _shallow(balanced: Iterator[SyntaxToken | Leaf]) -> Iterator[SyntaxToken | Leaf]:
    """Replace every bracket that is nested too deep with one opaque operand."""
    depth = 0
    for token in balanced:
        depth += token.type.startswith("LEFT_")
        if depth <= DEEPEST_BRACKETS:
            yield token
        elif depth == DEEPEST_BRACKETS + 1 and token.type.startswith("LEFT_"):
            yield Opaque(token.span)
        depth -= token.type.startswith("RIGHT_")
