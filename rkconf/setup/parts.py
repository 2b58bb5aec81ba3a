"""Steps as they are printed: paragraphs, and lines to copy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import fill
from typing import TypeAlias

from rkconf.setup.remote import Remote

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Lines:
    """What is typed or copied as it stands."""

    text: str


Part: TypeAlias = str | Lines
"""A paragraph, or lines to copy."""


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
        return "\n".join(f"       {line}".rstrip() for line in part.text.splitlines())
    return paragraph(part, " " * 3)


def paragraph(text: str, margin: str = "") -> str:
    """Return a paragraph in lines of the usual width."""
    return fill(
        text, _WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
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
