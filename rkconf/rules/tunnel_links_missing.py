"""The tunnel carries the main link, and this version has two more.

From version 6 on the kernel opens a preemptive and a service link of its own and waits there for
the Front End. Behind a firewall they need four ``-L``, and an init file that makes the kernel open
them on just these ports. Without them the main link is up, and everything that needs the others
(dynamic objects, the interface to the kernel) hangs. A tunnel for ports that the Front End picks at
random needs them no less; fixed ports are the way to name them.

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
    kernel = journey.kernel
    if not kernel or not kernel.link.flag("LinkName") or not journey.remote_forwards or journey.launch.is_parallel:
        return
    missing = list(_forwards(journey, sum(fact.channels for fact in target.version.links if fact.listener == "kernel")))
    if target.version.tunnel == "kernel-init" and not kernel.link.flag("initfile"):
        missing.append("-initfile and the kernel init file")
    if missing:
        message = (
            f"version {target.version} opens further links that this tunnel does not carry: {missing[0]} is missing"
        )
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        advice = '`rkconf render` writes them all for connection = "tunnel"'
        fixed = "" if journey.called_link else "give the tunnel fixed ports: "
        yield Finding(
            journey.remote_forwards[-1].span, message + more, f"{fixed}{advice}, and `rkconf setup` the kernel init"
        )


def _forwards(journey: Journey, channels: int) -> Iterator[str]:
    """Yield the missing forwards to what the kernel opens behind the larger port of the main link."""
    forwarded = {forward.port for forward in journey.local_forwards}
    if journey.called_link:
        first = max(journey.called_link.ports) + 1
        missing = (port for port in range(first, first + channels) if port not in forwarded)
        yield from (f"-L 127.0.0.1:{port}:127.0.0.1:{port}" for port in missing)
    elif len(forwarded) < channels:
        yield f"-L for each of the {channels} ports behind the larger one"
