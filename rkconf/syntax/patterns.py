"""Recognise patterns, which match expressions in definitions and rules, and are not evaluated."""

from rkconf.deferred import pattern
from rkconf.source import Source
from rkconf.syntax.tree import List, Node, Opaque, Symbol

# A head begins with an uppercase letter: `my_host` is a host that somebody left without quotes.
_BLANK = pattern(r"(?:[^\W_]|[$`])*_{1,3}(?:[A-Z$][\w$`]*|\.)?")
_NAMING = ":"


def is_pattern(source: Source, node: Node) -> bool:
    """Return whether an expression is a pattern, such as ``host_``, ``host_ /; f[host]`` or ``host : _String``."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case List(items=[first, *_]) | Opaque(parts=(first,)):
                waiting.append(first)
            case Opaque(parts=(Symbol() as name, second, *_)) if _is_named(source, name, second):
                waiting.append(second)
            case Opaque(parts=(first, _, *_)):
                waiting.append(first)
            case Opaque(span=span) if _BLANK.fullmatch(source[span]):
                return True
    return False


def _is_named(source: Source, name: Symbol, named: Node) -> bool:
    """Return whether the text between a name and an expression is the colon that names a pattern."""
    gap = source.text[name.span.end : named.span.start]
    return gap.strip("( \t\r\n") == _NAMING
