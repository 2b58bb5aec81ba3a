"""What is written right around a call that describes parallel kernels."""

import re
from dataclasses import dataclass

from rkconf.entries import ParallelCall
from rkconf.source import Span

_MOST = 200
"""How far back is looked, in bytes."""
_TABLE = re.compile(r"Table\s*\[\s*\Z")
_TIMES = re.compile(r"\s*,\s*\{\s*(\d{1,9})\s*\}\s*\]")
_CLOSING = re.compile(r"\s*\]")


@dataclass(frozen=True, slots=True)
class Repetition:
    """``Table[call, {count}]``: its bytes and its number."""

    span: Span
    count: int


def repetition(call: ParallelCall) -> Repetition | None:
    """Return what evaluates a call several times over; None where nothing does."""
    found = _around(call, _TABLE, _TIMES)
    return Repetition(found[0], int(found[1][1])) if found else None


def argument_of(call: ParallelCall, function: str) -> Span | None:
    """Return the bytes of ``function[call]``; None where the call stands elsewhere."""
    found = _around(call, re.compile(rf"{re.escape(function)}\s*\[\s*\Z"), _CLOSING)
    return found[0] if found else None


def _around(call: ParallelCall, before: re.Pattern[str], after: re.Pattern[str]) -> tuple[Span, re.Match[str]] | None:
    text = call.source.text
    opening = before.search(text, max(0, call.span.start - _MOST), call.span.start)
    closing = after.match(text, call.span.end)
    return (Span(opening.start(), closing.end()), closing) if opening and closing else None
