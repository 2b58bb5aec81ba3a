"""ssh cannot read a forward, or makes no tunnel of it.

It is ``address:port:host:port``, the address may be left away, ports are numbers from 1 to 65535 or
the names of services, and an IPv6 address stands in brackets; as a setting, a blank is between
where it listens and where it leads. ``-R`` with a port alone is a proxy for the other machine, which
carries no link.

Bad:

    ssh -R ::1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R [::1]:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from re import compile as regex

from rkconf.command import Connection, Journey, Option, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_BARE = regex(r"(?P<address>[0-9a-fA-F:]*::[0-9a-fA-F:]*?):(?P<rest>\d+:[^:]+:\d+)")
_QUOTES = frozenset({"'", '"'})


@rule("RK612", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what ssh gives back."""
    if journey.connection:
        yield from _refused(journey, journey.connection)
        yield from _nameless(journey.connection)
        yield from _proxies(journey, journey.connection)


def _refused(journey: Journey, connection: Connection) -> Iterator[Finding]:
    for option in connection.bad_forwards:
        advice = "write address:port host:port" if option.letter == "o" else "write address:port:host:port"
        yield Finding(option.span, f"ssh cannot read the forward {option.text}", advice, _brackets(journey, option))


def _nameless(connection: Connection) -> Iterator[Finding]:
    for forward in connection.forwards:
        if not forward.host or forward.host != forward.host.strip():
            message = f"the forward {forward.option.text} leads to a host with no name, or with a space in it"
            yield Finding(forward.span, message, "write address:port:host:port")


def _proxies(journey: Journey, connection: Connection) -> Iterator[Finding]:
    for proxy in connection.proxies:
        if proxy.listen_port and journey.port(proxy.listen_port) in journey.called_ports:
            message = f"ssh makes a proxy of {proxy.option.text}, and the kernel calls that port"
            yield Finding(proxy.span, message, "write address:port:host:port")


def _brackets(journey: Journey, option: Option) -> Fix | None:
    """Return the fix that writes an IPv6 address in brackets, or in its place the address that the kernel calls.

    The brackets get quotes: some shells take them for a pattern, and end where no file matches it.
    """
    bare = _BARE.fullmatch(option.text)
    if not bare or not option.value:
        return None
    address, rest = bare["address"], bare["rest"]
    called = _called(journey, rest.partition(":")[0])
    if called == LOOPBACK_ADDRESS:
        better = f"{called}:{rest}"
        description = f"write {better}: on {address} the tunnel stays dead, for the kernel calls {called}"
        return safe(description, journey.launch.replace(option.value.span, better))
    better = f"[{address}]:{rest}"
    start = option.value.span.start
    is_quoted = journey.launch.source_text(Span(start - 1, start)) in _QUOTES
    text = better if is_quoted else f'"{better}"'
    return safe(f"write {better}", journey.launch.replace(option.value.span, text))


def _called(journey: Journey, port: str) -> str | None:
    """Return the host at which the kernel calls a port."""
    side = journey.kernel.link if journey.kernel else None
    ends = side.name.endpoints if side and side.name else ()
    return next((end.host or side.host for end in ends if side and str(end.port) == port), None)
