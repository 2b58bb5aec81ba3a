"""The findings of one launch command: those of every rule, in the shells that may read it."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rkconf import rules
from rkconf.command import Journey, Launch, Target, journeys
from rkconf.command.follow import Follow
from rkconf.linting import launches
from rkconf.record import record, replace
from rkconf.rule import Finding, Rule, Subject
from rkconf.shell.words import shown

ShellPair: TypeAlias = tuple[str, str]
"""A local shell and a remote login shell."""


@record
class LaunchFinding:
    """A finding about a launch command."""

    rule: Rule
    finding: Finding
    shells: ShellPair | None = None
    """The shells of a journey that shows it; None if it is in no journey."""


class LaunchChecks:
    """Checks launch commands, each time anew."""

    def __init__(self, follow: Follow = journeys) -> None:
        """Check the journeys that ``follow`` returns; a cache can be passed."""
        self._follow = follow

    def findings(self, launch: Launch, target: Target, pairs: Sequence[ShellPair] = ()) -> Sequence[LaunchFinding]:
        """Return the findings of a launch command, without those about words that the Front End writes.

        Args:
            launch: The command.
            target: The versions and shells to check it for.
            pairs: The pairs of shells to follow it in; without one that the target has, those of the target.
        """
        if self._follow is journeys:
            # Its arguments are read for this check alone: a file may have very many commands.
            launch = replace(launch)
        found = [LaunchFinding(rule, each) for rule, each in _unfollowed(launch, target)]
        for rule, each, journey in launches.findings(self._journeys(launch, target, pairs), target):
            found.append(LaunchFinding(rule, each, _shells(journey, target)))
        own = [each for each in found if launch.is_about_user(each.finding.span)]
        return [replace(each, finding=_fixable(each.finding, launch)) for each in own]

    def _journeys(self, launch: Launch, target: Target, pairs: Sequence[ShellPair]) -> tuple[Journey, ...]:
        read = [pair for pair in pairs if pair[0] in target.local_shells and pair[1] in target.remote_shells]
        targets = [replace(target, local_shells=(local,), remote_shells=(remote,)) for local, remote in read]
        return tuple(journey for each in targets or [target] for journey in self._follow(launch, each))


def _unfollowed(launch: Launch, target: Target) -> Iterator[tuple[Rule, Finding]]:
    """Yield the findings of the rules on a command before any shell reads it."""
    for rule in () if launch.is_script else rules.on(Subject.LAUNCH):
        yield from ((rule, finding) for finding in rule.check(launch, target))


def _shells(journey: Journey, target: Target) -> ShellPair:
    return journey.local_shells[0], (journey.remote_shells or target.remote_shells)[0]


def _fixable(finding: Finding, launch: Launch) -> Finding:
    """Return the finding without a fix that would change more than the command."""
    if launch.editable is None:
        return finding
    is_fixable = finding.fix is None or launch.may_change(finding.fix.edits)
    fix = finding.fix if is_fixable else None
    supposed = finding.supposed if launch.may_change(finding.supposed) else ()
    return replace(finding, message=shown(finding.message), help=shown(finding.help), fix=fix, supposed=supposed)
