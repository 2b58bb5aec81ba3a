"""Read what launches parallel kernels: ``RemoteMachine[...]``, ``LaunchSlave[...]``, ``$RemoteCommand = ...``."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from rkconf.diagnostics import Problem
from rkconf.entries.document import ParallelCall
from rkconf.source import Source, Span
from rkconf.syntax.tree import Assignment, Call, Node, Number, Pair, Product, String, Symbol, is_missing, walk
from rkconf.syntax.tree import literal_text as text_of

HEADS = ("RemoteMachine", "LaunchSlave")
_WORD = re.compile(r"[\w$`]+")


def read_calls(source: Source, root: Node) -> Iterator[ParallelCall]:
    """Yield all calls in an expression, in the order of the text."""
    for node in walk(root):
        match node:
            case Call(head=Symbol() as head) if node.calls(*HEADS):
                arguments = tuple(argument for argument in node.arguments if not isinstance(argument, Pair))
                options = tuple(argument for argument in node.arguments if isinstance(argument, Pair))
                yield ParallelCall(source, head.short, head.span, node.span, arguments, options)
            case Assignment(target=Symbol(short="$RemoteCommand") as target, value=value):
                yield ParallelCall(source, target.short, target.span, node.span, (value,))
            case _:
                pass


def problems(source: Source, calls: Sequence[ParallelCall]) -> Iterator[Problem]:
    """Yield what is wrong with calls, or cannot be known from the text alone."""
    variables = _variables(source, calls)
    for call in calls:
        for argument in call.arguments:
            yield from _broken(argument)
        yield from _host_problems(call, variables)
        yield from _command_problems(call)


def _broken(argument: Node) -> Iterator[Problem]:
    if is_missing(argument):
        yield Problem("syntax-error", argument.span, "an argument is missing here")
    elif isinstance(argument, Product) and any(isinstance(factor, String) for factor in argument.factors):
        end = argument.factors[0].span.end
        message = "a comma is missing here: a string cannot be multiplied"
        yield Problem("syntax-error", Span(end, end), message, "write a comma")


def _host_problems(call: ParallelCall, variables: Container[str]) -> Iterator[Problem]:
    host = call.host_node
    if not host or text_of(host) is not None or any(_broken(host)):
        return
    if isinstance(host, Number) or (isinstance(host, Symbol) and host.name not in variables):
        message = f'the host is no string: {call.head} needs the name of a machine, as in "host.example.org"'
        yield Problem("wrong-type", host.span, message)
    else:
        yield Problem("not-understood", host.span, "the host is computed; rkconf does not follow it")


def _command_problems(call: ParallelCall) -> Iterator[Problem]:
    node = call.command_node
    if not node or text_of(node) is not None or any(_broken(node)):
        return
    if isinstance(node, Symbol) and node.short == "$RemoteCommand":  # judged where it is set
        return
    message = "the launch command is computed; rkconf reads only strings and strings joined by <>"
    yield Problem("not-understood", node.span, message)


def _variables(source: Source, calls: Iterable[ParallelCall]) -> frozenset[str]:
    """Return the hosts that are variables: symbols that occur elsewhere in the file than as a host."""
    hosts = Counter(call.host_node.name for call in calls if isinstance(call.host_node, Symbol))
    if not hosts:
        return frozenset()
    occurrences = Counter(word[0] for word in _WORD.finditer(source.text) if word[0] in hosts)
    return frozenset(name for name in hosts if occurrences[name] > hosts[name])
