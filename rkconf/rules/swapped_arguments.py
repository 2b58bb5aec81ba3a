"""The launch command and the arguments to MLOpen are in each other's place.

The launch command is a command for a shell, and *Arguments to MLOpen* are flags of the link. If
they are swapped, no kernel starts.

Bad:

    -LinkMode Listen -LinkProtocol TCPIP      (launch command)

Good:

    -LinkMode Listen -LinkProtocol TCPIP      (Arguments to MLOpen)

Fix safety:

This fix is safe: it exchanges the two texts and changes nothing in them. If only one of them is in
the wrong place, or they were given on the command line, there is no fix.
"""

from collections.abc import Iterator

from rkconf import link
from rkconf.command import Launch, Target
from rkconf.command.invocation import START_FLAGS
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.programs import is_command
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt

_COMMAND = (
    "ssh host /opt/math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
)
_MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"


@rule("RK114", Severity.ERROR, Subject.LAUNCH, fix=Applicability.SAFE)
def check(launch: Launch, _: Target) -> Iterator[Finding]:
    """Find a launch command that consists of flags, and arguments to MLOpen that are a command."""
    if launch.is_parallel or launch.is_script:
        return
    command, mlopen = launch.command, launch.mlopen
    if command and mlopen and _is_flags(command) and _is_command(mlopen):
        fix = safe(
            "exchange them", launch.replace(command.span, mlopen.text), launch.replace(mlopen.span, command.text)
        )
        message = "the launch command and the arguments to MLOpen are swapped"
        yield Finding(command.span, message, "exchange them", fix)
    elif command and _is_flags(command):
        supposed = (launch.replace(command.span, _COMMAND),)
        message = "these are arguments to MLOpen, not a launch command: no program starts"
        yield Finding(command.span, message, "write them as the arguments to MLOpen", supposed=supposed)
    elif mlopen and _is_command(mlopen):
        supposed = (launch.replace(mlopen.span, _MLOPEN),)
        message = "this is a launch command, and the arguments to MLOpen are flags of the link"
        yield Finding(mlopen.span, message, "write it as the launch command", supposed=supposed)


def _is_flags(text: Excerpt) -> bool:
    """Return whether a text begins with a flag of the link, as no command does."""
    # Most commands begin with a program: the text need not be split.
    if not any("-" in word for word in text.text.split(maxsplit=1)[:1]):
        return False
    words = link.read(link.split(text))
    return bool(words.flags) and words.flags[0].argument is words.arguments[0]


def _is_command(text: Excerpt) -> bool:
    """Return whether a text begins with a program and passes it words."""
    words = link.split(text)
    is_started = any(word.text.lower() in START_FLAGS for word in words)
    return bool(words) and not words[0].text.startswith("-") and (is_started or is_command(text.text))
