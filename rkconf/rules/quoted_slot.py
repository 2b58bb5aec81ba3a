"""`` `4` `` is quoted for both shells: a flag and its value become one word.

The slot stands for two words, ``-linkprotocol TCPIP``. Quoted for both shells they arrive as one,
which the kernel does not know.

Bad:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect "'`4`'" -linkname `2` -subkernel -noinit &

Good:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit &
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe, source_span, with_escape
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK207", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for a value of several words that arrives as one."""
    for placeholder in journey.filled.placeholders if journey.launch.is_parallel and journey.kernel else ():
        words = journey.kernel.arguments if journey.kernel else ()
        whole = [word for word in words if word.text == placeholder.value and " " in word.text]
        if any(word.value.comes_from(placeholder.raw.span) for word in whole):
            where = with_escape(journey, whole[0].raw[:1]).to(source_span(journey, whole[0].raw))
            bare = placeholder.raw.text
            fix = safe(f"write {bare}", journey.launch.replace(where, bare))
            message = f"{bare} stands for a flag and its value, and the quotes make one word of them"
            yield Finding(where, message, f"write {bare} without quotes", fix)
