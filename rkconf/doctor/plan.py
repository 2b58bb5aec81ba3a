"""The trial of a diagnosis: the launch command as the interpreter follows it, and what is known about its machines."""

import shlex
from functools import cached_property
from os import fsdecode

from rkconf.command import Journey, Launch, Target
from rkconf.command.followed import Journeys
from rkconf.command.target import read_by
from rkconf.descriptions import KernelDescription
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.doctor.preparation import Preparation
from rkconf.inputs import Input
from rkconf.linting import check
from rkconf.record import record, replace
from rkconf.rules import get
from rkconf.secrets import Mask
from rkconf.source import Span
from rkconf.ssh.connection import Connection


@record
class TrialPlan:
    """One kernel with its launch command, for the shells that are known so far."""

    name: str | None
    """The name of the kernel; None for bare text."""
    launch: Launch
    checked: Input
    target: Target
    mask: Mask
    """The passwords of the input, which no output shows."""
    described: KernelDescription | None = None
    """The description from which Mathematica makes the command; ``launch`` is then its documented part."""
    stand_in: str | None = None
    """The program that runs in the kernel's place; empty for the built-in probe, None for the kernel itself."""

    possible_shells: tuple[str, ...] = ()
    """The shells that ``sh`` may be, if this machine's ``sh`` reads the command; the target has the one that it is."""
    unprepared: str = ""
    """The reason, found while trying, why no probe can have the variables and the folder of ssh."""

    @cached_property
    def journey(self) -> Journey:
        """The command as the known shells read it; of several ways that of the most common shells."""
        return Journeys().representative(self.launch, self.target)

    @property
    def connections(self) -> tuple[Connection, ...]:
        """The clients of ssh on the way to the kernel, in order."""
        return self.journey.connections

    @property
    def file(self) -> str:
        """The file of the kernel as a word for a shell; empty for standard input and text of the command line."""
        place = self.checked.parts[0].source.name
        return shlex.quote(place) if self.checked.is_file and not place.startswith("<") else ""

    @property
    def is_hidden(self) -> bool:
        """Whether a program that rkconf does not know may reach the kernel's machine, such as a script of the user."""
        kernel = self.journey.kernel
        return not self.connections and not (kernel and kernel.is_named)

    @property
    def login_shell(self) -> str | None:
        """The login shell on the kernel's machine; None if several are possible."""
        return self.target.remote_shells[0] if len(self.target.remote_shells) == 1 else None

    @cached_property
    def preparation(self) -> Preparation:
        """The part of the command in front of the first client of ssh."""
        return Preparation(self.journey)

    @property
    def untried(self) -> str:
        """The reason why no login can be tried beside the launch command; empty if it can."""
        return self.unprepared or self.preparation.obstacle

    def with_values(self, **values: str) -> "TrialPlan":
        """Return the plan with the values of placeholders that this machine has."""
        return replace(self, launch=replace(self.launch, values={**self.launch.values, **values}))

    def with_login_shell(self, shell: str) -> "TrialPlan":
        """Return the plan for one login shell."""
        return replace(self, target=replace(self.target, remote_shells=(shell,)))

    @property
    def command(self) -> str:
        """The text that the local shell gets: the launch command with its placeholders filled in."""
        return native(self.launch.filled(self.target.version).text.text)

    @property
    def local_shell(self) -> str:
        """The program that reads the command on this machine: the chosen shell, or that of the system."""
        if self.possible_shells:
            return "sh"
        shells = read_by(self.launch, self.target).local_shells
        return shells[0] if len(shells) == 1 else "sh"

    @cached_property
    def obstacles(self) -> tuple[Diagnostic, ...]:
        """The findings of the entry that stop the kernel in all shells that are known."""
        return tuple(
            each for each in self.findings if each.severity is Severity.ERROR and get(each.code).stops_the_kernel
        )

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings of this entry that do not follow from others."""
        found = check(self.checked, self.target)
        return tuple(each for each in found if each.cause is None and self._is_about_entry(each))

    @property
    def may_be_stopped(self) -> bool:
        """Whether a finding may become an obstacle when fewer shells are possible."""
        return any(_is_obstacle_of_some(each) for each in self.findings)

    def _is_about_entry(self, found: Diagnostic) -> bool:
        return found.entry in {None, self.name} or self._covers(found.span)

    def _covers(self, span: Span) -> bool:
        """Return whether a place of the input is in the launch; a rendered command has places in another text."""
        if self.described:
            return self.described.source is self.checked.document.source and self.described.span.covers(span)
        texts = () if self.checked.loaded else (self.launch.command, self.launch.mlopen)
        return any(text is not None and text.span.covers(span) for text in texts)


def _is_obstacle_of_some(found: Diagnostic) -> bool:
    """Return whether a finding stops the kernel if every shell has it; that of some shells is at most a warning."""
    rule = get(found.code)
    is_severe = found.severity is not Severity.INFO or rule.certain is Severity.ERROR
    return rule.stops_the_kernel and is_severe


def native(text: str) -> str:
    """Return a text of the input, whose characters are bytes, as this system spells it for programs and paths."""
    try:
        return fsdecode(text.encode("latin-1"))
    except UnicodeEncodeError:
        # A value from the command line, which is spelt so already.
        return text
