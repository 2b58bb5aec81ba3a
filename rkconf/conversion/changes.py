"""The parts of a conversion: edits, notes and losses."""

from typing import TypeAlias

from rkconf.edits import Edit
from rkconf.record import record
from rkconf.source import Span


@record
class Remark:
    """A remark on a place in the source of a conversion."""

    span: Span
    """The place in the source."""
    message: str
    """The difference and its reason."""
    advice: str = ""
    """The next step; may be empty."""


@record
class Loss(Remark):
    """A part of the source that the new version cannot express."""


@record
class Note(Remark):
    """A difference in behaviour in the new version, or an assumption to check."""

    reason: Span | None = None
    """The place of its cause, if that is a different one."""


EditOrRemark: TypeAlias = Edit | Note | Loss
