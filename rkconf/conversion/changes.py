"""What a conversion consists of: edits, what is worth knowing, and what cannot be carried over."""

from dataclasses import dataclass
from typing import TypeAlias

from rkconf.edits import Edit
from rkconf.source import Span


@dataclass(frozen=True, slots=True)
class Note:
    """Something that works otherwise now: where, what, and what to do."""

    span: Span
    """Where it stands in what was converted."""
    message: str
    """What it is, and why."""
    advice: str = ""
    """What to do."""
    reason: Span | None = None
    """Where the reason for it stands, if that is another place."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that the target version has no words for: where, what and why, and what to do."""

    span: Span
    """Where it stands in what was converted."""
    message: str
    """What it is, and why."""
    advice: str = ""
    """What to do."""


Change: TypeAlias = Edit | Note | Loss
