"""The tunnel carries the main link, and this version has two more.

From version 6 on the kernel opens a preemptive and a service link of its own and waits there for
the Front End. Behind a firewall they need four ``-L``, and an init file that makes the kernel open
them on just these ports. Without them the main link is up, and everything that needs the others
(dynamic objects, the interface to the kernel) hangs.

Bad:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    what `rkconf render` writes for `connection = "tunnel"`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK604", Severity.ERROR, Subject.JOURNEY, stops_the_kernel=False)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for the forwards of the links that the kernel opens, and for its init file."""
    connection, called = journey.connection, journey.called
    channels = sum(fact.channels for fact in target.version.links if fact.listener == "kernel")
    if (
        not connection
        or not journey.kernel
        or not called
        or not journey.tunnels
        or journey.launch.is_parallel
        or not channels
    ):
        return
    first = max(called.ports) + 1
    wanted = range(first, first + channels)
    forwarded = {
        forward.port for forward in connection.forwards if forward.letter == "L" and forward.port == forward.host_port
    }
    missing = [f"-L 127.0.0.1:{port}:127.0.0.1:{port}" for port in wanted if port not in forwarded]
    if not journey.kernel.link.flag("initfile"):
        missing.append("-initfile and the kernel init file")
    if missing:
        message = (
            f"version {target.version} opens further links that this tunnel does not carry: {missing[0]} is missing"
        )
        where = connection.tunnels[-1].span
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        yield Finding(where, message + more, '`rkconf render` writes them all for connection = "tunnel"')
