"""Read a list whose elements are parsed when they are used: the tree of all of them may need thirty times the file."""

from array import array

from rkconf.lazy_sequence import LazySequence
from rkconf.limits import DEEPEST_BRACKETS
from rkconf.record import replace
from rkconf.source import Span
from rkconf.syntax.brackets import CLOSERS, Brackets
from rkconf.syntax.outline import Region, RegionKind
from rkconf.syntax.parser import parse
from rkconf.syntax.reading import Reading
from rkconf.syntax.tokens import SyntaxToken, ends_value, pieces, tokens
from rkconf.syntax.tree import List, Node

_EMPTY = 2
"""The separators of a list that may have no element: its braces."""
_IGNORED = frozenset({"space", "comment"})


def read_list(reading: Reading, region: Region) -> List | None:
    """Return the list that is the whole value of a region; None for another value, an empty list or broken brackets.

    The list equals the one that `parse` returns, except that each use of an item parses the item again.
    """
    found = _Separators()
    for piece in pieces(reading, region):
        if found.are_complete and ends_value(piece, region.kind, "RIGHT_BRACE"):
            break
        if piece.type not in _IGNORED and not found.take(piece):
            return None
    if not found.are_complete or not found.has_elements:
        return None
    places = found.places

    def item(number: int) -> Node:
        span = Span(places[number] + 1, places[number + 1])
        return parse(reading, Region(RegionKind.OPTION, region.name, region.name_span, span))

    commas = LazySequence(len(places) - _EMPTY, lambda number: Span(places[number + 1], places[number + 1] + 1))
    return List(Span(places[0], places[-1] + 1), LazySequence(len(places) - 1, item), commas)


def split_assignment(reading: Reading, region: Region) -> tuple[Node, Region] | None:
    """Return the target of an assignment and the region of its value; None for another expression."""
    depth = 0
    for token in tokens(reading, region):
        depth += token.type.startswith("LEFT_") - token.type.startswith("RIGHT_")
        if not depth and token.type == "SET":
            target = replace(region, span=Span(region.span.start, token.span.start))
            return parse(reading, target), replace(region, span=Span(token.span.end, region.span.end))
    return None


class _Separators:
    """The offsets of the opening brace of a list, of its commas and of its closing brace."""

    def __init__(self) -> None:
        self.places = array("Q")
        self.has_elements = False
        self._brackets = Brackets()

    @property
    def are_complete(self) -> bool:
        """Whether the closing brace is found."""
        return bool(self.places) and not self._brackets

    def take(self, piece: SyntaxToken) -> bool:
        """Take the next piece of the text; return whether all pieces are those of a list that can be divided."""
        if not self.places:
            return piece.text == "{" and self._opened(piece)
        if not self._brackets:
            return False
        is_outer = len(self._brackets) == 1
        if piece.type == "bracket":
            return self._opened(piece) if piece.text in CLOSERS else self._closed(piece)
        if is_outer and piece.type == "comma":
            self.places.append(piece.span.start)
        self.has_elements = True
        return True

    def _opened(self, piece: SyntaxToken) -> bool:
        if self._brackets:
            self.has_elements = True
        else:
            self.places.append(piece.span.start)
        self._brackets.open(piece.text, piece.span.start)
        return len(self._brackets) <= DEEPEST_BRACKETS

    def _closed(self, piece: SyntaxToken) -> bool:
        is_matched = len(self._brackets.close(piece.text)) == 1
        if not self._brackets:
            self.places.append(piece.span.start)
        return is_matched
