"""A kernel description takes ssh's standard input or output away from the link.

With the method ``Launch``, the default on macOS and Linux, the link runs over the standard input and
output of ssh. The options ``-n``, ``-f`` and ``-N``, a forced terminal (``-tt``), a redirection and ``&``
cut it, and the kernel never connects: an error if the description names that method. Source: the
documentation of KernelConfiguration and ssh(1), measured with OpenSSH and a stand-in for the kernel.

Bad:

    KernelConfiguration["ssh://node7", "SshArguments" -> {"-n"}]

Good:

    KernelConfiguration["ssh://node7"]

Exceptions:

The method ``Forward`` has its own connection; only ``-N`` is reported there. A redirection of the
standard error is harmless.

Fix safety:

This fix is safe: it removes words that the link cannot work with.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import commands, connection_of
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Execution
from rkconf.source import Excerpt, Span
from rkconf.ssh.connection import Connection
from rkconf.ssh.effects import Effect
from rkconf.syntax.tree import List

_STDERR = "2"
_ADVICE = "remove it"


@rule("RK807", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.SAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find words with which the standard streams of ssh are not the link's."""
    method = kernel.get("method", target.version)
    if not kernel.is_ssh:
        return
    if method and method.text is not None and method.text.text != "Launch":
        yield from _without_command(kernel, target)
        return
    severity = Severity.ERROR if method and method.text else None
    given = kernel.get("ssh_arguments", target.version)
    connection = connection_of(kernel, target.version)
    for word, reason in _words(connection) if connection else ():
        message = f"with {word} ssh {reason}; the link needs its standard input and output"
        yield Finding(word.span, message, _ADVICE, _fix(given.value, word) if given else None, severity)
    for _, execution in commands(kernel, target.version):
        yield from (Finding(place, message, _ADVICE, severity=severity) for place, message in _diverted(execution))


def _without_command(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Yield the options with which ssh starts nothing, whatever the method is."""
    given = kernel.get("ssh_arguments", target.version)
    connection = connection_of(kernel, target.version)
    for _, option in connection.options_that(Effect.NO_COMMAND) if connection else ():
        word = option.word.value
        message = f"with {word} ssh starts no command on the other machine, and so no kernel"
        yield Finding(word.span, message, _ADVICE, _fix(given.value, word) if given else None)


def _words(connection: Connection) -> Iterator[tuple[Excerpt, str]]:
    """Yield each word that takes a stream away, with what ssh does instead."""
    terminals = connection.given("t")
    yield from ((option.word.value, "reads nothing") for option in connection.given("n"))
    if len(terminals) > 1:
        yield terminals[-1].word.value, "puts a terminal between"
    taken = connection.options_that(Effect.NO_COMMAND, Effect.IN_BACKGROUND)
    yield from ((option.word.value, "does not keep its streams for the command") for _, option in taken)


def _diverted(execution: Execution) -> Iterator[tuple[Span, str]]:
    for each in execution.redirected:
        if not each.operator.text.startswith(_STDERR):
            yield each.operator.span, f"{each.operator} takes a stream from the link; the kernel never connects"
    if execution.background_mark:
        yield execution.background_mark.span, "& closes the standard input; the kernel never connects"


def _fix(value: object, word: Excerpt) -> Fix | None:
    """Return a fix that removes one string of a list together with its comma."""
    if not isinstance(value, List):
        return None
    at = next((at for at, item in enumerate(value.items) if item.span.covers(word.span)), None)
    if at is None:
        return None
    first, item = at == 0, value.items[at]
    if len(value.items) == 1:
        gone = item.span
    elif first:
        gone = Span(item.span.start, value.items[1].span.start)
    else:
        gone = Span(value.items[at - 1].span.end, item.span.end)
    return safe(f"remove {word}", Edit(gone, b""))
