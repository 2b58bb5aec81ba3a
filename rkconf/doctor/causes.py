"""The causes that a diagnosis can name (``causes.toml``): each with its message, its advice and the next command."""

import shlex
from collections.abc import Mapping
from functools import cache

from rkconf import tables
from rkconf.doctor.model import FailureCause, StepName
from rkconf.record import record

_FILE = "doctor/causes.toml"


@record
class KnownCause:
    """One cause; its texts may contain names between braces, which the step replaces."""

    name: str
    """The id, which is fixed unless the row gives another one: JSON and the documentation use it."""
    message: str
    """The fact and its consequence."""
    advice: str
    """One imperative."""
    command: str
    """The command to type next.

    After ``{login} `` it is a text for the shell of the other machine, with words that are quoted for that shell.
    """
    id: str = ""
    """The id if another row has the same; by default the name."""

    def found(self, evidence: str, **values: object) -> FailureCause:
        """Return the cause with the values of this diagnosis; a command for a file needs a value of ``input``."""
        command = "" if "{input}" in self.command and not values.get("input") else self.command
        message, advice = (text.format_map(values) for text in (self.message, self.advice))
        return FailureCause(self.id or self.name, message, evidence, advice, _typed(command, values) or None)


_LOGIN = "{login} "


def _typed(command: str, values: Mapping[str, object]) -> str:
    """Return a command as a user types it on this machine; a shell here and one there read it one after the other."""
    if not command.startswith(_LOGIN):
        return command.format_map(values)
    login, text = values["login"], command.removeprefix(_LOGIN).format_map(values)
    if not login:
        return text
    is_plain = all(shlex.quote(word) == word for word in text.split(" "))
    return f"{login} {text if is_plain else shlex.quote(text)}"


@cache
def known_causes() -> Mapping[StepName, Mapping[str, KnownCause]]:
    """Return the causes of each step by id; one id may belong to several steps."""
    content = tables.content(_FILE)
    return {StepName(step): tables.read_rows(KnownCause, _FILE, rows) for step, rows in content.items()}
