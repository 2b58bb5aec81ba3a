r"""The tunnel forwards the main link, but this version has two more.

From version 6 on, the kernel opens two additional links, the preemptive link and the service link,
and waits for the Front End to call them. Behind a firewall they need four ``-L``, and an init file
that makes the kernel open exactly these ports. Without them the main link works, but everything
that needs the others (dynamic objects, the interface to the kernel) hangs. A tunnel for random
ports needs them as well; fix the ports first. `rkconf setup` writes the init file.

Bad:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 -L 31417:127.0.0.1:31417 -L 31418:127.0.0.1:31418 \
        -L 31419:127.0.0.1:31419 -L 31420:127.0.0.1:31420 h math -mathlink -LinkMode Connect -LinkProtocol TCPIP \
        -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1 -initfile rkconf-links.m

Exceptions:

Parallel kernels have no such links and are not checked.
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.forward_purposes import further_ports
from rkconf.diagnostics import Severity, enumeration
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version


@rule("RK604", Severity.ERROR, Subject.TUNNEL, stops_the_kernel=False)
def check(forwards: tuple[Forward, ...], journey: Journey, target: Target) -> Iterator[Finding]:
    """Find missing forwards of the links that the kernel opens, and a missing kernel init file."""
    kernel = journey.kernel
    if not kernel or not kernel.link.flag("LinkName") or journey.launch.is_parallel:
        return
    missing = list(_forwards(journey, target.version))
    if target.version.tunnel == "kernel-init" and not kernel.link.flag("initfile"):
        missing.append("-initfile with the kernel init file")
    if missing:
        links = f"a kernel of version {target.version} opens additional links that this tunnel does not forward"
        verb = "is" if len(missing) == 1 else "are"
        message = f"{links}: {enumeration(missing)} {verb} missing"
        ports = "" if journey.called_link else " with fixed ports"
        advice = f'make a specification of it (`rkconf extract --normalize`) and write connection = "tunnel"{ports}'
        yield Finding(forwards[-1].span, message, advice)


def _forwards(journey: Journey, version: Version) -> Iterator[str]:
    """Yield the missing forwards to the ports that the kernel opens after the larger port of the main link."""
    forwarded = {forward.port for forward in journey.local_forwards}
    if journey.called_link:
        missing = [port for port in further_ports(journey, version) if port not in forwarded]
        more = f" (and the same for {enumeration(map(str, missing[1:]))})" if missing[1:] else ""
        yield from (f"-L {LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}{more}" for port in missing[:1])
    elif len(forwarded) < version.kernel_channels:
        yield f"-L for each of the {version.kernel_channels} ports after the larger one"
