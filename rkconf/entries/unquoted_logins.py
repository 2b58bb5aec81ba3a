"""Find passwords in addresses without quotes, such as ``LaunchKernels[ssh://fred:...@node7]``.

The Wolfram Language reads no address there, so no other reader finds the password, which every report would show.
"""

from collections.abc import Iterator

from rkconf.command.passwords import problems_of_login
from rkconf.deferred import pattern
from rkconf.diagnostics import Problem
from rkconf.source import Source
from rkconf.syntax.tree import Assignment, FunctionCall, List, Node, Opaque, Pair, children

# A host has no underscore, which is the pattern of a definition.
_LOGIN = pattern(r"(?:[A-Za-z]+://)?[\w.+-]*:[^\s@\"'\[\]{}]+@[A-Za-z0-9.:/?-]+")


def problems(source: Source, root: Node) -> Iterator[Problem]:
    """Yield a problem for each password in an address that is an argument, a value or an item of a list."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        text = source.excerpt(node.span) if isinstance(node, Opaque) else None
        if text is not None and _LOGIN.fullmatch(text.text):
            yield from problems_of_login(text)
        elif isinstance(node, FunctionCall | List | Pair | Assignment | Opaque):
            waiting += reversed(children(node))
