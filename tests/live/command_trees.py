"""A command in pieces, which can be simplified one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["list", "item", "command", "word"]
Layer = Callable[[str], str]


def unquoted(text: str) -> str:
    """Quote nothing."""
    return text


@dataclass(frozen=True)
class Tree:
    """A piece of a command: text and smaller pieces."""

    kind: Kind
    parts: tuple["str | Tree", ...]
    droppable: bool = False
    """The text around it remains a command when it is removed."""
    plain: str | None = None
    """The simplest text that can replace it."""
    layer: Layer = unquoted
    """How the whole is quoted for the shell around it."""

    @property
    def text(self) -> str:
        parts = self.parts
        if self.kind == "list" and parts and isinstance(first := parts[0], Tree) and first.kind == "item":
            parts = (*first.parts[1:], *parts[1:])  # no separator before the first command
        return self.layer("".join(part if isinstance(part, str) else part.text for part in parts))

    def simpler(self) -> Iterator["Tree"]:
        """Yield the same command with one piece removed or simplified, the biggest pieces first."""
        for index, part in enumerate(self.parts):
            if isinstance(part, Tree):
                yield from (self._with(index, each) for each in _replacements(part))
        for index, part in enumerate(self.parts):
            if isinstance(part, Tree):
                yield from (self._with(index, each) for each in part.simpler())

    def _with(self, index: int, part: "str | Tree") -> "Tree":
        kept = () if part == "" else (part,)
        return replace(self, parts=(*self.parts[:index], *kept, *self.parts[index + 1 :]))

    def nearest(self, kind: Kind) -> Iterator["Tree"]:
        """Yield the pieces of ``kind`` inside, not those inside one another."""
        for part in self.parts:
            if isinstance(part, Tree):
                yield from [part] if part.kind == kind else part.nearest(kind)


def _replacements(part: Tree) -> Iterator["str | Tree"]:
    if part.droppable:
        yield ""
    if part.kind != "word":
        yield from part.nearest(part.kind)
    if part.plain is not None and part.parts != (part.plain,):
        yield replace(part, parts=(part.plain,), layer=unquoted)


def shrink(tree: Tree, fails: Callable[[Tree], bool], patience: int = 400) -> Tree:
    """Return a simple command that still fails; ``fails`` is asked ``patience`` times at most."""
    asked = 0
    tried = {tree.text}
    candidates = tree.simpler()
    while asked < patience and (simpler := next(candidates, None)):
        if simpler.text in tried:
            continue
        tried.add(simpler.text)
        asked += 1
        if fails(simpler):
            tree, candidates = simpler, simpler.simpler()
    return tree
