"""Read the calls for parallel kernels: ``RemoteMachine[...]``, ``LaunchSlave[...]``, ``$RemoteCommand = ...``."""

from collections.abc import Collection, Iterable, Iterator

from rkconf.command.passwords import problems_of_login
from rkconf.descriptions.applications import applications
from rkconf.diagnostics import Applicability, Fix, Problem
from rkconf.edits import Edit
from rkconf.entries.document import CallNesting, ParallelCall
from rkconf.entries.kernels import unknown_parts
from rkconf.entries.keys import CALLS
from rkconf.entries.static_values import StaticValues
from rkconf.source import Source, Span
from rkconf.syntax.tree import (
    Assignment,
    Derived,
    FunctionCall,
    List,
    Node,
    Number,
    Opaque,
    Pair,
    Product,
    String,
    Symbol,
    is_missing,
    partial_text,
    walk,
)
from rkconf.syntax.tree import literal_text as text_of

_BLANK = "_"


def read_calls(nesting: CallNesting, values: StaticValues, root: Node) -> Iterator[ParallelCall]:
    """Yield all calls in an expression in the order of the text."""
    for node in walk(root):
        match node:
            case FunctionCall(head=Symbol() as head) if node.calls(*CALLS) and not _is_pattern(node, nesting.source):
                positional = (argument for argument in node.arguments if not isinstance(argument, Pair))
                arguments = tuple(values.resolved(argument) for argument in positional)
                options = tuple(argument for argument in node.arguments if isinstance(argument, Pair))
                yield ParallelCall(nesting, head.short, head.span, node.span, arguments, options)
            case Assignment(target=Symbol(short="$RemoteCommand") as target, value=value):
                yield ParallelCall(nesting, target.short, target.span, node.span, (values.resolved(value),))
            case _:
                pass


def applied_by_operators(source: Source, root: Node) -> Iterator[Problem]:
    """Yield the functions for parallel kernels that an operator applies, such as ``RemoteMachine @@@ list``."""
    for node in walk(root):
        for name in (each.name for each in applications(source, node)):
            if name and name.short in CALLS:
                message = f"an operator applies {name.short} here; rkconf only reads {name.short}[host, command]"
                yield Problem("not-understood", name.span, message)


def own_forms(source: Source, root: Node) -> Iterator[tuple[str, str]]:
    """Yield the calls for which a file itself gives a definition, as the function and the symbol in second place.

    ``Launch[RemoteMachine[host_, SSHPlus, n_]] := ...`` defines what ``RemoteMachine[host, SSHPlus, 2]`` means.
    """
    for node in walk(root):
        if isinstance(node, FunctionCall) and node.calls(*CALLS) and _is_pattern(node, source):
            kind = node.arguments[1] if len(node.arguments) > 1 else None
            if isinstance(node.head, Symbol) and isinstance(kind, Symbol):
                yield node.head.short, kind.name


def has_own_form(call: ParallelCall, forms: Collection[tuple[str, str]]) -> bool:
    """Return whether a call has a form that its file defines."""
    kind = call.arguments[1] if len(call.arguments) > 1 else None
    return isinstance(kind, Symbol) and (call.head, kind.name) in forms


def _is_pattern(call: FunctionCall, source: Source) -> bool:
    """Return whether a call has a pattern such as ``host_``: it defines something, and describes no machine."""
    leaves = (each for argument in call.arguments for each in walk(argument) if isinstance(each, Opaque))
    return any(not leaf.parts and _BLANK in source[leaf.span] for leaf in leaves)


def problems(calls: Iterable[ParallelCall], values: StaticValues) -> Iterator[Problem]:
    """Yield the errors in calls, and the values that only a kernel can compute."""
    for call in calls:
        for argument in call.arguments:
            yield from _broken(argument)
        yield from _host_problems(call, values)
        yield from problems_of_login(call.host)
        yield from _command_problems(call)
        yield from _count_problems(call)


def _broken(argument: Node) -> Iterator[Problem]:
    if is_missing(argument):
        yield Problem("syntax-error", argument.span, "an argument is missing here")
    elif isinstance(argument, Product) and any(isinstance(factor, String) for factor in argument.factors):
        end = argument.factors[0].span.end
        message = "a comma is missing here; a string cannot be multiplied"
        yield Problem("syntax-error", Span(end, end), message, "insert a comma")


def _host_problems(call: ParallelCall, values: StaticValues) -> Iterator[Problem]:
    host = call.host_node
    if not host or text_of(host) is not None or any(_broken(host)):
        return
    if call.head == "RemoteMachine" and isinstance(host, Number | List):
        return  # reported by version
    if isinstance(host, Number) or (isinstance(host, Symbol) and not _has_value(host, values)):
        message = f'the host is not a string; {call.head} needs the name of a machine, such as "host.example.org"'
        yield Problem("wrong-type", host.span, message)
    else:
        yield Problem("not-understood", host.span, "the host is computed; rkconf does not evaluate it")


def _has_value(symbol: Symbol, values: StaticValues) -> bool:
    """Return whether the file gives a symbol a value, or Mathematica does, as for ``$MachineName``."""
    return symbol.short.startswith("$") or values.is_bound(symbol.name)


def _command_problems(call: ParallelCall) -> Iterator[Problem]:
    node = call.command_node
    if isinstance(node, Derived):
        yield from unknown_parts(node)
    if not node or partial_text(node) is not None or any(_broken(node)):
        return
    if isinstance(node, Symbol) and node.short == "$RemoteCommand":  # checked where it is set
        return
    what = "launch command or the number of kernels" if call.may_be_count else "launch command"
    message = f"the {what} is computed; rkconf only reads strings and strings joined by <>"
    yield Problem("not-understood", node.span, message)


def _count_problems(call: ParallelCall) -> Iterator[Problem]:
    node = None if call.is_assignment else next(iter(call.arguments[2:3]), None)
    text = text_of(node) if node else None
    if not node or text is None:
        return
    meant = text.text.strip()
    fix = Fix(Applicability.SAFE, f"write {meant}", (Edit.replace(node.span, meant),)) if meant.isdecimal() else None
    yield Problem("wrong-type", node.span, "the number of kernels must be a number", fix=fix)
