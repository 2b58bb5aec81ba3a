"""The values of names that a file sets once.

A name has a value here only if the file sets it at one place, at its top level or in the body of a `Module` there, and
nothing else changes it: no function, pattern, iterator or condition. Any other name remains computed.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.limits import LARGEST_FILE_WITH_NAMES, MOST_NAMES
from rkconf.record import record
from rkconf.source import Source, Span
from rkconf.syntax import Statements
from rkconf.syntax.tree import Assignment, FunctionCall, List, Node, Opaque, Symbol, children, walk

CONSTANTS = frozenset({"True", "False", "None", "Null", "Automatic", "All"})
"""Symbols that evaluate to themselves; no file can set them, since they are protected."""
_SCOPES = frozenset({"Module", "Block", "With", "DynamicModule"})
"""Functions whose first argument declares names."""
_TRANSPARENT = _SCOPES | {"Quiet", "Check", "CheckAbort"}
"""Functions that evaluate each argument that matters here once."""
_WRITERS = frozenset(
    {
        "Set", "SetDelayed", "Unset", "Clear", "ClearAll", "Remove", "AppendTo", "PrependTo", "AddTo", "SubtractFrom",
        "TimesBy", "DivideBy", "ApplyTo", "Increment", "Decrement", "PreIncrement", "PreDecrement", "TagSet",
        "TagSetDelayed", "UpSet", "UpSetDelayed", "Function", "Get", "Read",
    }
)  # fmt: skip
"""Functions that change or bind a name in their first argument."""
_WRITTEN_AFTER = deferred.pattern(r"\s*(?:\+\+|--|[-+*/^]=(?!=)|//=|=\.|\^:=|/:)")
_WRITTEN_BEFORE = pattern(r"(?:\+\+|--)\s*\Z")
_SEQUENCE = pattern(r"(?:[\s;()]|\(\*.*?\*\))*", re.DOTALL)
_LONGEST_OPERATOR = 20
_SETS = "="
"""The character that every assignment has."""


@record
class Definition:
    """The value of a name that a file sets once."""

    value: Node
    span: Span
    """The assignment."""
    scope: Span
    """The part of the file in which the name has this value."""
    uses: int
    """The number of places that use the name."""


@record
class _Mention:
    node: Node
    around: tuple[Node, ...]
    """The expressions around it, the outermost first."""

    @property
    def parent(self) -> Node | None:
        """The expression directly around it."""
        return self.around[-1] if self.around else None


class Definitions:
    """The definitions of one file; they are searched when a name is first asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._found: dict[str, Definition | None] = {}
        self._statements = Statements(source)
        self._defined: dict[str, bool] = {}

    def of(self, name: str, place: Span) -> Definition | None:
        """Return the definition of a name for its use at ``place``; None if its value is not certain."""
        found = None if name in CONSTANTS else self._known(name)
        if not found or found.span.end > place.start or not found.scope.covers(place):
            return None
        return found

    def defines(self, function: str) -> bool:
        """Return whether the file defines a function: it sets a call of it, or its name."""
        if function not in self._defined:
            self._defined[function] = self._defines(function)
        return self._defined[function]

    def _defines(self, function: str) -> bool:
        nodes = (node for tree in self._mentioning(function, _SETS) for node in walk(tree))
        targets = (node.target for node in nodes if isinstance(node, Assignment))
        return any(
            target.short == function if isinstance(target, Symbol) else sets_call(target, function)
            for target in targets
        )

    def _known(self, name: str) -> Definition | None:
        if name not in self._found:
            readable = len(self.source.data) <= LARGEST_FILE_WITH_NAMES and len(self._found) < MOST_NAMES
            self._found[name] = self._find(name) if readable else None
        return self._found[name]

    def _find(self, name: str) -> Definition | None:
        occurrences = [each for tree in self._mentioning(name) for each in _mentions(tree, name)]
        set_here = [each for each in occurrences if _is_set(each)]
        others = [each for each in occurrences if each not in set_here and not _is_declared(each)]
        if len(set_here) != 1 or any(_is_changed(each, name, self.source) for each in others):
            return None
        assignment = set_here[0].parent
        scope = self._scope(set_here[0], name)
        if not isinstance(assignment, Assignment) or not scope:
            return None
        declarations = (each.around[-2].span for each in occurrences if _is_declared(each))
        is_hidden = any(declaration != scope for declaration in declarations)
        if is_hidden or not all(scope.covers(each.node.span) for each in occurrences):
            return None
        return Definition(assignment.value, assignment.span, scope, len(others))

    def _mentioning(self, name: str, other: str = "") -> Iterator[Node]:
        """Yield the top-level expressions that contain a name and another text, each once."""
        pattern = re.compile(rf"(?<![\w$`]){re.escape(name)}(?![\w$`])")
        numbers = (self._statements.at(found.start()) for found in pattern.finditer(self.source.text))
        for number, _ in groupby(numbers):
            if number is not None and self._statements.mentions(number, other):
                yield self._statements.tree(number)

    def _scope(self, occurrence: _Mention, name: str) -> Span | None:
        """Return where the assignment counts; None if it is in a function, a condition or another place."""
        inner: Node = occurrence.around[-1]
        scope: Span | None = None
        for outer in reversed(occurrence.around[:-1]):
            if isinstance(outer, Assignment) and isinstance(outer.target, Symbol) and outer.value is inner:
                pass
            elif isinstance(outer, FunctionCall) and isinstance(outer.head, Symbol) and outer.calls(*_TRANSPARENT):
                declares = outer.calls(*_SCOPES) and _declares(outer, name)
                scope = scope or (outer.span if declares else None)
            elif not self._is_sequence(outer) and not _is_declaration_list(outer, occurrence):
                return None
            inner = outer
        return scope or self.source.whole

    def _is_sequence(self, node: Node) -> bool:
        """Return whether an expression is ``a; b``, in parentheses or not."""
        if not isinstance(node, Opaque):
            return False
        gaps = zip(node.parts, node.parts[1:], strict=False)
        return all(_SEQUENCE.fullmatch(self.source[Span(left.span.end, right.span.start)]) for left, right in gaps)


