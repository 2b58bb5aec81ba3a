"""What options and settings make of a launch where that is not to start the command and to wait for its end."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Effect(StrEnum):
    """What becomes of the launch."""

    NO_COMMAND = "no-command"
    """Nothing is started on the other machine."""
    ONE_COMMAND = "one-command"
    """There is another command already, and the client refuses to have two."""
    REFUSED = "refused"
    """The client takes the setting from its configuration file alone."""
    IN_BACKGROUND = "in-background"
    """The client ends while the command lives on."""
    NO_FORWARDS = "no-forwards"
    """No forward is opened, and nothing says so."""


ENDING = frozenset({Effect.NO_COMMAND, Effect.ONE_COMMAND, Effect.REFUSED})
"""What keeps the command from being handed on."""
_CONSEQUENCES = MappingProxyType(
    {
        Effect.NO_COMMAND: "starts no command on the other machine",
        Effect.ONE_COMMAND: "refuses the command behind the host",
        Effect.REFUSED: "ends at once: that may stand in its configuration file alone",
        Effect.IN_BACKGROUND: "goes to the background on its own",
        Effect.NO_FORWARDS: "opens none of the forwards",
    }
)
ANY = "*"
"""Stands for every value that has no effect of its own."""


@dataclass(frozen=True, slots=True)
class OptionEffect:
    """An option or a setting, such as ``-N`` or ``SessionType=none``, and what it makes of the launch."""

    effect: Effect
    said: str
    client: str = "ssh"

    @property
    def message(self) -> str:
        """What happens, in a few words."""
        return f"with {self.said} {self.client} {_CONSEQUENCES[self.effect]}"
