"""Read entries that are set through `CurrentValue`.

Forms: ``CurrentValue[$FrontEnd, EvaluatorNames] = {...}`` sets the list, ``{EvaluatorNames, "name"}`` an entry and
``{EvaluatorNames, "name", "key"}`` an option; `AppendTo` and `PrependTo` add an entry. Source: the documentation of
`CurrentValue`, and files of other tools.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from rkconf.diagnostics import Problem
from rkconf.entries.document import EvaluatorNames, LocatedEntry, NamesForm
from rkconf.entries.kernels import Found, names_of, read_addition, read_entry, read_names, read_option
from rkconf.entries.misspelt_option import OPTION, misspelt
from rkconf.entries.static_values import StaticValues
from rkconf.record import replace
from rkconf.source import Span
from rkconf.syntax.tree import Assignment, FunctionCall, List, Node, String, Symbol, walk

_SETTERS = ("Set", "SetDelayed")
_ADDERS = ("AppendTo", "PrependTo")
# An entry is removed by its assignment to these.
_REMOVING = frozenset({"Inherited", "None"})

Read: TypeAlias = EvaluatorNames | Problem


def read(values: StaticValues, root: Node, *, broken: bool) -> Iterator[Read]:
    """Yield what an expression sets through `CurrentValue`; ``broken``: the file has unmatched brackets.

    An expression that only reads the value yields nothing.
    """
    for node in walk(root):
        match node:
            case Assignment(target=FunctionCall() as target, value=value):
                yield from _set(values, target, value, broken=broken)
            case FunctionCall(arguments=[FunctionCall() as target, value]) if node.calls(*_SETTERS):
                yield from _set(values, target, value, broken=broken)
            case FunctionCall(arguments=[FunctionCall() as target, value]) if node.calls(*_ADDERS):
                if _path(target) == ():
                    yield from _additions(target, target.span.to(value.span), value, read_addition(values, value))
            case _:
                pass


def _set(values: StaticValues, target: FunctionCall, value: Node, *, broken: bool) -> Iterator[Read]:
    path = _path(target)
    if path is None:
        yield from _misspelt(target)
    elif not isinstance(value, Symbol) or value.short not in _REMOVING:
        yield from _set_at(path, values, target, value, broken=broken)


def _set_at(
    path: Sequence[Node], values: StaticValues, target: FunctionCall, value: Node, *, broken: bool
) -> Iterator[Read]:
    span = target.span.to(value.span)
    match path:
        case []:
            names, problems = read_names(values, span, value, broken=broken)
            yield from problems
            yield replace(names, place=place(target))
        case [String() as name]:
            yield from _additions(target, span, value, read_entry(values, name, value))
        case [String() as name, key]:
            yield from _additions(target, span, value, read_option(values, name, key, value))
        case [name, *_]:
            message = "this entry or option of EvaluatorNames is computed; rkconf does not evaluate it"
            yield Problem("not-understood", name.span, message)


def _additions(target: FunctionCall, span: Span, value: Node, found: Iterable[Found]) -> Iterator[Read]:
    entries: list[LocatedEntry] = []
    for each in found:
        if isinstance(each, Problem):
            yield each
        else:
            entries.append(each)
    yield EvaluatorNames(span, value, NamesForm.ADDITION, tuple(entries), names_of(entries), place(target))


def is_of_list(call: FunctionCall) -> bool:
    """Return whether a call is `CurrentValue` of the whole list."""
    return _path(call) == ()


def _misspelt(target: FunctionCall) -> Iterator[Problem]:
    """Yield a problem for an option whose name resembles that of `EvaluatorNames`."""
    last = target.arguments[-1] if target.calls("CurrentValue") and target.arguments else None
    first = last.items[0] if isinstance(last, List) and last.items else last
    text = first.value if isinstance(first, String) else None
    name = text.text if text else first.short if isinstance(first, Symbol) else ""
    if first and (problem := misspelt(name, text.span if text else first.span)):
        yield problem


def _path(call: FunctionCall) -> Sequence[Node] | None:
    """Return what follows `EvaluatorNames` in the last argument; None for the value of another option."""
    if not call.calls("CurrentValue") or not call.arguments:
        return None
    last = call.arguments[-1]
    first, *path = last.items if isinstance(last, List) and last.items else (last,)
    match first:
        case Symbol(short=name) if name == OPTION:
            return tuple(path)
        case String(value=value) if value.text == OPTION:
            return tuple(path)
        case _:
            return None


def place(call: FunctionCall) -> Span | None:
    """Return the object that a call of `CurrentValue` is about, such as ``$FrontEnd``; None if it is not written."""
    return call.arguments[0].span if len(call.arguments) > 1 else None
