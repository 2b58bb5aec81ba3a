"""The name of a TCPIP link is malformed, or contains ports that cannot be opened.

A link name has the form ``port@host,port@host``, or consists of the two ports alone. The ports are
two different numbers from 1024 to 65535, without a space between them: a space after the comma
splits the name into two words, and the second port is lost. Only the system administrator can open
a port below 1024.

Bad:

    -LinkName 53001, 53002 -LinkMode Listen -LinkProtocol TCPIP      (Arguments to MLOpen)

Good:

    -LinkName 53001,53002 -LinkMode Listen -LinkProtocol TCPIP

Exceptions:

A link name with one port is reported as an info: it works, but the second port is then chosen at
random, so no firewall rule can allow it. Placeholders, and names that a shell computes, are not
checked.

Fix safety:

This fix is safe: it only removes the space after the comma. Other faults have no fix.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe, source_span
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import Argument, LinkArguments
from rkconf.link.name import HIGHEST, PRIVILEGED
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import UNKNOWN
from rkconf.source import Span

_PORTS = 2
"""A link has two channels: data and urgent messages."""
_GAP = pattern(r"[\s\"'\\]*")


@rule("RK106", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Check the literal link names of both sides."""
    yield from _joined(journey)
    sides = (journey.launch.listening, journey.kernel.link if journey.kernel else None)
    for side in filter(None, sides):
        flag = side.flag("LinkName")
        if (
            flag
            and flag.value
            and _is_literal(journey, flag.value)
            and side.protocol in {None, target.version.network_protocols[0]}
        ):
            yield from _faults(journey, side, flag.value)


def _joined(journey: Journey) -> Iterator[Finding]:
    """Find text that is joined to the link placeholder without a space."""
    flag = journey.kernel.link.flag("LinkName") if journey.kernel else None
    filled = next((item.value for item in journey.filled.named(journey.launch.link_placeholder)), None)
    if not flag or not flag.value or not filled or filled not in flag.value.text:
        return
    before, _, after = flag.value.text.partition(filled)
    rest = f"{before}{after}".strip("'\"")
    # tunnel-port-mismatch checks a name that the shell computes from several pieces.
    if rest and UNKNOWN not in rest and journey.derives_from_link_name(flag.value.value):
        name = journey.launch.link_placeholder
        message = f"{rest} is joined to `{name}`: the kernel calls a link with another name"
        yield Finding(source_span(journey, flag.value.raw), message, f"write `{name}` alone")


def _is_literal(journey: Journey, value: Argument) -> bool:
    """Return whether the name is written out: it contains no placeholder, not even an unknown one."""
    return not journey.derives_from_link_name(value.value) and "`" not in value.text and UNKNOWN not in value.text


def _faults(journey: Journey, side: LinkArguments, value: Argument) -> Iterator[Finding]:
    where = source_span(journey, value.raw)
    if value.text.endswith(","):
        yield from _split_at_space(journey, side, value)
    elif side.name is None or len(side.name.ports) > _PORTS:
        message = f"{value.text} is not a valid name of a TCPIP link"
        yield Finding(where, message, "write port@host,port@host, or two ports with a comma and no space")
    else:
        yield from (Finding(where, message, "use two free ports above 1023") for message in _bad_ports(side.name.ports))
        if len(side.name.ports) == 1:
            message = "only one port: the second one is chosen at random, so no firewall rule can allow it"
            yield Finding(where, message, "write two ports with a comma between them", severity=Severity.INFO)


def _split_at_space(journey: Journey, side: LinkArguments, value: Argument) -> Iterator[Finding]:
    following = side.arguments[side.arguments.index(value) + 1 :]
    message = "the space after the comma ends the link name: the second port is lost"
    if not following or following[0] not in side.others:
        yield Finding(
            source_span(journey, value.raw),
            "the link name ends in a comma: its second port is missing",
            "write two ports",
        )
        return
    gap = Span(value.span.end, following[0].span.start)
    # The words may be in variables, and then other text is between them.
    is_gap = side is journey.launch.listening or _GAP.fullmatch(journey.launch.source_text(gap))
    fix = safe("remove the space", journey.launch.replace(gap, "")) if is_gap else None
    yield Finding(value.span.to(following[0].span), message, "write the ports with a comma and no space", fix)


def _bad_ports(ports: tuple[int, ...]) -> Iterator[str]:
    if len(set(ports)) < len(ports):
        yield f"both channels use port {ports[0]}: it cannot be opened twice"
    for port in dict.fromkeys(ports):
        if port < PRIVILEGED:
            yield f"port {port} is privileged: an ordinary user cannot open it"
        elif port > HIGHEST:
            yield f"port {port} does not exist: the highest is {HIGHEST}"
