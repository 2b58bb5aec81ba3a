"""The first line of a script, ``#!/bin/sh``, which names the program that reads the script (execve(2))."""

import re

from rkconf.programs import program_name
from rkconf.programs.table import table
from rkconf.record import record
from rkconf.source import Source, Span

_LINE = re.compile(rb"(?P<before>(?:\xef\xbb\xbf)?\s*)#!(?P<line>[^\n]*)")
_SEARCHER = "env"


@record
class InterpreterLine:
    """The program that a script names, and the mistakes in the line."""

    span: Span
    """The line from ``#!`` on, without the line feed."""
    before: Span
    """The bytes in front of it: the system reads ``#!`` at the first byte only."""
    interpreter: str
    """The name of the program, without its folders; empty if the line names none."""
    has_carriage_return: bool
    """Whether the line ends in a carriage return, which becomes a part of the name or of its argument."""

    @property
    def shell(self) -> str | None:
        """The program if it is a shell that rkconf follows; None for any other."""
        return self.interpreter if self.interpreter in table().shells else None


def interpreter_line(source: Source) -> InterpreterLine | None:
    """Return the line of a script; None for a text without one."""
    found = _LINE.match(source.data)
    if not found:
        return None
    line = found["line"].decode("latin-1")
    span = Span(found.end("before"), found.end())
    return InterpreterLine(span, Span(0, span.start), _interpreter(line.split()), line.endswith("\r"))


def _interpreter(words: list[str]) -> str:
    """Return the name of the program; after ``env`` it is the first word that is neither option nor assignment."""
    names = [program_name(word, "/") for word in words]
    if names[:1] != [_SEARCHER]:
        return names[0] if names else ""
    rest = (name for name in names[1:] if not name.startswith("-") and "=" not in name)
    return next(rest, "")
