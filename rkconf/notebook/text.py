r"""The code of a notebook as Wolfram text in which every character keeps its byte offset.

The text has as many bytes as the notebook: ``RowBox[{"f", "[", "x", "]"}]`` becomes `f`, `[`, `x` and `]` at the places
of these characters, with spaces in between. So the scanner, the parser and the rules read a notebook like any file, and
a finding is at its place in the notebook without a translation. A line of this text is a line of code.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from rkconf.diagnostics import Problem
from rkconf.notebook.projection import Projector
from rkconf.notebook.string_places import StringPlaces
from rkconf.source import Position, Source, Span

_FILLERS = re.compile(r"\x00+|\\[<>]")
_GAPS = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")|\s{2,}', re.DOTALL)
_SPACE = ord(" ")


class NotebookText(Source):
    """The code of a notebook, with the offsets of the notebook."""

    def __init__(self, notebook: Source, data: bytes) -> None:
        super().__init__(notebook.name, data)
        self.notebook = notebook
        """The notebook itself."""

    def position(self, offset: int) -> Position:
        """Return line and column in the notebook."""
        return self.notebook.position(offset)

    def decode(self, span: Span) -> str:
        """Return the code in ``span`` for display, without the gaps that the boxes leave."""
        return _GAPS.sub(lambda gap: gap[1] or " ", _FILLERS.sub("", super().decode(span)))

    def gaps(self, span: Span) -> Sequence[int]:
        """Return the offsets in ``span`` of spaces that are in no box."""
        written = self._written[span.start : span.end]
        return [at for at, byte in enumerate(written, span.start) if not byte and self.data[at] == _SPACE]

    @cached_property
    def _written(self) -> bytearray:
        """The code with zero bytes in the gaps; few notebooks need it."""
        code = bytearray(len(self.data))
        Projector(self.notebook, code, filler=b"\0").project()
        return code

    @cached_property
    def strings(self) -> "StringPlaces":
        """The strings of the notebook that hold the code, found when they are first asked for."""
        places = StringPlaces()
        Projector(self.notebook, bytearray(self.data), places.add).project()
        return places


def project(notebook: Source) -> tuple[NotebookText, tuple[Problem, ...]]:
    """Return the code of the evaluated cells, and the problems of the notebook; takes linear time, and never raises."""
    code = bytearray(b" ") * len(notebook.data)
    problems = Projector(notebook, code).project()
    return NotebookText(notebook, bytes(code)), problems
