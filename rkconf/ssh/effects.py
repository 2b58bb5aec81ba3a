"""What options and settings make of a launch where that is not to start the command and to wait for its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rkconf.programs import facts


class Effect(StrEnum):
    """What becomes of the launch."""

    NO_COMMAND = "no-command"
    """Nothing is started on the other machine."""
    ONE_COMMAND = "one-command"
    """There is another command already, and the launcher refuses to have two."""
    REFUSED = "refused"
    """The launcher takes the setting from its configuration file alone."""
    IN_BACKGROUND = "in-background"
    """The launcher ends while the command lives on."""
    NO_FORWARDS = "no-forwards"
    """No forward is opened, and nothing says so."""


ENDING = frozenset({Effect.NO_COMMAND, Effect.ONE_COMMAND, Effect.REFUSED})
"""What keeps the command from being handed on."""


@dataclass(frozen=True, slots=True)
class Cause:
    """An option or a setting, such as ``-N`` or ``SessionType=none``, and what it makes of the launch."""

    effect: Effect
    said: str
    launcher: str = "ssh"

    @property
    def message(self) -> str:
        """What happens, in a few words."""
        return f"with {self.said} {self.launcher} {facts()['effects'][self.effect]}"


def of_option(letter: str, launcher: str = "ssh") -> Cause | None:
    """Return the effect of an option that stands for itself, such as ``-N``."""
    letters: Mapping[str, str] = _known(launcher).get("effects", {})
    name = next((name for name, known in letters.items() if letter in known), None)
    return Cause(Effect(name), f"-{letter}", launcher) if name else None


def of_setting(setting: str, value: str, launcher: str = "ssh") -> Cause | None:
    """Return the effect of a setting such as ``SessionType=none``."""
    values: Mapping[str, str] = _known(launcher).get("settings", {}).get(setting.lower(), {})
    word = value.strip().lower()
    # What may have any value takes the whole line as it is, quotes included (measured).
    name = values.get(word, values.get("*", values.get(word.strip('"'), "")))
    # A command may hold a secret, and no message has to repeat it.
    said = setting if "*" in values else f"{setting}={value}"
    return Cause(Effect(name), said, launcher) if name else None


def _known(launcher: str) -> Mapping[str, Any]:
    known: Mapping[str, Any] = facts()["remote"][launcher]
    return known
