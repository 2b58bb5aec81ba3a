"""Steps as they are printed: paragraphs, and lines to copy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import fill
from typing import TypeAlias

from rkconf.setup.remote import Remote

_WIDTH = 100
_INDENT = " " * 7
_ONE = ("command", "calls", "itself")
_SEVERAL = ("commands", "call", "themselves")


@dataclass(frozen=True, slots=True)
class Lines:
    """What is typed or copied as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """Things to note, one by one."""

    texts: tuple[str, ...]


Part: TypeAlias = str | Lines | Items
"""A paragraph, lines to copy, or a list."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; without parts there is nothing to do."""

    title: str
    parts: tuple[Part, ...]

    def text(self, number: int) -> str:
        """Return the step as it is printed."""
        return "\n\n".join([f"{number}. {self.title}", *map(_laid_out, self.parts)])


def _laid_out(part: Part) -> str:
    if isinstance(part, Lines):
        return "\n".join(f"{_INDENT}{line}".rstrip() for line in part.text.splitlines())
    if isinstance(part, Items):
        return "\n".join(paragraph(text, f"{_INDENT}- ") for text in part.texts)
    return paragraph(part, " " * 3)


def paragraph(text: str, margin: str = "") -> str:
    """Return a paragraph in lines of the usual width; what stands in the margin is not repeated."""
    return fill(
        text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=" " * len(margin),
        break_long_words=False,
        break_on_hyphens=False,
    )


def enumerated(words: Iterable[str]) -> str:
    """Return the words as a person lists them."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def starters(remotes: Iterable[Remote]) -> tuple[str, ...]:
    """Return the machines on which these kernels are started: what lets ssh in must be there."""
    return tuple(dict.fromkeys(remote.starter for remote in remotes))


def on_each(lines: Iterable[tuple[Remote, str]], everybody: Iterable[Remote]) -> Iterator[Part]:
    """Yield lines to type, each once; where kernels are started on several machines, under the name of each."""
    typed = tuple(lines)
    for starter in starters(remote for remote, _ in typed):
        if len(starters(everybody)) > 1:
            yield f"On {starter}:"
        yield from map(Lines, dict.fromkeys(line for remote, line in typed if remote.starter == starter))


def proxies(remotes: Iterable[Remote], need: str) -> Iterator[Part]:
    """Yield what is needed of the proxy commands, of which nothing else is known; nothing where there are none."""
    names = tuple(dict.fromkeys(remote.name for remote in remotes if remote.proxy))
    if names:
        command, call, itself = _ONE if len(names) == 1 else _SEVERAL
        yield f"Which machines the proxy {command} of {enumerated(names)} {call}, nobody knows but {itself}: {need}"
