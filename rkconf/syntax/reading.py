"""Find the ends of strings and comments, for the scanner of the file and the tokenizer of a region."""

import re
from collections.abc import Mapping

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.record import field, record
from rkconf.source import Source
from rkconf.syntax.early_ends import EarlyEnd

_COMMENT_MARK = pattern(r"\(\*|\*\)")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_STRING_OF_ONE_LINE = deferred.pattern(r'"[^"\\\r\n]*(?:\\(?:\r\n|.)[^"\\\r\n]*)*', re.DOTALL)
_LINE_END = pattern(r"[\r\n]")


@record
class Reading:
    """How the literals of a source are read.

    An unclosed string or comment would extend to the end of the file. In that case the file is read again with every
    string ending with its line (``broken_strings``), or every comment that begins at ``broken_comments`` or later.
    """

    source: Source
    broken_strings: bool = False
    broken_comments: int | None = None
    early_ends: Mapping[int, EarlyEnd] = field(default_factory=dict, compare=False)
    """The strings with quotes inside that are not escaped; each is read up to the quote that was meant."""

    def string_end(self, start: int) -> tuple[int, bool]:
        """Return the end of the string that opens at ``start``, and whether it has a closing quote."""
        if start in self.early_ends:
            return self.early_ends[start].end, True
        text = self.source.text
        pattern = _STRING_OF_ONE_LINE if self.broken_strings else _STRING
        found = pattern.match(text, start)
        end = found.end() if found else start + 1
        closed = text[end : end + 1] == '"'
        return end + closed, closed

    def comment_end(self, start: int) -> tuple[int, bool]:
        """Return the end of the comment that opens at ``start`` (comments nest), and whether it is closed."""
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
