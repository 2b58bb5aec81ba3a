"""Match brackets, and recover from those that do not match."""

from array import array
from collections import Counter
from itertools import takewhile

from rkconf.record import record

CLOSERS = {"[": "]", "{": "}", "(": ")", "<|": "|>"}
_OPENERS = tuple(CLOSERS)
_CODES = {bracket: code for code, pair in enumerate(CLOSERS.items()) for bracket in pair}

_DEEPEST_LIST = 4  # an option is in the list of its entry, which is in the list of entries, and that in one of options


@record
class OpenBracket:
    """An open bracket and its byte offset."""

    opener: str
    offset: int


class Brackets:
    """The brackets that are open at one place of a text.

    A closer that does not match the innermost bracket closes the nearest one of its kind; brackets opened after that
    one are *unclosed*. If none of its kind is open, the closer is *stray* and changes nothing. An open bracket takes
    nine bytes, so a file that consists only of brackets is harmless.
    """

    def __init__(self) -> None:
        self._codes = bytearray()
        self._offsets = array("Q")
        self._open = Counter[int]()

    def __len__(self) -> int:
        """Return the number of open brackets."""
        return len(self._codes)

    def open(self, opener: str, offset: int) -> None:
        """Open a bracket at ``offset``."""
        code = _CODES[opener]
        self._codes.append(code)
        self._offsets.append(offset)
        self._open[code] += 1

    def close(self, closer: str) -> list[OpenBracket]:
        """Close the nearest bracket of the kind; return all brackets that this closes, innermost first.

        An empty list means a stray closer. All but the last bracket of a longer list are unclosed.
        """
        wanted = _CODES[closer]
        if not self._open[wanted]:
            return []
        closed = [self.close_innermost()]
        while _CODES[closed[-1].opener] != wanted:
            closed.append(self.close_innermost())
        return closed

    def close_innermost(self) -> OpenBracket:
        """Close and return the innermost bracket of any kind."""
        code = self._codes.pop()
        self._open[code] -= 1
        return OpenBracket(_OPENERS[code], self._offsets.pop())

    def close_all(self) -> list[OpenBracket]:
        """Close and return all open brackets, innermost first."""
        return [self.close_innermost() for _ in range(len(self))]

    def innermost(self, level: int = 1) -> OpenBracket | None:
        """Return the innermost open bracket (level 1), or the one around it (level 2), ..."""
        if level > len(self._codes):
            return None
        return OpenBracket(_OPENERS[self._codes[-level]], self._offsets[-level])

    def outermost_list(self) -> OpenBracket | None:
        """Return the outermost of the lists that are nested directly around this place; None outside of a list."""
        around = (self.innermost(level) for level in range(1, _DEEPEST_LIST + 1))
        lists = list(takewhile(lambda bracket: bracket is not None and bracket.opener == "{", around))
        return lists[-1] if lists else None

    def outermost(self) -> OpenBracket | None:
        """Return the outermost open bracket."""
        return self.innermost(len(self)) if self else None
