"""The name of a TCPIP link is malformed, or names ports that cannot be opened.

It is ``port@host,port@host``, or the ports alone: two different ones from 1024 to 65535, no blank
between them. A blank after the comma makes two words of it. A port below 1024 can be opened by the
system administrator alone. One port is legal: the second is then chosen at random, and no firewall
can know it.

Bad:

    -LinkName 53001, 53002 -LinkMode Listen -LinkProtocol TCPIP      (Arguments to MLOpen)

Good:

    -LinkName 53001,53002 -LinkMode Listen -LinkProtocol TCPIP
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import Argument, LinkArguments
from rkconf.link.name import HIGHEST, PRIVILEGED
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import UNKNOWN
from rkconf.source import Span

_PORTS = 2
"""A link has two channels: data and urgent messages."""


@rule("RK106", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Read every literal link name of either side."""
    yield from _glued(journey)
    sides = (journey.launch.listening, journey.kernel.link if journey.kernel else None)
    for side in filter(None, sides):
        flag = side.flag("LinkName")
        if (
            flag
            and flag.value
            and _is_literal(journey, flag.value)
            and side.protocol in {None, *target.version.network_protocols}
        ):
            yield from _judge(journey, side, flag.value)


def _glued(journey: Journey) -> Iterator[Finding]:
    """Find what stands right before or behind the link name that somebody fills in."""
    flag = journey.kernel.link.flag("LinkName") if journey.kernel else None
    told = next((item.value for item in journey.filled.named(journey.launch.link_placeholder)), None)
    if not flag or not flag.value or not told or told not in flag.value.text:
        return
    before, _, behind = flag.value.text.partition(told)
    rest = f"{before}{behind}".strip("'\"")
    # What the shell computes out of several pieces is another rule's.
    if rest and UNKNOWN not in rest and journey.derives_from_link_name(flag.value.value):
        name = journey.launch.link_placeholder
        message = f"{rest} is glued to `{name}`: the kernel calls a link of another name"
        yield Finding(source_span(journey, flag.value.raw), message, f"write `{name}` alone")


def _is_literal(journey: Journey, value: Argument) -> bool:
    """Say whether the name stands there: it is no placeholder, and none that nobody fills in either."""
    return not journey.derives_from_link_name(value.value) and "`" not in value.text and UNKNOWN not in value.text


def _judge(journey: Journey, side: LinkArguments, value: Argument) -> Iterator[Finding]:
    where = source_span(journey, value.raw)
    if value.text.endswith(","):
        yield from _cut_at_blank(journey, side, value)
    elif side.name is None or len(side.name.ports) > _PORTS:
        message = f"{value.text} is no name of a TCPIP link"
        yield Finding(where, message, "write port@host,port@host, or two ports with a comma and no blank")
    else:
        yield from (
            Finding(where, message, "take two free ports above 1023") for message in _bad_ports(side.name.ports)
        )
        if len(side.name.ports) == 1:
            message = "one port alone: the link's second port is chosen at random and passes no firewall"
            yield Finding(where, message, "give two ports with a comma between them", severity=Severity.INFO)


def _cut_at_blank(journey: Journey, side: LinkArguments, value: Argument) -> Iterator[Finding]:
    following = side.arguments[side.arguments.index(value) + 1 :]
    message = "the blank behind the comma ends the link name: the second port is lost"
    if not following or following[0] not in side.others:
        yield Finding(
            source_span(journey, value.raw),
            "the link name ends in a comma: its second port is missing",
            "write two ports",
        )
        return
    gap = Span(value.span.end, following[0].span.start)
    fix = safe("close the gap", journey.launch.replace(gap, ""))
    yield Finding(value.span.to(following[0].span), message, "write the ports with a comma and no blank", fix)


def _bad_ports(ports: tuple[int, ...]) -> Iterator[str]:
    if len(set(ports)) < len(ports):
        yield f"both channels have the port {ports[0]}: it cannot be opened twice"
    for port in dict.fromkeys(ports):
        if port < PRIVILEGED:
            yield f"port {port} is privileged: an ordinary user cannot open it"
        elif port > HIGHEST:
            yield f"there is no port {port}: {HIGHEST} is the last"