def sets_call(target: Node, function: str) -> bool:
    """Return whether the target of an assignment is a call of a function, perhaps with a condition."""
    while isinstance(target, Opaque) and target.parts:
        target = target.parts[0]
    return isinstance(target, FunctionCall) and target.calls(function)


def _mentions(root: Node, name: str) -> Iterator[_Mention]:
    waiting = [_Mention(root, ())]
    while waiting:
        current = waiting.pop()
        match current.node:
            case Symbol(name=written) if written == name or written.endswith(f"`{name}"):
                yield current
            case Opaque(parts=()):
                yield current
            case node:
                around = (*current.around, node)
                waiting += [_Mention(inner, around) for inner in reversed(children(node))]


def _is_set(each: _Mention) -> bool:
    return isinstance(each.parent, Assignment) and each.parent.target is each.node and isinstance(each.node, Symbol)


def _is_declared(each: _Mention) -> bool:
    """Return whether this is the bare name in ``Module[{name}, ...]``, which has no value yet."""
    match each.around:
        case [*_, FunctionCall(arguments=[first, *_]) as call, List() as names]:
            return call.calls(*_SCOPES) and first is names and isinstance(each.node, Symbol)
        case _:
            return False


def _declares(call: FunctionCall, name: str) -> bool:
    first = call.arguments[0] if call.arguments else None
    names = first.items if isinstance(first, List) else ()
    targets = (item.target if isinstance(item, Assignment) else item for item in names)
    return any(isinstance(target, Symbol) and target.name == name for target in targets)


def _is_declaration_list(node: Node, occurrence: _Mention) -> bool:
    """Return whether this list declares the names of a `Module`."""
    at = next(index for index, outer in enumerate(occurrence.around) if outer is node)
    call = occurrence.around[at - 1] if at else None
    is_first = isinstance(call, FunctionCall) and bool(call.arguments) and call.arguments[0] is node
    return isinstance(node, List) and isinstance(call, FunctionCall) and is_first and call.calls(*_SCOPES)


def _is_changed(each: _Mention, name: str, source: Source) -> bool:
    """Return whether the name may get another value here."""
    node = each.node
    if isinstance(node, Opaque):
        return re.match(rf"{re.escape(name)}_", source[node.span]) is not None
    if isinstance(node, Symbol) and node.name != name:
        return True
    after = source.text[node.span.end : node.span.end + _LONGEST_OPERATOR]
    before = source.text[max(0, node.span.start - _LONGEST_OPERATOR) : node.span.start]
    has_operator = bool(_WRITTEN_AFTER.match(after) or _WRITTEN_BEFORE.search(before))
    return has_operator or _is_iterator(each) or _is_in_target(each)


def _is_in_target(each: _Mention) -> bool:
    """Return whether the name is a part of what an expression sets, or the head of a call."""
    pairs = zip((*each.around, each.node), (*each.around, each.node)[1:], strict=False)
    return any(
        outer.target is inner
        if isinstance(outer, Assignment)
        else isinstance(outer, FunctionCall) and (outer.head is inner or _binds(outer, inner))
        for outer, inner in pairs
    )


def _binds(call: FunctionCall, inner: Node) -> bool:
    return call.calls(*_WRITERS) and call.arguments[:1] == (inner,)


def _is_iterator(each: _Mention) -> bool:
    """Return whether the name is first in a list that is an argument after the first, as the iterator of a `Table`."""
    match each.around:
        case [*_, FunctionCall(arguments=[_, *others]), List(items=[first, _, *_]) as iterator]:
            return first is each.node and any(iterator is other for other in others)
        case _:
            return False
