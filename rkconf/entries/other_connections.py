"""Functions that log in with ssh or start a program there, and wolframscript where a link needs a kernel."""

from collections.abc import Iterator

from rkconf.command import scripts_as_kernels
from rkconf.command.passwords import ADVICE, MESSAGE, problems_of_login
from rkconf.command.repair import unsafe
from rkconf.descriptions.arguments import executions
from rkconf.descriptions.functions import kernel_functions
from rkconf.descriptions.problems import SECRETS
from rkconf.diagnostics import Problem
from rkconf.edits import Edit
from rkconf.entries import started_programs
from rkconf.entries.static_values import StaticValues
from rkconf.source import Excerpt
from rkconf.syntax.tree import Assignment, FunctionCall, Node, Pair, Symbol, literal_text, partial_text, walk

DEFAULT_LOGIN = "$SSHAuthentication"
"""The symbol with the login that functions use by default."""
LINK = "LinkLaunch"
"""The function that starts a kernel and opens a link to it."""
_DEEPEST = 4
"""The depth up to which a command inside a command is read."""


def problems(values: StaticValues, root: Node) -> Iterator[Problem]:
    """Yield the passwords in functions that log in, and what a function starts: a remote kernel, or wolframscript."""
    for node in walk(root):
        match node:
            case Assignment(target=Symbol(short=short), value=value) if short == DEFAULT_LOGIN:
                yield from _secrets(_in_pairs(values, value))
            case FunctionCall(head=Symbol(short=short)) if not values.defines(short):
                yield from _of_call(values, node, short)


def _of_call(values: StaticValues, call: FunctionCall, name: str) -> Iterator[Problem]:
    functions = kernel_functions()
    if name in functions.logging_in:
        yield from _secrets(_in_pairs(values, *call.arguments))
        for text in _texts(values, call)[:1]:
            yield from problems_of_login(text)
    if name in functions.taking_password:
        yield from _secrets(_positional(_texts(values, call)))
    if name == LINK and call.arguments and (command := partial_text(values.resolved(call.arguments[0]))):
        yield from _scripts(command)
    if name in functions.starting:
        yield from started_programs.problems(values, call, name)


def _texts(values: StaticValues, call: FunctionCall) -> list[Excerpt]:
    """Return the texts of a call from the first argument on, up to one that is not a text."""
    texts: list[Excerpt] = []
    for argument in call.arguments:
        text = None if isinstance(argument, Pair) else literal_text(values.resolved(argument))
        if text is None:
            break
        texts.append(text)
    return texts


def _positional(texts: list[Excerpt]) -> Iterator[Excerpt]:
    """Yield the password after host and user, or after ``user@host``."""
    before = 1 if texts and "@" in texts[0].text else 2
    yield from texts[before : before + 1]


def _in_pairs(values: StaticValues, *nodes: Node) -> Iterator[Excerpt]:
    """Yield the values of ``"Password" -> "..."`` in any part of an expression."""
    for node in (part for each in nodes for part in walk(values.followed(_value(each), shared=True))):
        if isinstance(node, Pair) and (key := literal_text(node.key)) and key.text in SECRETS:
            given = [values.resolved(part) for part in walk(node.value)]
            yield from (text for text in map(literal_text, given) if text)


def _value(argument: Node) -> Node:
    """Return the value of an option, and any other argument itself."""
    return argument.value if isinstance(argument, Pair) else argument


def _secrets(texts: Iterator[Excerpt]) -> Iterator[Problem]:
    for text in texts:
        if text:
            yield Problem("password-in-command", text.span, MESSAGE, ADVICE, secret=text.text)


def _scripts(command: Excerpt) -> Iterator[Problem]:
    """Yield wolframscript among the words of a command, and of a command that is one of them."""
    for name in _script_names(command, 0):
        fix = unsafe(f"write {scripts_as_kernels.KERNEL}", Edit.replace(name.span, scripts_as_kernels.KERNEL))
        yield Problem("wolframscript-as-kernel", name.span, scripts_as_kernels.MESSAGE, fix.description, fix=fix)


def _script_names(command: Excerpt, depth: int) -> Iterator[Excerpt]:
    for word in (word for execution in executions(command) for word in execution.words):
        if name := scripts_as_kernels.script_in(word):
            yield name
        elif depth < _DEEPEST and len(word.text.split()) > 1:
            yield from _script_names(word.value, depth + 1)
