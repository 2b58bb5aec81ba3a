"""A launch command to convert, and the facts about it that the conversion needs."""

from rkconf import versions
from rkconf.command import Journey, Launch
from rkconf.record import record
from rkconf.source import Excerpt, Span
from rkconf.versions import Version


@record
class CommandConversion:
    """A launch command, as the shells read it, and the versions of the Front End to convert between."""

    journey: Journey
    old: Version
    new: Version
    stated_kernel: Version | None = None
    """The kernel version that the input states."""

    @property
    def launch(self) -> Launch:
        """The launch command."""
        return self.journey.launch

    @property
    def kernel(self) -> Version | None:
        """The kernel version; None if it is unknown. A conversion does not change it."""
        return self.stated_kernel or _known(self.journey)

    @property
    def named(self) -> Span | None:
        """The place where the path of the kernel names a version."""
        named = _named(self.journey)
        return named.span if named else None


def _named(journey: Journey) -> Excerpt | None:
    return journey.kernel.named_version if journey.kernel else None


def _known(journey: Journey) -> Version | None:
    """Return the version that the path of the kernel names, or the newest known version before it."""
    named = _named(journey)
    order = versions.order(named.text) if named else None
    newest_first = reversed(versions.known(front_end=False))
    return next((version for version in newest_first if order and version.order <= order), None)
