"""The part of a launch command that keeps it from becoming a kernel description, and the way out."""

from rkconf.command import Journey, Launch
from rkconf.extraction.installation import Installation
from rkconf.extraction.plain_journeys import HARMLESS, is_plain, plain_target, readings
from rkconf.record import record

_SSH = "ssh"
_BEYOND = "its command does more than log in with ssh and start a kernel, or does it with an expansion of the shell"
_BY_SCRIPT = "write the rest into a script on the kernel's machine, and give that script as KernelCommand"
_REPAIR = "repair what `rkconf lint` reports first"


@record
class Obstacle:
    """The reason why a description cannot have the content of a command, and an instruction, which may be empty."""

    reason: str
    advice: str = ""


def obstacle(host: str, launch: Launch, front_end: Installation) -> Obstacle:
    """Return the first obstacle in a command that `template_content` cannot read."""
    found = readings(launch, plain_target(front_end))
    journey = found[0]
    if len(found) > 1 or journey.problems:
        return Obstacle("rkconf does not read its command completely", _REPAIR)
    return _of_programs(journey) or _of_login(journey, host, front_end) or _of_kernel(journey)


def _of_programs(journey: Journey) -> Obstacle | None:
    """Return the obstacle if the command does not log in with ssh and start a kernel."""
    if journey.unfollowed:
        return Obstacle(f"rkconf cannot follow {journey.unfollowed.raw}")
    if journey.connection and journey.connection.launcher != _SSH:
        return Obstacle(f"a description logs in with ssh, and its command with {journey.connection.launcher}")
    if not journey.kernel:
        return Obstacle("its command starts no kernel", _REPAIR)
    return None if journey.connection else Obstacle("its command starts the kernel on this machine", _REPAIR)


def _of_login(journey: Journey, host: str, front_end: Installation) -> Obstacle | None:
    """Return the obstacle if the command logs in to another machine than that of the call."""
    called = journey.connection.host if journey.connection and is_plain(journey, HARMLESS) else None
    if not called or called in {front_end.version.plausible_slots["1"], host}:
        return None
    return Obstacle(f"its command logs in to {called}, and not to its host {host}", f"write {called} as the host")


def _of_kernel(journey: Journey) -> Obstacle:
    """Return the obstacle in what the command does around the kernel, or in its arguments."""
    if not is_plain(journey, HARMLESS):
        return Obstacle(_BEYOND, _BY_SCRIPT)
    name = journey.kernel.link.flag("LinkName") if journey.kernel else None
    if not (name and name.value and journey.derives_from_link_name(name.value.value)):
        return Obstacle("its kernel does not get the link name `2`", _REPAIR)
    return Obstacle("a value of its command does not exist, such as a port above 65535", _REPAIR)
