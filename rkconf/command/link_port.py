"""A port of the link as a command names it: a number, or what it takes out of the link name."""

from dataclasses import dataclass, field

_PLACES = ("first", "second")
CHANNELS = len(_PLACES)
"""A link has one for data and one for urgent messages."""


@dataclass(frozen=True, slots=True)
class LinkPort:
    """A port that somebody calls, opens or forwards.

    Two are the same where the text decides it: a number is never one of a link whose ports nothing fixes, whatever
    example stands for that.
    """

    number: int
    """The port; an example where it comes out of the link name."""
    is_told: bool = False
    """Whether it comes out of a link name that nothing fixes: then it is another one each time."""
    place: int | None = field(default=None, compare=False)
    """Of one that is told: which port of the link it is, from 0; None where it is made out of several, or of a part."""

    def __str__(self) -> str:
        """Return what people call it."""
        if not self.is_told:
            return str(self.number)
        return "a part of the link name" if self.place is None else f"the {_PLACES[self.place]} port of the link"
