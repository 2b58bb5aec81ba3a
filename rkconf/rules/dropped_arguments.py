"""A script does not pass its arguments on to the kernel.

The launch command gives the flags of the link to the script. If the script passes only some of them
on, such as ``$1``, the kernel does not connect, and the Front End waits.

Bad:

    exec /usr/local/bin/math

Good:

    exec /usr/local/bin/math "$@"

Exceptions:

The rule is silent if the script itself gives the kernel a ``-LinkName``, or a program to run, such as
``-script run.m`` or ``< run.m``, without ``-mathlink``: it is a job of a cluster, and no Front End starts it.

Fix safety:

This fix is unsafe: the caller may give the script no arguments.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.invocation import is_start_flag
from rkconf.command.repair import add_argument, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import runs_program
from rkconf.rule import Finding, Subject, rule

_ALL = '"$@"'


@rule("RK320", Severity.ERROR, Subject.KERNEL, fix=Applicability.UNSAFE)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare the arguments of a script with those of its kernel."""
    if not journey.launch.is_script or _has_own_link(kernel, journey) or _has_own_program(kernel, journey):
        return
    # Another rule reports a carriage return.
    words = [word.text.removesuffix("\r") for word in kernel.arguments]
    given = [argument.text for argument in journey.launch.arguments(target.version)]
    rest = iter(words)
    if all(word.known for word in kernel.arguments) and " ".join(given) not in words and not _all_in(given, rest):
        message = "the kernel does not get all arguments of the script, so it does not connect"
        is_simple = not set(given) & set(words) and len(journey.hops) == 1
        fix = unsafe(f"add {_ALL}", add_argument(journey, kernel, _ALL)) if is_simple else None
        yield Finding(kernel.program.raw.span, message, f"write {_ALL} after the kernel", fix)


def _all_in(given: list[str], words: Iterator[str]) -> bool:
    """Return whether words contain the given ones in their order."""
    return all(each in words for each in given)


def _has_own_link(kernel: StartedKernel, journey: Journey) -> bool:
    """Return whether the script itself names the link."""
    return kernel.link.flag("LinkName") is not None and not journey.passes_link_name


def _has_own_program(kernel: StartedKernel, journey: Journey) -> bool:
    """Return whether the kernel runs a program, from its arguments or its input, and is not started for a link."""
    if any(map(is_start_flag, kernel.arguments)):
        return False
    execution = journey.hops[-1].execution if journey.hops else None
    redirected = execution.redirected if execution else ()
    reads_input = any(each.operator.text.lstrip("0123456789").startswith("<") for each in redirected)
    return reads_input or runs_program(word.text for word in kernel.arguments)
