"""The link's protocol does not fit: the sides differ, or it cannot cross machines.

Both sides must use one protocol, and to another machine only ``TCPIP`` leads. ``TCP`` was its name
before 5.0. ``SharedMemory``, ``Pipes``, ``FileMap`` and ``IntraProcess`` stay on one machine.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol SharedMemory -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version


@rule("RK104", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare what each side says with the version, and the sides with each other."""
    listening = journey.launch.listening
    calling = journey.kernel.link if journey.kernel else None
    judged = [*_misfits(journey, listening, target.version), *_misfits(journey, calling, target.kernel_version)]
    yield from judged
    if judged or not (listening and calling and listening.protocol and calling.protocol):
        return
    flag = calling.flag("LinkProtocol")
    if listening.protocol != calling.protocol and flag and flag.value:
        fix = safe(f"write {listening.protocol}", journey.launch.replace(flag.value.span, listening.protocol))
        message = f"the Front End listens with {listening.protocol}, the kernel calls with {calling.protocol}"
        yield Finding(flag.span, message, "write one protocol on both sides", fix)


def _misfits(journey: Journey, side: LinkArguments | None, version: Version) -> Iterator[Finding]:
    flag = side.flag("LinkProtocol") if side else None
    if not side or not flag or not flag.value or not side.protocol:
        return
    protocol, crossing = side.protocol, version.network_protocols[0]
    if protocol not in version.protocols:
        message = f"version {version} has no link protocol {protocol}"
    elif protocol not in version.network_protocols and journey.is_remote:
        message = f"{protocol} does not lead to another machine"
    else:
        return
    fix = safe(f"write {crossing}", journey.launch.replace(flag.value.span, crossing))
    yield Finding(flag.span, message, f"write -LinkProtocol {crossing}", fix)
