"""One launch command on its way from one version to another."""

from dataclasses import dataclass

from rkconf import versions
from rkconf.command import Journey, Launch
from rkconf.source import Excerpt, Span
from rkconf.versions import Version


@dataclass(frozen=True, slots=True)
class CommandConversion:
    """A command, as the shells read it, between two versions of the Front End."""

    journey: Journey
    old: Version
    new: Version
    said: Version | None = None
    """The kernel's version where somebody has said it."""

    @property
    def launch(self) -> Launch:
        """The command as it is written."""
        return self.journey.launch

    @property
    def kernel(self) -> Version | None:
        """The kernel's version where it is known: no conversion changes that."""
        return self.said or _known(self.journey)

    @property
    def named(self) -> Span | None:
        """Where the kernel's path names a version."""
        named = _named(self.journey)
        return named.span if named else None


def _named(journey: Journey) -> Excerpt | None:
    return journey.kernel.named_version if journey.kernel else None


def _known(journey: Journey) -> Version | None:
    """Return the version that the kernel's path names; of one that is too new to be known, the newest known one."""
    named = _named(journey)
    order = versions.order(named.text) if named else None
    newest_first = reversed(versions.known(front_end=False))
    return next((version for version in newest_first if order and version.order <= order), None)
