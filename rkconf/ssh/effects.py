"""The effects of options and settings on a launch, beyond starting the command and waiting for its end."""

from enum import StrEnum
from types import MappingProxyType

from rkconf.record import record


class Effect(StrEnum):
    """The effect of an option on the launch."""

    NO_COMMAND = "no-command"
    """Nothing is started on the other machine."""
    ONE_COMMAND = "one-command"
    """There is another command already, and the client refuses to have two."""
    REFUSED = "refused"
    """The client takes the setting from its configuration file alone."""
    IN_BACKGROUND = "in-background"
    """The client ends while the command runs on."""
    NO_FORWARDS = "no-forwards"
    """No forward is opened, and no message reports that."""
    NONE = "none"
    """The launch is not changed: this value is an exception among the values of a keyword."""


ENDING = frozenset({Effect.NO_COMMAND, Effect.ONE_COMMAND, Effect.REFUSED})
"""The effects with which the client does not pass the command on."""
_CONSEQUENCES = MappingProxyType(
    {
        Effect.NO_COMMAND: "starts no command on the other machine",
        Effect.ONE_COMMAND: "refuses the command after the host",
        Effect.REFUSED: "exits at once: this setting is allowed only in its configuration file",
        Effect.IN_BACKGROUND: "goes to the background",
        Effect.NO_FORWARDS: "opens none of the forwards",
    }
)
ANY = "*"
"""Any value of a keyword that has no separate effect."""


@record
class OptionEffect:
    """An option or a setting, such as ``-N`` or ``SessionType=none``, with its effect."""

    effect: Effect
    said: str
    client: str = "ssh"

    @property
    def message(self) -> str:
        """The effect as a sentence."""
        return f"with {self.said} {self.client} {_CONSEQUENCES[self.effect]}"
