"""What rkconf says about a text: a diagnostic has a place, a severity and a next step."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rkconf.edits import Edit
    from rkconf.source import Source, Span


class Severity(StrEnum):
    """What happens to the user."""

    ERROR = "error"
    """The kernel cannot be reached, the Front End loses settings, or a secret is exposed."""
    WARNING = "warning"
    """It fails under some shell, version or network that cannot be ruled out, or is unsafe."""
    INFO = "info"
    """It works, but a better form exists."""

    @property
    def rank(self) -> int:
        """A number that grows with the severity: info 0, warning 1, error 2."""
        return (Severity.INFO, Severity.WARNING, Severity.ERROR).index(self)


class Applicability(StrEnum):
    """How far a fix can be trusted."""

    SAFE = "safe"
    """The same meaning, only repaired."""
    UNSAFE = "unsafe"
    """A guess that a person should look at."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: edits of the source that belong together, and a title in the imperative."""

    applicability: Applicability
    description: str
    edits: "tuple[Edit, ...]"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong that a reader met: the rule that speaks for it, a place and a message.

    Readers (of Wolfram Language, of TOML, of a command) cannot import rules; they name one.
    """

    rule: str
    span: "Span"
    message: str
    help: str = ""
    severity: Severity | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule, ready to be reported."""

    code: str
    name: str
    severity: Severity
    message: str
    source: "Source"
    span: "Span"
    entry: str | None = None
    help: str = ""
    fix: Fix | None = None
