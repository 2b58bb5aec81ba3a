"""What rkconf says about a text: a diagnostic has a place, a severity and a next step."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rkconf.edits import Edit
    from rkconf.source import Source, Span


MASK = "•"
"""What stands for a character of a secret."""


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
    """How far it can be trusted."""
    description: str
    """What it does, in the imperative."""
    edits: "tuple[Edit, ...]"
    """What it changes in the source of the diagnostic: all of it or nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong that a reader met: the rule that speaks for it, a place and a message.

    Readers (of Wolfram Language, of TOML, of a command) cannot import rules; they name one.
    """

    rule: str
    """The name of the rule."""
    span: "Span"
    """Where it is."""
    message: str
    """What is wrong."""
    help: str = ""
    """What to do; empty where the message says it all."""
    severity: Severity | None = None
    """How bad it is, where that is not the rule's own word."""
    fix: Fix | None = None
    """A repair, where one is known."""
    secret: str = field(default="", repr=False)
    """What of the marked text nobody may see."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Characters that no report may show: where they stand, and what a program reads there."""

    span: "Span"
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding is about."""

    span: "Span"
    """Where it is in the source."""
    message: str
    """What is there."""
    source: "Source | None" = None
    """The text that holds it; the engine fills it in."""
    secrets: tuple[Secret, ...] = ()
    """The secrets of that text."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule, ready to be reported."""

    code: str
    """The code of the rule, such as RK302."""
    name: str
    """The name of the rule, such as quoted-link-name."""
    severity: Severity
    """How bad it is."""
    message: str
    """What is wrong, in one line."""
    source: "Source"
    """The text that it is about; `source.position(span.start)` is line and column."""
    span: "Span"
    """Where it is in the source."""
    entry: str | None = None
    """The kernel that it is about: its name, for parallel kernels the host; None where it is about none."""
    help: str = ""
    """What to do; empty where the message says it all."""
    fix: Fix | None = None
    """A repair, where one is known."""
    secrets: tuple[Secret, ...] = ()
    """The secrets of the source, whoever found them: a report may show any part of it."""
    suppressed: str | None = None
    """Why nobody wants to hear of it; None for a finding that counts."""
    by_comment: bool = False
    """Whether a comment in the source says so; otherwise it is the settings, or a baseline."""
    related: tuple[Related, ...] = ()
    """Further places that it is about, such as the other end of the link."""
    follows: str | None = None
    """The code of the finding that is its cause; None where it has none. It has no fix before that one is gone."""

    @property
    def place(self) -> tuple[str, int, str, int, str]:
        """What reports are ordered by: the path, the place and the code; the rest only makes the order certain."""
        return self.source.name, self.span.start, self.code, self.span.end, self.message

    def keeping(self, secrets: tuple[Secret, ...]) -> "Diagnostic":
        """Return the diagnostic that keeps these secrets: its words do not say them, its reports do not show them."""
        kept = replace(self, secrets=secrets)
        fix = self.fix and replace(self.fix, description=kept.masked(self.fix.description))
        return replace(kept, message=kept.masked(self.message), help=kept.masked(self.help), fix=fix)

    def at(self, related: Related) -> "Diagnostic":
        """Return the diagnostic at a related place, as reports show it."""
        return replace(self, source=related.source or self.source, span=related.span, secrets=related.secrets)

    @property
    def open_fix(self) -> Fix | None:
        """The fix, as programs may have it; None where it would tell them a secret."""
        if self.fix and any(self.masked(edit.text) != edit.text for edit in self.fix.edits):
            return None
        return self.fix

    def shown(self, span: "Span") -> str:
        """Return the characters of a part of the source for display; those of a secret are masked."""
        if not any(secret.span.overlaps(span) for secret in self.secrets):
            return self.source.decode(span)
        excerpt = self.source.excerpt(span)
        return "".join(
            MASK if any(secret.span.start <= start < secret.span.end for secret in self.secrets) else character
            for character, start in zip(excerpt.text, excerpt.starts, strict=True)
        )

    def masked(self, text: str) -> str:
        """Return text that was made from the source, as a message or a fix, without its secrets."""
        forms = {form for each in self.secrets for form in (each.value, self.source.decode(each.span)) if form}
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, MASK * 3)
        return text


def alternatives(words: Iterable[str]) -> str:
    """Return ``a``, ``a or b``, or ``a, b or c``; empty for no words."""
    return _joined(words, "or")


def enumeration(words: Iterable[str]) -> str:
    """Return ``a``, ``a and b``, or ``a, b and c``; empty for no words."""
    return _joined(words, "and")


def _joined(words: Iterable[str], conjunction: str) -> str:
    *first, last = [*words] or [""]
    return f" {conjunction} ".join(filter(None, (", ".join(first), last)))
