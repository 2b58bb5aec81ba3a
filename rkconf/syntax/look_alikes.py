"""Characters in place of those of the Wolfram Language: of a web page, a word processor, or another language.

Outside of strings and comments curly quotes have no meaning, single quotes begin no string, an address needs quotes,
and parentheses call no function. rkconf reads the character that was meant, of the same number of bytes, so that all
places remain.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Fix, Problem
from rkconf.edits import Edit
from rkconf.record import record
from rkconf.source import Source, Span

_CURLY = "\xe2\x80[\x9c-\x9f]"
_FUNCTION = r"(?:LaunchKernels|RemoteEvaluate|KernelConfiguration|RemoteKernelObject|RemoteMachine|LaunchSlave)"
# No operand of the language begins with a single quote, and no kernel is a factor of a product.
_SINGLE = r"""[\[{(,=>]\s*(?P<single> '[^'\r\n]*')"""
# A longer address is not reported, nor one that a bracket in its password would cut: the report would show a part.
_BARE = (
    r"""[\[{(,]\s*(?P<bare> (?:ssh|wstp|lwg)://"""
    r"""(?![^\s@:]{0,300}:[^\s@\[\](){}"',;]{0,300}[\[\](){}"',;][^\s@]{0,300}@)"""
    r"""[^\s\[\](){}"',;]{0,300}(?![^\s\[\](){}"',;]))"""
)
_CALL = rf"""{_FUNCTION}\s*(?P<call> \()(?=\s*(?:["'{{]|{_CURLY}|{_FUNCTION}|\)))"""
# The list that follows is a factor of a product, unless a line ends between them.
_BRACE = rf"""{_FUNCTION}[ \t]*(?P<brace> \{{)(?=\s*(?:["'{{]|{_CURLY}|{_FUNCTION}))"""
# A definition of In is never evaluated, so the kernels of its body do not start.
_PROMPT = rf"(?<![^\r\n])[ \t]*(?P<prompt> In\[[0-9]+\]:=[ \t]*)(?=[^\r\n]*{_FUNCTION})"
_MARKS = rf"""
    (?P<string> "[^"\\]*(?:\\.[^"\\]*)*"?)
  | (?P<comment> \(\*)
  | (?P<quoted> {_CURLY}(?:(?!{_CURLY})[^\r\n\\]|\\(?:\r\n|.))*{_CURLY})
  | (?P<half> {_CURLY}[^"\r\n\xe2]*")
  | (?P<arrow> \xe2(?:\x86\x92|\x9f\xb6|\x80[\x90-\x95]>|\x88\x92>))
  | (?P<space> \xe2\x80[\x80-\x8b])
  | {_SINGLE}
  | {_BARE}
  | {_CALL}
  | {_BRACE}
  | {_PROMPT}
"""
_LOOK_ALIKE = deferred.pattern(_MARKS, re.VERBOSE | re.DOTALL)
_IN_CALL = deferred.pattern(rf"{_MARKS} | (?P<bracket> [(){{}}])", re.VERBOSE | re.DOTALL)
# Text without one of these has no plain character, and most files have none: this saves the pattern of all.
_SIGNS = ("'", "://", "In[")
_CALLED = deferred.pattern(rf"{_FUNCTION}\s*[({{]")
_PLAIN = deferred.pattern(rf"{_SINGLE}|{_BARE}|{_CALL}|{_BRACE}|{_PROMPT}", re.VERBOSE)
_COMMENT_MARK = pattern(r"\(\*|\*\)")
_LENGTH = len("\u201c".encode())
_CALLS = frozenset({"brace", "call"})
"""The kinds of brackets in place of those around the arguments of a function."""
_MEANT = {"arrow": "->", "space": " "}
_LAUNCH = "LaunchKernels"
_FIRST_BYTE = b"\xe2"
_CONSEQUENCES = {
    "bare": "is not in quotes; the Front End cannot read the file",
    "prompt": "is the label of a notebook: it defines this input, and no kernel starts",
    "single": "does not begin a string; the Front End cannot read the file",
    "brace": "does not begin the arguments of a function: this is a product, and no kernel starts",
    "call": "does not begin the arguments of a function: this is a product, and no kernel starts",
}
"""The consequences of a plain character, which has another meaning."""


@record
class LookAlike:
    """A character in place of another one: its place, and the text that was meant."""

    span: Span
    meant: str
    kind: str = ""
    """The kind of plain character; empty for one that the language does not have."""
    closes: bool = False
    """Whether it ends a string."""
    read_as: str = ""
    """The text of the same length that rkconf reads, if it differs from the one that was meant."""

    @property
    def is_before(self) -> bool:
        """Whether it is in front of the expression that it spoils."""
        return not self.meant


def look_alikes(source: Source) -> tuple[LookAlike, ...]:
    """Return the look-alikes of a file outside of strings and comments."""
    if _FIRST_BYTE not in source.data and not _has_plain(source.text):
        return ()
    return tuple(sorted(_found(source.text), key=lambda each: each.span))


def _has_plain(text: str) -> bool:
    """Return whether a text may have a plain character in place of another."""
    has_sign = any(sign in text for sign in _SIGNS) or _CALLED.search(text)
    return bool(has_sign and _PLAIN.search(text))


def meant(source: Source, found: tuple[LookAlike, ...]) -> Source:
    """Return the source with the characters that were meant, each filled with spaces to the length of the other."""
    if not found:
        return source
    data = bytearray(source.data)
    start = 0
    for each in found:
        start = start if each.closes else each.span.end
        for at in source.gaps(Span(start, each.span.start)) if each.closes else ():
            data[at] = 0
        text = (each.read_as or each.meant).encode()
        is_opening = each.meant == '"' and not each.closes
        filled = text.rjust(len(each.span)) if is_opening else text.ljust(len(each.span))
        data[each.span.start : each.span.end] = filled
    return Source(source.name, bytes(data))


def character_problems(source: Source, found: Sequence[LookAlike]) -> Iterator[Problem]:
    """Yield one problem for the look-alikes of each kind, with the fix that replaces all of them."""
    kinds = dict.fromkeys(each.kind for each in found)
    for kind in kinds:
        same = [each for each in found if each.kind == kind]
        first, *others = same
        edits = tuple(Edit.replace(each.span, each.meant) for each in same)
        fix = Fix(Applicability.SAFE, "write the plain characters" if first.meant else "remove the label", edits)
        help_text = f"write {first.meant.strip() or 'a space'}" if first.meant else "remove it"
        character = source.decode(first.span).strip() or "this space"
        message = f"{character} {_consequence(kind, len(others))}"
        yield Problem("look-alike", first.span, message, help_text, fix=fix)


def _consequence(kind: str, others: int) -> str:
    if kind:
        return _CONSEQUENCES[kind]
    more = {0: "", 1: ", nor is 1 more character"}.get(others, f", nor are {others} more characters")
    return f"is not Wolfram Language{more}; the Front End cannot read the file"


def _found(text: str) -> Iterator[LookAlike]:
    at = 0
    calls = _Calls()
    while mark := (_IN_CALL if calls.are_open else _LOOK_ALIKE).search(text, at):
        kind = str(mark.lastgroup)
        # A single quote may follow the bracket of a call.
        at = _comment_end(text, mark.start()) if kind == "comment" else mark.end() - (kind in _CALLS)
        if kind in _CALLS:
            calls.begin(at, kind, takes_list=mark[0].startswith(_LAUNCH))
        elif kind != "comment":
            yield from calls.follow(text[mark.start()], mark.start())
        yield from _in_mark(text, kind, Span(*mark.span(kind)))


class _Calls:
    """The parentheses and braces that are open inside of calls; each is read once, however deep the calls are."""

    def __init__(self) -> None:
        self._open: list[int] = []
        self._calls: dict[int, tuple[str, bool]] = {}

    @property
    def are_open(self) -> bool:
        """Whether the scan is inside of a call."""
        return bool(self._open)

    def begin(self, at: int, kind: str, *, takes_list: bool) -> None:
        """Note the bracket that begins a call; the scan meets it again, as the first character of a mark.

        ``LaunchKernels`` takes several kernels in a list, so a list in braces remains one.
        """
        self._calls[at] = kind, takes_list and kind == "brace"
        self._open.append(at)

    def follow(self, character: str, at: int) -> Iterator[LookAlike]:
        """Follow the first character of a mark; yield both brackets where it closes a call."""
        if character in "({" and self._open and self._open[-1] != at:
            self._open.append(at)
        if character in ")}" and self._open:
            opened = self._open.pop()
            if opened in self._calls:
                kind, is_list = self._calls[opened]
                yield LookAlike(Span(opened, opened + 1), "[{" if is_list else "[", kind, read_as="[")
                yield LookAlike(Span(at, at + 1), "}]" if is_list else "]", kind, read_as="]")


def _in_mark(text: str, kind: str, span: Span) -> Iterator[LookAlike]:
    if kind in {"quoted", "half"}:
        yield LookAlike(Span(span.start, span.start + _LENGTH), '"')
    if kind == "quoted":
        yield LookAlike(Span(span.end - _LENGTH, span.end), '"', closes=True)
    if kind in _MEANT:
        yield LookAlike(span, _MEANT[kind])
    if kind in _PLAIN_MARKS:
        yield from _PLAIN_MARKS[kind](text, span)


def _in_bare(text: str, span: Span) -> Iterator[LookAlike]:
    """Yield an address without quotes."""
    address = text[span.start : span.end]
    yield LookAlike(span, f'"{address}"', "bare", read_as=address)


def _in_prompt(text: str, span: Span) -> Iterator[LookAlike]:
    """Yield the label of an input, which is copied with it."""
    yield LookAlike(span, "", "prompt", read_as=" " * len(text[span.start : span.end]))


def _in_single(text: str, span: Span) -> Iterator[LookAlike]:
    """Yield both single quotes, and the double quotes between them, which need a backslash then."""
    for at in range(span.start, span.end):
        if at in {span.start, span.end - 1}:
            yield LookAlike(Span(at, at + 1), '"', "single", closes=at > span.start)
        elif text[at] == '"':
            yield LookAlike(Span(at, at + 1), '\\"', "single", read_as="'")


def _comment_end(text: str, start: int) -> int:
    depth = 0
    for mark in _COMMENT_MARK.finditer(text, start):
        depth += 1 if mark[0] == "(*" else -1
        if not depth:
            return mark.end()
    return len(text)


_PLAIN_MARKS: Mapping[str, Callable[[str, Span], Iterator[LookAlike]]] = {
    "bare": _in_bare,
    "single": _in_single,
    "prompt": _in_prompt,
}
