"""The printed steps: paragraphs, lists, and lines to copy."""

from collections.abc import Collection, Iterable, Iterator
from textwrap import fill
from typing import TypeAlias

from rkconf.diagnostics import enumeration
from rkconf.provisioning.remote import Remote
from rkconf.record import record

_WIDTH = 100
_INDENT = " " * 7


@record
class CodeBlock:
    """Lines to type or to copy, printed verbatim."""

    text: str


@record
class BulletList:
    """A list with one text per item."""

    texts: tuple[str, ...]


Block: TypeAlias = str | CodeBlock | BulletList
"""A paragraph, lines to copy, or a list."""


@record
class SetupStep:
    """One thing to do; a step without blocks is omitted."""

    title: str
    blocks: tuple[Block, ...]

    def text(self, number: int | None = None) -> str:
        """Return the step as it is printed, with its number if it has one."""
        title = self.title if number is None else f"{number}. {self.title}"
        return "\n\n".join([title, *map(_laid_out, self.blocks)])


def _laid_out(block: Block) -> str:
    if isinstance(block, CodeBlock):
        return "\n".join(f"{_INDENT}{line}".rstrip() for line in block.text.splitlines())
    if isinstance(block, BulletList):
        return "\n".join(paragraph(text, f"{_INDENT}- ") for text in block.texts)
    return paragraph(block, " " * 3)


def paragraph(text: str, margin: str = "") -> str:
    """Return a paragraph in lines of the usual width; ``margin`` begins the first line and indents the others."""
    return fill(
        text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=" " * len(margin),
        break_long_words=False,
        break_on_hyphens=False,
    )


def starters(remotes: Iterable[Remote]) -> tuple[str, ...]:
    """Return the machines that start these kernels, and from which ssh logs in."""
    return tuple(dict.fromkeys(remote.starter for remote in remotes))


def on_each(lines: Iterable[tuple[Remote, str]], machines: Collection[str]) -> Iterator[Block]:
    """Yield lines to type, each once; if several ``machines`` start kernels, under the name of each machine."""
    typed = tuple(lines)
    for starter in starters(remote for remote, _ in typed):
        if len(machines) > 1:
            yield f"On {starter}:"
        yield from map(CodeBlock, dict.fromkeys(line for remote, line in typed if remote.starter == starter))


def proxies(remotes: Iterable[Remote], need: str) -> Iterator[Block]:
    """Yield what the unknown hosts of proxy commands need; nothing where there are no proxy commands."""
    names = tuple(dict.fromkeys(remote.name for remote in remotes if remote.login.proxy))
    if names:
        contacts = "proxy command of {} contacts" if len(names) == 1 else "proxy commands of {} contact"
        yield f"rkconf cannot determine which hosts the {contacts.format(enumeration(names))}: {need}"
