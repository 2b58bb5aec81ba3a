"""`` `4` `` is quoted for both shells: a flag and its value become one word.

The slot is replaced with two words, ``-linkprotocol TCPIP``. Quoted for both shells, they arrive as
one word, which the kernel does not know.

Bad:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect "'`4`'" -linkname `2` -subkernel -noinit &

Good:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit &

Exceptions:

Quotes for one of the two shells are harmless: the other one still splits the words.

Fix safety:

This fix is safe: it only removes the quotes around the slot.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import safe, source_span, with_escape
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK207", Severity.ERROR, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find the value of a slot whose words arrive as one."""
    slots = {placeholder.raw.span: placeholder for placeholder in journey.filled.placeholders}
    for word in kernel.arguments if journey.launch.is_parallel else ():
        placeholder = slots.get(word.value.span)
        if placeholder and word.text == placeholder.value and " " in word.text:
            where = with_escape(journey, word.raw[:1]).to(source_span(journey, word.raw))
            bare = placeholder.raw.text
            fix = safe(f"write {bare}", journey.launch.replace(where, bare))
            message = f"{bare} is replaced with a flag and its value, but the quotes make them one word"
            yield Finding(where, message, f"write {bare} without quotes", fix)
