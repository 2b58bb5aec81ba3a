"""A kernel description gives the kernel the flags of a link.

The configuration makes the link itself and passes its name to the kernel. ``-linkname`` and ``-linkmode`` in
``"KernelCommand"`` or in arguments contradict it, and slots such as `` `2` `` are filled in only in the
template of ``RemoteMachine``.

Bad:

    "KernelCommand" -> "wolfram -linkmode Connect -linkname `2`"

Good:

    "KernelCommand" -> "wolfram"

Exceptions:

``-wstp``, ``-mathlink``, ``-linkprotocol`` and ``-linkoptions`` alone are not reported: arguments replace
defaults that are not documented, and may need them.

Fix safety:

This fix is unsafe: it removes the flags with their values from a command, or from a list of arguments.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import commands, kernel_arguments
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.link.arguments import Argument, Flag, read
from rkconf.link.flags import flags
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Execution
from rkconf.shell.words import PartKind
from rkconf.source import Excerpt

_PROPERTIES = frozenset({"LinkProtocol", "LinkOptions"})
"""The flags that neither make a link nor name one."""


@rule("RK808", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.UNSAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find flags of a link among the words of the kernel."""
    if not kernel.is_ssh:
        return
    contradiction = "the configuration makes the link itself; this flag contradicts it"
    for _, execution in commands(kernel, target.version):
        for flag in _link_flags(tuple(word.argument for word in execution.words[1:])):
            fix = unsafe(f"remove {flag.argument.raw}", Edit(flag.span, b""))
            yield Finding(flag.span, contradiction, fix.description, fix)
        for slot in _slots(execution):
            message = f"{slot} is not filled in: only a template of RemoteMachine has slots"
            yield Finding(slot.span, message, "remove it")
    given = tuple(word for _, word in kernel_arguments(kernel, target.version))
    for flag in _link_flags(given):
        yield Finding(flag.argument.span, contradiction, "remove it with its value")


def _slots(execution: Execution) -> Iterator[Excerpt]:
    """Yield the slots: for a shell each is a substitution by a command with a number as its name."""
    for word in execution.words:
        for expansion in word.expansions:
            if expansion.kind is PartKind.SUBSTITUTION and expansion.raw.text.strip("`").isdecimal():
                yield expansion.raw


def _link_flags(words: tuple[Argument, ...]) -> Iterator[Flag]:
    """Yield the flags of a second link: all of them, if one makes it or names it."""
    given = [flag for flag in read(words).flags if flag.name in flags().link]
    yield from given if any(flag.name not in _PROPERTIES for flag in given) else ()
