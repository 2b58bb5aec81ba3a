"""Your own shell has replaced a placeholder before rkconf read the command.

In double quotes, the shell of a terminal runs the text between backticks as a command and inserts
its output. A command that is typed in double quotes after ``--launch`` therefore arrives without its
placeholders: the shell prints "linkname: command not found" and passes a gap.

Bad:

    rkconf lint --launch "ssh skye.local ./math.sh -mathlink -LinkName `linkname` -LinkHost `ipaddress`"

Good:

    rkconf lint --launch 'ssh skye.local ./math.sh -mathlink -LinkName `linkname` -LinkHost `ipaddress`'

Exceptions:

Only commands from the command line are checked, not those of files or standard input.

Fix safety:

This fix is unsafe: it inserts the placeholders that usually belong in the gaps.
"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity, enumeration
from rkconf.rule import Finding, Subject, rule


@rule("RK209", Severity.ERROR, Subject.LAUNCH, fix=Applicability.UNSAFE)
def check(launch: Launch, _: Target) -> Iterator[Finding]:
    """Find gaps where placeholders belong."""
    if launch.gaps:
        names = enumeration(dict.fromkeys(f"`{gap.name}`" for gap in launch.gaps))
        option = "--parallel" if launch.is_parallel else "--launch"
        message = f"your own shell may have replaced {names}: in double quotes, it runs text between backticks"
        advice = f"type the command in single quotes, or pass it with {option} - or {option} @FILE"
        fix = unsafe(f"write {names}", *(launch.replace(gap.place, f"`{gap.name}`") for gap in launch.gaps))
        first = next(gap for gap in launch.gaps if gap.name == launch.link_placeholder)
        yield Finding(first.word.span, message, advice, fix)
