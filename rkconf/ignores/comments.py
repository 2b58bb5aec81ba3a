"""Ignore comments: ``(* rkconf: ignore[RK305, link-mode] reason *)``, in TOML the same after ``#``."""

import re
from collections.abc import Iterator

from rkconf.diagnostics import Problem
from rkconf.inputs import Input
from rkconf.record import record
from rkconf.rule import Rule
from rkconf.rules import find, nearest
from rkconf.source import Source, Span
from rkconf.spelling import closest

LINE, FILE = "ignore", "ignore-file"

_COMMENT = re.compile(r"(?:\(\*|#)\s*rkconf:\s*(?P<word>[\w-]*)\s*(?:\[(?P<names>[^\]]*)\])?(?P<reason>.*)", re.DOTALL)
_NAME = re.compile(r"[^\s,]+")
UNKNOWN = "unknown-rule"


@record
class Name:
    """The code or name of a rule in a comment; ``rule`` is None for an unknown rule."""

    text: str
    span: Span
    rule: Rule | None


@record
class Ignore:
    """A comment that suppresses findings; ``whole_file`` is true for ``ignore-file``."""

    span: Span
    names: tuple[Name, ...]
    reason: str
    whole_file: bool

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each unknown rule."""
        for name in self.names:
            if name.rule is None:
                rule = nearest(name.text)
                advice = f"did you mean {rule.name} ({rule.code})?" if rule else "`rkconf rules` lists them"
                yield Problem(UNKNOWN, name.span, f"unknown rule {name.text!r}; it suppresses nothing", advice)


def read(checked: Input) -> tuple[Ignore | Problem, ...]:
    """Return the ignore comments of a file in order; a problem for each one that cannot be read."""
    source = checked.document.source
    found = (_read(source, span) for span in comments(checked))
    return tuple(each for each in found if each)


def comments(checked: Input) -> Iterator[Span]:
    """Return the comments of a file; bare text has none."""
    return checked.comments()


def _read(source: Source, span: Span) -> Ignore | Problem | None:
    match = _COMMENT.match(source.text, span.start, span.end)
    if not match:
        return None
    if match["word"] not in {LINE, FILE}:
        return _misspelled(match["word"], span, has_list=match["names"] is not None)
    names = tuple(_names(source, match.start("names"), match.end("names"))) if match["names"] else ()
    if not names:
        # A comment for all rules would also suppress findings that are not known yet.
        return Problem(
            UNKNOWN, span, "this comment names no rule, so it suppresses nothing", f"write {match['word']}[RULE] reason"
        )
    reason = source.decode(Span(match.start("reason"), span.end)).removesuffix("*)").strip()
    return Ignore(span, names, reason, match["word"] == FILE)


def _names(source: Source, start: int, end: int) -> Iterator[Name]:
    for name in _NAME.finditer(source.text, start, end):
        span = Span(*name.span())
        text = source.decode(span)
        yield Name(text, span, find(text))


def _misspelled(word: str, span: Span, *, has_list: bool) -> Problem | None:
    """Return a problem for a misspelled comment; None for text that only begins with ``rkconf:``."""
    near = closest(word, (LINE, FILE))
    if not near and not has_list:
        return None
    advice = f"did you mean {near or LINE}?"
    return Problem(UNKNOWN, span, f"unknown comment {word!r}; it suppresses nothing", advice)
