"""A cache of journeys: a launch command is followed once per target."""

from rkconf.command.follow import journeys
from rkconf.command.journey import Journey
from rkconf.command.launch import Launch, Target
from rkconf.command.operating_system import representative_shell
from rkconf.command.target import read_by


class Journeys:
    """The journeys of launch commands that were followed so far."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[Journey, ...]] = {}

    def of(self, launch: Launch, target: Target) -> tuple[Journey, ...]:
        """Return every journey that the shells of ``target`` may take."""
        # An entry that is read again has an equal launch. The version affects only the values of placeholders.
        values = tuple(launch.placeholder_values(target.version).items())
        environment = None if launch.environment is None else frozenset(launch.environment.items())
        key = (launch, launch.escape, values, environment, target.local_shells, target.remote_shells)
        if key not in self._known:
            self._known[key] = journeys(launch, target)
        return self._known[key]

    def representative(self, launch: Launch, target: Target) -> Journey:
        """Return the journey of one pair of shells that represents all others."""
        target = read_by(launch, target)
        (local,) = representative_shell(target.os)
        found = self.of(launch, target)
        return next((each for each in found if local in each.local_shells and _reads(each, _REMOTE)), found[0])


_REMOTE = "bash"


def _reads(journey: Journey, shell: str) -> bool:
    return not journey.remote_shells or shell in journey.remote_shells
