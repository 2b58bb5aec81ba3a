"""The causes that a diagnosis can name (``causes.toml``): each with its message, its advice and the next command."""

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
    """The id, which is fixed: JSON and the documentation use it."""
    message: str
    """The fact and its consequence."""
    advice: str
    """One imperative."""
    command: str = ""
    """The command to type next; empty if none helps."""

    def found(self, evidence: str, **values: object) -> FailureCause:
        """Return the cause with the values of this diagnosis; a command for a file needs a value of ``input``."""
        command = "" if "{input}" in self.command and not values.get("input") else self.command
        texts = (text.format_map(values) for text in (self.message, self.advice, command))
        message, advice, command = texts
        return FailureCause(self.name, message, evidence, advice, command or None)


@cache
def known_causes() -> Mapping[StepName, Mapping[str, KnownCause]]:
    """Return the causes of each step by id; one id may belong to several steps."""
    content = tables.content(_FILE)
    return {StepName(step): tables.read_rows(KnownCause, _FILE, rows) for step, rows in content.items()}
