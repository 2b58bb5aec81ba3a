"""Diagnostics: findings with a place, a severity, a help and a fix."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rkconf.printable import printable
from rkconf.record import field, record, replace
from rkconf.secrets import Secrets
from rkconf.website import rule_page

if TYPE_CHECKING:
    from rkconf.edits import Edit
    from rkconf.source import Source, Span


_NO_SECRETS = Secrets()


class Severity(StrEnum):
    """How severe a finding is for the user."""

    ERROR = "error"
    """The kernel cannot be reached, the Front End loses settings, or a secret is exposed."""
    WARNING = "warning"
    """The launch fails under some shell, version or network that cannot be ruled out, or is insecure."""
    INFO = "info"
    """It works, but could be written better."""

    @property
    def rank(self) -> int:
        """A number that grows with the severity: info 0, warning 1, error 2."""
        return (Severity.INFO, Severity.WARNING, Severity.ERROR).index(self)


class Applicability(StrEnum):
    """Whether a fix can be applied without a review."""

    SAFE = "safe"
    """The fix keeps the intended meaning."""
    UNSAFE = "unsafe"
    """The fix is a guess that a person should review."""


@record
class Fix:
    """A repair: edits of the source that belong together, and a description."""

    applicability: Applicability
    """Whether it can be applied without a review."""
    description: str
    """A description in the imperative."""
    edits: "tuple[Edit, ...]"
    """The edits of the source of the diagnostic; all of them must be applied together."""

    def as_dict(self) -> dict[str, Any]:
        """Return the fix as it is in the JSON report."""
        edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in self.edits]
        return {"applicability": self.applicability.value, "description": self.description, "edits": edits}


@record
class Problem:
    """A problem that a reader found: the rule that reports it, a place and a message.

    Readers (of Wolfram Language, TOML or a command) cannot import rules; they name one.
    """

    rule: str
    """The name of the rule."""
    span: "Span"
    """The place of the problem."""
    message: str
    """The problem and its consequence."""
    help: str = ""
    """The next step; empty if the message is enough."""
    severity: Severity | None = None
    """The severity, if it differs from that of the rule."""
    fix: Fix | None = None
    """A repair, if one is known."""
    secret: str = field(default="", repr=False)
    """The part of the marked text that no report may show."""


@record
class Related:
    """A second place that a finding is about."""

    span: "Span"
    """The place in the source."""
    message: str
    """A description of the place."""
    source: "Source | None" = None
    """The text that contains it; filled in by the engine."""
    secrets: Secrets = _NO_SECRETS
    """The secrets of that text."""


@record
class Cause:
    """The error that causes another finding."""

    code: str
    """The code of its rule."""
    source: "Source"
    """The text that contains it."""
    span: "Span"
    """Its place in the source."""


@record
class Diagnostic:
    """One finding of one rule, ready to be reported."""

    code: str
    """The code of the rule, such as RK302."""
    name: str
    """The name of the rule, such as quoted-link-name."""
    severity: Severity
    """The severity."""
    message: str
    """The problem and its consequence, in one line."""
    source: "Source"
    """The text of the finding; `source.position(span.start)` returns line and column."""
    span: "Span"
    """The place in the source."""
    entry: str | None = None
    """The name of the kernel, or the host of parallel kernels; None if it is not about a kernel."""
    help: str = ""
    """The next step; empty if the message is enough."""
    fix: Fix | None = None
    """A repair, if one is known."""
    secrets: Secrets = _NO_SECRETS
    """All secrets of the source, because a report may show any part of it."""
    suppressed: str | None = None
    """The reason why it is suppressed; None if it is not."""
    by_comment: bool = False
    """Whether a comment in the source suppresses it, rather than the settings or a baseline."""
    related: tuple[Related, ...] = ()
    """Related places, such as the other end of the link."""
    cause: Cause | None = None
    """The finding that causes this one, or None. A finding with a cause has no fix."""

    @property
    def follows(self) -> str | None:
        """The code of the finding that causes this one, or None."""
        return self.cause.code if self.cause else None

    @property
    def as_cause(self) -> Cause:
        """The diagnostic as the cause of others."""
        return Cause(self.code, self.source, self.span)

    def __str__(self) -> str:
        """Return the finding in one line, as the report `concise` shows it: place, severity, code, name and message."""
        where = self.source.location(self.span.start)
        return printable(f"{where}: {self.severity} {self.code} {self.name}: {self.message}")

    @property
    def line(self) -> int:
        """The line in which the finding begins, counted from 1."""
        return self.source.position(self.span.start).line

    @property
    def column(self) -> int:
        """The column in which the finding begins, counted from 1 in characters."""
        return self.source.position(self.span.start).column

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as it is in the JSON report; a fix that would reveal a secret is left out."""
        related = [{"message": each.message, **_places(self.at(each))} for each in self.related]
        return {
            "code": self.code,
            "name": self.name,
            "url": rule_page(self.code),
            "severity": self.severity.value,
            "message": self.message,
            "path": self.source.name,
            "entry": self.entry,
            **_ends(self),
            "help": self.help,
            "fix": self.open_fix and self.open_fix.as_dict(),
            **({"follows": self.cause.code, "cause": _places(self.cause)} if self.cause else {}),
            **({"related": related} if related else {}),
        }

    @property
    def place(self) -> tuple[str, int, str, int, str]:
        """The sort key of reports: path, place and code; the rest makes the order unique."""
        return self.source.name, self.span.start, self.code, self.span.end, self.message

    def keeping(self, secrets: Secrets) -> "Diagnostic":
        """Return the diagnostic with these secrets, which are masked in its texts and in reports."""
        mask = secrets.mask
        fix = self.fix and replace(self.fix, description=mask(self.fix.description))
        related = tuple(replace(each, message=mask(each.message)) for each in self.related)
        entry = self.entry and mask(self.entry)
        message, advice = mask(self.message), mask(self.help)
        texts = replace(self, message=message, entry=entry, help=advice, fix=fix, related=related)
        return replace(texts, secrets=secrets)

    def at(self, related: Related) -> "Diagnostic":
        """Return the diagnostic at a related place, as reports show it."""
        return replace(self, source=related.source or self.source, span=related.span, secrets=related.secrets)

    @property
    def open_fix(self) -> Fix | None:
        """The fix, as programs may see it; None if it would reveal a secret."""
        if self.fix and any(self.masked(edit.text) != edit.text for edit in self.fix.edits):
            return None
        return self.fix

    def shown(self, span: "Span") -> str:
        """Return a part of the source for display, with secrets masked."""
        return self.secrets.shown(self.source, span)

    def masked(self, text: str) -> str:
        """Return a text that quotes the source, such as a message or a fix, with secrets masked."""
        return self.secrets.mask(text)


def _places(found: Diagnostic | Cause) -> dict[str, Any]:
    return {"path": found.source.name, **_ends(found)}


def _ends(found: Diagnostic | Cause) -> dict[str, Any]:
    offsets = {"start": found.span.start, "end": found.span.end}
    positions = {end: found.source.position(offset) for end, offset in offsets.items()}
    return {end: {"line": each.line, "column": each.column, "offset": each.offset} for end, each in positions.items()}


def alternatives(words: Iterable[str]) -> str:
    """Return ``a``, ``a or b``, or ``a, b or c``; empty for no words."""
    return _joined(words, "or")


def enumeration(words: Iterable[str]) -> str:
    """Return ``a``, ``a and b``, or ``a, b and c``; empty for no words."""
    return _joined(words, "and")


def _joined(words: Iterable[str], conjunction: str) -> str:
    *first, last = [*words] or [""]
    return f" {conjunction} ".join(filter(None, (", ".join(first), last)))
