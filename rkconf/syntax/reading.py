"""Where strings and comments end: shared by the scanner of the file and the tokeniser of a region."""

import re
from dataclasses import dataclass

from rkconf.source import Source

_COMMENT_MARK = re.compile(r"\(\*|\*\)")
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*', re.DOTALL)
_STRING_OF_ONE_LINE = re.compile(r'"[^"\\\r\n]*+(?:\\(?:\r\n|.)[^"\\\r\n]*+)*', re.DOTALL)
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """How the literals of a source are read.

    A string or a comment that is never closed would swallow the rest of the file. Where there is one, rkconf reads
    again and lets every string end with its line, or every comment from ``broken_comments`` on.
    """

    source: Source
    broken_strings: bool = False
    broken_comments: int | None = None

    def string_end(self, start: int) -> tuple[int, bool]:
        """Return where the string that opens at ``start`` ends, and whether it has a closing quote."""
        text = self.source.text
        pattern = _STRING_OF_ONE_LINE if self.broken_strings else _STRING
        found = pattern.match(text, start)
        end = found.end() if found else start + 1
        closed = text[end : end + 1] == '"'
        return end + closed, closed

    def comment_end(self, start: int) -> tuple[int, bool]:
        """Return where the comment that opens at ``start`` ends (they nest), and whether it is closed."""
        text = self.source.text
        end = self._comment_limit(start)
        depth = 1
        for mark in _COMMENT_MARK.finditer(text, start + 2, end):
            depth += 1 if mark[0] == "(*" else -1
            if not depth:
                return mark.end(), True
        return end, False

    def _comment_limit(self, start: int) -> int:
        text = self.source.text
        if self.broken_comments is None or start < self.broken_comments:
            return len(text)
        line_end = _LINE_END.search(text, start)
        return line_end.start() if line_end else len(text)
