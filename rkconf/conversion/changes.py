"""What a conversion consists of: edits, what is worth knowing, and what cannot be carried over."""

from dataclasses import dataclass
from typing import TypeAlias

from rkconf.edits import Edit
from rkconf.source import Span


@dataclass(frozen=True, slots=True)
class Remark:
    """A place in the source of a conversion, and what to know about it."""

    span: Span
    """Its place in the source."""
    message: str
    """What it is, and why."""
    advice: str = ""
    """What to do."""


@dataclass(frozen=True, slots=True)
class Loss(Remark):
    """Something that the target version cannot express."""


@dataclass(frozen=True, slots=True)
class Note(Remark):
    """Something that behaves differently in the target version, but is kept."""

    reason: Span | None = None
    """The place of its reason, if that is another one."""


Change: TypeAlias = Edit | Note | Loss
