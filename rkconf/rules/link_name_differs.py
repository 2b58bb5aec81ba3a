"""The ports that the kernel calls are not those that the Front End opens.

If both sides specify their ports, the ports must be the same and in the same order: the first
carries the data, the second the urgent messages. With `` `linkname` `` in the launch command, both
sides always agree.

Bad:

    -LinkName 53001,53002 -LinkMode Listen      (Arguments to MLOpen)
    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName 53002,53001

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

Ports that ``-R`` forwards to other ports are checked by tunnel-port-mismatch.

Fix safety:

This fix is unsafe: it lets the kernel call the ports that the Front End opens, but the mistake may
be in the ports of the Front End.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.link_ends import front_end_place
from rkconf.command.repair import source_span, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import LinkName
from rkconf.rule import Finding, Subject, rule


@rule("RK110", Severity.ERROR, Subject.KERNEL, fix=Applicability.UNSAFE)
def check(kernel: StartedKernel, journey: Journey, _: Target) -> Iterator[Finding]:
    """Compare literal ports; tunnel-port-mismatch checks those that `-R` forwards to other ports."""
    opened = journey.launch.listening.name if journey.launch.listening else None
    flag, called = kernel.link.flag("LinkName"), kernel.link.name
    if not opened or not called or not flag or not flag.value or journey.derives_from_link_name(flag.value.value):
        return
    straight = {forward.port: forward.host_port for forward in journey.remote_forwards}
    if any(straight.get(port, port) != port for port in called.ports) or (
        straight and not straight.keys() >= set(called.ports)
    ):
        return
    if opened.ports != called.ports:
        crossed = "crossed" if set(opened.ports) == set(called.ports) else "different"
        message = f"the Front End opens {_list(opened)} and the kernel calls {_list(called)}: the ports are {crossed}"
        fix = unsafe(
            "write the link placeholder",
            journey.launch.replace(source_span(journey, flag.value.raw), _placeholder(journey)),
        )
        yield Finding(
            source_span(journey, flag.value.raw),
            message,
            f"write {_placeholder(journey)}",
            fix,
            related=front_end_place(journey),
        )


def _list(name: LinkName) -> str:
    return ", ".join(map(str, name.ports))


def _placeholder(journey: Journey) -> str:
    return f"`{journey.launch.link_placeholder}`"
