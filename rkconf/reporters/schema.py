"""The structure of the JSON report, for `schemas/report.schema.json`; not imported when rkconf runs."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rkconf.diagnostics import Applicability, Severity


class StrictModel(BaseModel):
    """A model that allows no other keys."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ReportedPosition(StrictModel):
    """A place in the text of ``path``."""

    line: int = Field(ge=1)
    """Counted from 1."""
    column: int = Field(ge=1)
    """Counted from 1, in characters."""
    offset: int = Field(ge=0)
    """Counted from 0, in bytes."""


class ReportedEdit(StrictModel):
    """Replace the bytes from ``start`` up to, not including, ``end``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class ReportedFix(StrictModel):
    """A repair: edits that belong together."""

    applicability: Applicability
    """Whether it can be applied without a review."""
    description: str
    edits: tuple[ReportedEdit, ...]


class RelatedPlace(StrictModel):
    """A second place that a finding is about."""

    message: str
    """A description of the place."""
    path: str
    """The path as it was given, like that of the finding."""
    start: ReportedPosition
    end: ReportedPosition


class CausePlace(StrictModel):
    """The place of the finding that is the cause of another one."""

    path: str
    """The path as it was given."""
    start: ReportedPosition
    end: ReportedPosition


class ReportedDiagnostic(StrictModel):
    """One finding of one rule."""

    code: str = Field(pattern=r"^RK\d{3}$")
    name: str
    """The rule's name."""
    url: str
    """The address of the rule's page."""
    severity: Severity
    message: str
    path: str
    """The path as it was given; `<launch>`, `<mlopen>` and `<parallel>` are bare text."""
    entry: str | None
    """The name of the kernel; null for a finding that is not about a kernel."""
    start: ReportedPosition
    end: ReportedPosition
    """The end of the place: the first character after it."""
    help: str
    """The next step; may be empty."""
    fix: ReportedFix | None
    follows: str | None = Field(default=None, pattern=r"^RK\d{3}$")
    """The code of the finding that is the cause of this one; absent if there is none."""
    cause: CausePlace | None = None
    """The place of that finding; absent if there is none."""
    related: tuple[RelatedPlace, ...] = ()
    """Further places that it is about, such as the other end of the link; absent if there are none."""


class Summary(StrictModel):
    """The numbers of inputs and findings."""

    files: int
    entries: int
    errors: int
    warnings: int
    infos: int
    fixable: int
    suppressed: int


class JsonReport(StrictModel):
    """The output of `rkconf lint --format json`."""

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
