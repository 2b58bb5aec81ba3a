"""ssh cannot parse a forward, or turns it into a proxy.

A forward has the form ``address:port:host:port``; the address is optional. A port is a number from
1 to 65535 or the name of a service, and an IPv6 address needs brackets. In a setting such as ``-o
RemoteForward=...`` a space separates the listening part from the target. ssh exits if it cannot
parse a forward. ``-R`` with only a port starts a SOCKS proxy, which cannot forward a link.

Bad:

    ssh -R ::1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R [::1]:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Exceptions:

A proxy is reported only on a port that the kernel calls.

Fix safety:

This fix is safe: it only writes brackets and quotes around an IPv6 address. If the kernel calls
127.0.0.1, it writes 127.0.0.1 instead, the address that the kernel uses. Other faults have no fix.
"""

from collections.abc import Iterator

from rkconf import deferred
from rkconf.command import Connection, Journey, Option, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_BARE = deferred.pattern(r"(?P<address>[0-9a-fA-F:]*::[0-9a-fA-F:]*?):(?P<rest>\d+:[^:]+:\d+)")
_QUOTES = frozenset({"'", '"'})


@rule("RK612", Severity.ERROR, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find the forwards that ssh refuses, and those that do not forward the link."""
    yield from _refused(journey, connection)
    yield from _nameless(connection)
    yield from _proxies(journey, connection)


def _refused(journey: Journey, connection: Connection) -> Iterator[Finding]:
    for option in connection.bad_forwards:
        advice = "write address:port host:port" if option.letter == "o" else "write address:port:host:port"
        forward = f"the forward {option.text}" if option.text else "an empty forward"
        message = f"ssh cannot parse {forward} and exits"
        yield Finding(option.span, message, advice, _brackets(journey, option))


def _nameless(connection: Connection) -> Iterator[Finding]:
    for forward in connection.forwards:
        if not forward.host or forward.host != forward.host.strip():
            message = f"ssh cannot reach the target of {forward.option.text}: the host is empty or contains a space"
            yield Finding(forward.span, message, "write address:port:host:port")


def _proxies(journey: Journey, connection: Connection) -> Iterator[Finding]:
    for proxy in connection.proxies:
        if proxy.listen_port and journey.port(proxy.listen_port) in journey.called_ports:
            message = f"the forward {proxy.option.text} is a proxy on a port of the link, which it cannot carry"
            yield Finding(proxy.span, message, "write address:port:host:port")


def _brackets(journey: Journey, option: Option) -> Fix | None:
    """Return the fix that writes an IPv6 address in brackets, or the loopback address if the kernel calls that.

    The brackets need quotes: some shells read them as a pattern, and stop if no file matches it.
    """
    bare = _BARE.fullmatch(option.text)
    if not bare or not option.value:
        return None
    address, rest = bare["address"], bare["rest"]
    called = _called(journey, rest.partition(":")[0])
    if called == LOOPBACK_ADDRESS:
        better = f"{called}:{rest}"
        description = f"write {better}: the kernel calls {called}, not {address}"
        return safe(description, journey.launch.replace(option.value.span, better))
    better = f"[{address}]:{rest}"
    start = option.value.span.start
    is_quoted = journey.launch.source_text(Span(start - 1, start)) in _QUOTES
    text = better if is_quoted else f'"{better}"'
    return safe(f"write {better}", journey.launch.replace(option.value.span, text))


def _called(journey: Journey, port: str) -> str | None:
    """Return the host that the kernel calls for a port."""
    side = journey.kernel.link if journey.kernel else None
    ends = side.name.endpoints if side and side.name else ()
    return next((end.host or side.host for end in ends if side and str(end.port) == port), None)
