"""Find logins without quotes, such as ``LaunchKernels[fred@node7]``, and the passwords in them.

The Wolfram Language reads no address there, so no other reader finds the login, or its password, which every report
would show.
"""

import re
from collections.abc import Iterator

from rkconf.command.passwords import problems_of_login
from rkconf.deferred import pattern
from rkconf.descriptions import FUNCTIONS
from rkconf.diagnostics import Problem
from rkconf.entries.static_values import StaticValues
from rkconf.source import Source
from rkconf.syntax.patterns import is_pattern
from rkconf.syntax.tree import Assignment, FunctionCall, List, Node, Opaque, Pair, Symbol, children, walk

# A host has no underscore, which is the pattern of a definition.
_LOGIN = pattern(r"(?:[A-Za-z]+://)?[\w.+-]*:[^\s@\"'\[\]{}]+@[A-Za-z0-9.:/?-]+")
# `First@hosts` applies a function of Mathematica, whose name begins with an uppercase letter.
_HOST = pattern(r"(?:(?P<user>[a-z]\w*)@)?[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*", re.ASCII)


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


def expressions(values: StaticValues, root: Node) -> Iterator[Problem]:
    """Yield a problem for each argument of a function for kernels that looks like a host, and is an expression.

    A function that the file defines may compute the host.
    """
    for node in walk(root):
        match node:
            case FunctionCall(head=Symbol(short=short), arguments=(first, *_)) if short in FUNCTIONS:
                for given in first.items if isinstance(first, List) else (first,):
                    yield from _expression(values, given)


def _expression(values: StaticValues, node: Node) -> Iterator[Problem]:
    text = values.source[node.span]
    found = _HOST.fullmatch(text) if isinstance(node, Opaque) and not is_pattern(values.source, node) else None
    if found and not (found["user"] and values.defines(found["user"])):
        message = f"{text} is not in quotes, so it is an expression and not the name of a host"
        yield Problem("not-understood", node.span, message, f'if it is a host, write "{text}"')
