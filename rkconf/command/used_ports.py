"""The ports that a launch opens on the Front End's machine."""

from rkconf.command.journey import Journey
from rkconf.record import record


@record
class UsedPorts:
    """The ports that one launch opens on the Front End's machine."""

    link: tuple[int, ...]
    """The ports of the main link, which the Front End opens."""
    additional: tuple[int, ...]
    """The ports of the links that the kernel opens."""
    others: tuple[int, ...]
    """Other ports that ssh opens."""

    @property
    def every(self) -> tuple[int, ...]:
        """All ports."""
        return (*self.link, *self.additional, *self.others)


def used_ports(journey: Journey) -> UsedPorts:
    """Return the ports that a launch opens on the Front End's machine."""
    listening = journey.launch.listening
    link = listening.name.ports if listening and listening.name else ()
    additional = tuple(dict.fromkeys(forward.port for forward in journey.local_forwards))
    forwards = journey.connection.forwards if journey.connection else ()
    opened = (forward.port for forward in forwards if forward.letter == "L")
    return UsedPorts(link, additional, tuple(port for port in opened if port not in additional))
