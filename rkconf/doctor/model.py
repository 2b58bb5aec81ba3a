"""The result of a diagnosis: its steps, the cause that was found, and what was proven."""

from collections.abc import Mapping
from enum import StrEnum

from rkconf.record import record
from rkconf.secrets import Mask

Words = tuple[str, ...]
"""A program and its arguments."""

EARLIER_FAILED = "an earlier step failed"
"""The evidence of a step that is skipped because the cause is known."""


_OF_SHELLS = frozenset(("_", "SHLVL", "PWD", "OLDPWD"))
"""The variables that every shell sets."""


@record
class Surroundings:
    """The variables and the folder of a program."""

    variables: Mapping[str, str]
    folder: str | None = None
    """The folder; None for that of rkconf."""

    def difference(self, other: "Surroundings") -> str:
        """Return which variables and folder differ, in words; values may be secret, so only names are given."""
        names = sorted({name for name, _ in self.variables.items() ^ other.variables.items()} - _OF_SHELLS)
        folder = f"in the folder {self.folder}" if self.folder != other.folder else ""
        return " ".join(filter(None, (folder, f"with other values of {', '.join(names)}" if names else "")))


class StepName(StrEnum):
    """The steps of a diagnosis, in their order."""

    ENTRY = "entry"
    ENVIRONMENT = "environment"
    LISTEN = "listen"
    NAME = "name"
    REACH = "reach"
    HOST_KEY = "host-key"
    LOGIN = "login"
    SHELL = "shell"
    KERNEL = "kernel"
    FORWARDS = "forwards"
    START = "start"
    LINK = "link"
    FURTHER_LINKS = "further-links"
    LIFETIME = "lifetime"
    END = "end"


class StepStatus(StrEnum):
    """The result of one step."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


class Conclusion(StrEnum):
    """The result of a diagnosis."""

    WORKS = "works"
    FAILS = "fails"
    UNKNOWN = "unknown"


@record
class FailureCause:
    """The cause that keeps the kernel from working, and the next step."""

    id: str
    """A fixed id of ``causes.toml``, or the code of a rule."""
    message: str
    """The fact and its consequence."""
    evidence: str
    """The evidence, such as a line of ssh."""
    advice: str
    """One imperative."""
    command: str | None = None
    """The command to type next, if one helps."""

    def masked(self, mask: Mask) -> "FailureCause":
        """Return the cause without the secrets of a mask."""
        command = self.command and mask(self.command)
        return FailureCause(self.id, mask(self.message), mask(self.evidence), mask(self.advice), command)


@record
class DiagnosisStep:
    """One step as it was tried."""

    name: StepName
    status: StepStatus
    evidence: str = ""
    """The evidence: an exit status, a line of standard error, a port."""
    seconds: float = 0.0
    commands: tuple[Words, ...] = ()
    """The programs that were started, with their arguments."""
    notes: tuple[str, ...] = ()
    """Facts that are not the cause."""

    @property
    def is_left_out(self) -> bool:
        """Whether it was skipped because an earlier step failed."""
        return self.status is StepStatus.SKIPPED and self.evidence == EARLIER_FAILED


@record
class Diagnosis:
    """Everything that one run of ``rkconf doctor`` has found."""

    entry: str | None
    """The name of the kernel; None for bare text."""
    version: str
    conclusion: Conclusion
    steps: tuple[DiagnosisStep, ...]
    cause: FailureCause | None = None
    remote_shell: str | None = None
    """The login shell on the kernel's machine, if it was found."""
    proven: tuple[str, ...] = ()
    not_proven: tuple[str, ...] = ()
