"""The link protocol does not fit: the sides differ, or it works only within one machine.

Both sides must use the same protocol, and only ``TCPIP`` connects two machines (before 5.0 its name
was ``TCP``; from 11 on there is also ``UUIDTCPIP``, for a single port). ``SharedMemory``, ``Pipes``,
``FileMap`` and ``IntraProcess`` work only within one machine.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol SharedMemory -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Exceptions:

For a kernel on the same machine, any protocol of its version is accepted if both sides agree. The old
protocol ``TCP`` is only mentioned where both sides use it.

Fix safety:

This fix is safe: it writes the protocol that connects two machines in this version or, if only the
sides differ, the protocol of the Front End on the kernel's side.
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
    """Compare the protocol of each side with the version, and the two sides with each other."""
    listening = journey.launch.listening
    calling = journey.kernel.link if journey.kernel else None
    agreed = listening.protocol if listening and calling and listening.protocol == calling.protocol else None
    sides = ((listening, target.version), (calling, target.kernel_version))
    judged = [each for side, version in sides for each in _misfits(journey, side, version, agreed)]
    yield from judged
    if judged or not (listening and calling and listening.protocol and calling.protocol):
        return
    flag = calling.flag("LinkProtocol")
    if listening.protocol != calling.protocol and flag and flag.value:
        fix = safe(f"write {listening.protocol}", journey.launch.replace(flag.value.span, listening.protocol))
        message = f"the Front End listens with {listening.protocol}, but the kernel calls with {calling.protocol}"
        # Both connect two machines; whether one side understands the other is not documented.
        crossing = {listening.protocol, calling.protocol} <= {*target.version.network_protocols}
        severity = Severity.WARNING if crossing else None
        yield Finding(flag.span, message, "use the same protocol on both sides", fix, severity)


def _misfits(journey: Journey, side: LinkArguments | None, version: Version, agreed: str | None) -> Iterator[Finding]:
    flag = side.flag("LinkProtocol") if side else None
    if not side or not flag or not flag.value or not side.protocol:
        return
    protocol, crossing = side.protocol, version.network_protocols[0]
    if protocol in version.legacy_protocols and protocol == agreed != crossing:
        message = f"{protocol} is an old link protocol; version {version} still supports it"
        yield Finding(flag.span, message, f"write -LinkProtocol {crossing} on both sides", severity=Severity.INFO)
        return
    if protocol not in version.protocols:
        message = f"version {version} has no link protocol {protocol}"
    elif protocol not in version.network_protocols and journey.is_remote:
        message = f"{protocol} cannot connect to another machine"
    else:
        return
    fix = safe(f"write {crossing}", journey.launch.replace(flag.value.span, crossing))
    yield Finding(flag.span, message, f"write -LinkProtocol {crossing}", fix)
