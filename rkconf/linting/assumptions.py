"""The versions and shells that an input is checked for."""

from rkconf import command, versions
from rkconf.command import Target
from rkconf.inputs import Input
from rkconf.record import record
from rkconf.versions import Version


@record
class Assumptions:
    """The versions and shells that the user specifies; None for those not specified."""

    version: Version | None = None
    kernel_version: Version | None = None
    local_shell: str | None = None
    remote_shell: str | None = None

    def target(self, checked: Input) -> Target:
        """Return the target of ``checked``; unspecified values come from the input, or from a default."""
        version = self.version or version_of(checked)
        return command.target(version, self.kernel_version or version, checked.os, self.local_shell, self.remote_shell)


def version_of(checked: Input) -> Version:
    """Return the Front End version of an input: the one it names, the last one that launched, or the default.

    A file that launched none and uses a symbol of a later version than the default is written for that version.
    """
    if checked.version:
        return versions.parse(checked.version)
    launched = checked.document.versions_launched
    if launched:
        return versions.newest_not_above(launched[-1])
    needed = (use.fact.since for use in checked.document.descriptions.symbols if use.fact.since)
    return max(map(versions.newest_not_above, (versions.DEFAULT, *needed)), key=lambda version: version.order)
