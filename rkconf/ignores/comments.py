"""Comments that speak to rkconf: ``(* rkconf: ignore[RK305, link-mode] reason *)``, in TOML the same after ``#``."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from re import DOTALL
from re import compile as regex

from rkconf.diagnostics import Problem
from rkconf.inputs import Input
from rkconf.rule import Rule
from rkconf.rules import find, nearest
from rkconf.source import Source, Span

LINE, FILE = "ignore", "ignore-file"

_COMMENT = regex(r"(?:\(\*|#)\s*rkconf:\s*(?P<word>[\w-]*)\s*(?:\[(?P<names>[^\]]*)\])?(?P<reason>.*)", DOTALL)
_NAME = regex(r"[^\s,]+")
UNKNOWN = "unknown-rule"


@dataclass(frozen=True, slots=True)
class Name:
    """One rule that a comment names, by code or name; ``rule`` is None where there is no such rule."""

    text: str
    span: Span
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment that says which findings nobody wants to hear of; ``whole_file`` is said of ``ignore-file``."""

    span: Span
    names: tuple[Name, ...]
    reason: str
    whole_file: bool

    def problems(self) -> Iterator[Problem]:
        """Yield the names that mean no rule."""
        for name in self.names:
            if name.rule is None:
                rule = nearest(name.text)
                advice = f"did you mean {rule.name} ({rule.code})?" if rule else "`rkconf rules` lists them"
                yield Problem(UNKNOWN, name.span, f"no rule {name.text!r}: this hides nothing", advice)


def read(checked: Input) -> tuple[Ignore | Problem, ...]:
    """Return the ignore comments of a file in their order; a problem stands for one that cannot be understood."""
    source = checked.document.source
    found = (_read(source, span) for span in comments(checked))
    return tuple(each for each in found if each)


def comments(checked: Input) -> Iterator[Span]:
    """Return the comments of a file; bare text has none."""
    return checked.comments()


def _read(source: Source, span: Span) -> Ignore | Problem | None:
    said = _COMMENT.match(source.text, span.start, span.end)
    if not said:
        return None
    if said["word"] not in {LINE, FILE}:
        return _misspelt(said["word"], span, has_list=said["names"] is not None)
    names = tuple(_names(source, said.start("names"), said.end("names"))) if said["names"] else ()
    if not names:
        # A blanket comment would also hide what nobody has seen yet.
        return Problem(UNKNOWN, span, "this names no rule, so it hides nothing", f"write {said['word']}[RULE] reason")
    reason = source.decode(Span(said.start("reason"), span.end)).removesuffix("*)").strip()
    return Ignore(span, names, reason, said["word"] == FILE)


def _names(source: Source, start: int, end: int) -> Iterator[Name]:
    for name in _NAME.finditer(source.text, start, end):
        span = Span(*name.span())
        text = source.decode(span)
        yield Name(text, span, find(text))


def _misspelt(word: str, span: Span, *, has_list: bool) -> Problem | None:
    """Tell a slip from a sentence that only begins with ``rkconf:``."""
    near = get_close_matches(word, (LINE, FILE), n=1)
    if not near and not has_list:
        return None
    advice = f"did you mean {near[0] if near else LINE}?"
    return Problem(UNKNOWN, span, f"rkconf knows no comment {word!r}: this hides nothing", advice)
