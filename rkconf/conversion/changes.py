"""The parts of a conversion: edits, notes and losses."""

from dataclasses import dataclass
from typing import TypeAlias

from rkconf.edits import Edit
from rkconf.source import Span


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a place in the source of a conversion."""

    span: Span
    """The place in the source."""
    message: str
    """The difference and its reason."""
    advice: str = ""
    """The next step; may be empty."""


@dataclass(frozen=True, slots=True)
class Loss(Remark):
    """A part of the source that the new version cannot express."""


@dataclass(frozen=True, slots=True)
class Note(Remark):
    """A difference in behaviour in the new version, or an assumption to check."""

    reason: Span | None = None
    """The place of its cause, if that is a different one."""


EditOrRemark: TypeAlias = Edit | Note | Loss
