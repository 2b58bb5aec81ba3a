"""The form of the JSON report, for `schemas/report.schema.json`; nothing imports this while rkconf checks a file."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rkconf.diagnostics import Applicability, Severity


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ReportedPosition(_Form):
    """A place in the text of ``path``."""

    line: int = Field(ge=1)
    """Counted from 1."""
    column: int = Field(ge=1)
    """Counted from 1, in characters."""
    offset: int = Field(ge=0)
    """Counted from 0, in bytes."""


class ReportedEdit(_Form):
    """Replace the bytes from ``start`` up to, not including, ``end``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class ReportedFix(_Form):
    """A repair: edits that belong together."""

    applicability: Applicability
    """How far it can be trusted."""
    description: str
    edits: tuple[ReportedEdit, ...]


class RelatedPlace(_Form):
    """A second place that a finding is about."""

    message: str
    """What is there."""
    path: str
    """As it was given, like that of the finding."""
    start: ReportedPosition
    end: ReportedPosition


class ReportedDiagnostic(_Form):
    """One finding of one rule."""

    code: str = Field(pattern=r"^RK\d{3}$")
    name: str
    """The rule's name."""
    severity: Severity
    message: str
    path: str
    """As it was given; `<launch>`, `<mlopen>` and `<parallel>` are bare text."""
    entry: str | None
    """The name of the kernel, where it is about one."""
    start: ReportedPosition
    end: ReportedPosition
    """Where the place ends: the first character that no longer belongs to it."""
    help: str
    """The next step; may be empty."""
    fix: ReportedFix | None
    follows: str | None = Field(default=None, pattern=r"^RK\d{3}$")
    """The code of the finding that is the cause of this one; absent where there is none."""
    related: tuple[RelatedPlace, ...] = ()
    """Further places that it is about, such as the other end of the link; absent where there are none."""


class Summary(_Form):
    """What was checked, and how much was found."""

    files: int
    entries: int
    errors: int
    warnings: int
    infos: int
    fixable: int
    suppressed: int


class JsonReport(_Form):
    """What `rkconf lint --format json` prints."""

    format: Literal[1]
    """The version of this form."""
    rkconf: str
    """The version of rkconf."""
    diagnostics: tuple[ReportedDiagnostic, ...]
    """In the order of path, place and code."""
    summary: Summary


def describe() -> dict[str, Any]:
    """Return the JSON Schema of a report."""
    return JsonReport.model_json_schema(mode="serialization")
