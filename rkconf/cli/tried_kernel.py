"""The kernel that ``rkconf doctor`` tries: the only one of the input, or the one that is named."""

import getpass
import os
import socket
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import launchables, linting
from rkconf.cli.given_values import given_values
from rkconf.command import trials
from rkconf.diagnostics import Severity, enumeration
from rkconf.errors import UsageError
from rkconf.inputs import FrontEndFile
from rkconf.launchables import DescribedKernel
from rkconf.record import replace

if TYPE_CHECKING:
    from rkconf.command import Journey, Launch, Target
    from rkconf.diagnostics import Diagnostic
    from rkconf.doctor import FailureCause, TrialPlan
    from rkconf.entries import LocatedEntry
    from rkconf.inputs import Input
    from rkconf.secrets import Mask

_UNUSED_COMMAND = "launch-on-local-entry"
_TRACE = "rkconf trace shows how it is read"


def as_code(checked: "Input") -> "Input":
    """Return the input; a call of ``RemoteMachine`` in place of a template is read as in a file, with its host."""
    if checked.is_file or checked.document.kind != "parallel":
        return checked
    called = FrontEndFile.of(checked.parts[0].source)
    return called if called.launches else checked


def cause_in_text(checked: "Input", target: "Target", name: str | None) -> "FailureCause | None":
    """Return why the text gives no kernel to try: an error in a specification, no kernel at all, or a local one."""
    from rkconf.doctor.steps import entry

    place = checked.parts[0].source.name
    errors = (each for each in launchables.refusals(checked, target) if each.severity is Severity.ERROR)
    refused = [each for each in errors if name is None or each.entry in {None, name}]
    if refused:
        return entry.as_cause(refused[0])
    entries = [each for each in checked.document.entries if name in {None, each.name}]
    without = entries if not checked.launches else entries if name and len(entries) == 1 else []
    without = [each for each in without if not (checked.launches and each.boolean("RemoteMachine") is True)]
    mistakes = (mistake for each in without if (mistake := _mistake(checked, target, each)))
    if mistake := next(mistakes, None):
        return entry.as_cause(mistake)
    if without and all(each.is_local for each in without):
        return entry.local(without[0].name or "the entry", place)
    return None if checked.entries else entry.absent(checked.document, place)


def _mistake(checked: "Input", target: "Target", only: "LocatedEntry") -> "Diagnostic | None":
    """Return the finding because of which an entry has no command: one that is not used, or an error in the entry."""
    found = [each for each in linting.check(checked, target) if each.entry == only.name]
    is_certain = only.is_local or only.boolean("RemoteMachine") is True
    errors = [each for each in found if is_certain and each.severity is Severity.ERROR]
    unused = (each for each in found if each.name == _UNUSED_COMMAND)
    return next(iter(errors), None) or next(unused, None)


def plan(
    checked: "Input", target: "Target", arguments: Namespace, environment: Mapping[str, str] | None = None
) -> "TrialPlan":
    """Return the plan of the chosen kernel; ``environment`` has the variables of the Front End, if they are given.

    Raises:
        UsageError: The name does not choose one kernel, or Windows reads its command.
    """
    from rkconf.command.passwords import passwords
    from rkconf.doctor import TrialPlan, system_shell
    from rkconf.secrets import Mask

    kernel = launchables.find(checked, target, arguments.name)
    mask = linting.mask(checked, target)
    if isinstance(kernel, DescribedKernel):
        return _described(kernel, checked, target, mask, arguments)
    launch, place = kernel.launch, checked.parts[0].source.name
    if launch.is_script:
        message = f"{place}: a script alone gets no link; name the entry that starts it"
        raise UsageError(message)
    variables = _variables(environment)
    values = {**launch.values, **_own_values(launch, variables), **given_values(arguments.set, launch, target)}
    launch = replace(launch, values=values, environment=_as_bytes(variables))
    _require_values(launch, target, place)
    known = system_shell.narrowed(target, variables.get("PATH"))
    made = TrialPlan(
        *(kernel.name, launch, checked, known, mask),
        stand_in=arguments.kernel_stand_in,
        possible_shells=target.local_shells if known is not target else (),
    )
    _require_unix(made.journey, place)
    # A password may come from a variable, whose value no output shows either.
    return replace(made, mask=mask | Mask(frozenset(each.text for each in passwords(made.journey) if each.text)))


def _require_unix(journey: "Journey", place: str) -> None:
    """Require a command for a shell of Unix; such a shell could not start a program that only Windows has.

    Raises:
        UsageError: The command is for Windows.
    """
    if reason := trials.of_windows(journey):
        message = f"{place}: {reason}, and rkconf doctor tries commands for Unix only; {_TRACE}"
        raise UsageError(message)


def _variables(environment: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return the variables of the local shell, which sets its folder itself."""
    given = os.environ if environment is None else environment
    return {**given, "PWD": str(Path.cwd())}


def _as_bytes(variables: Mapping[str, str]) -> Mapping[str, str]:
    return {name: os.fsencode(value).decode("latin-1") for name, value in variables.items()}


def _own_values(launch: "Launch", variables: Mapping[str, str]) -> Mapping[str, str]:
    """Return the placeholders whose values this machine knows: its user, its name, and the user's home directory."""
    if launch.is_parallel:
        return {}
    name = socket.gethostname().partition(".")[0]
    values = zip(trials.OF_MACHINE, (getpass.getuser(), name, variables.get("HOME")), strict=True)
    return {name: value for name, value in values if value}


def _require_values(launch: "Launch", target: "Target", place: str) -> None:
    """Require the value of each placeholder that would run as an example.

    Raises:
        UsageError: A value is missing.
    """
    wanted = trials.wanted_values(launch, target.version)
    reasons = [f"`{name}` is the host, which the command does not give" for name in wanted.hosts]
    if wanted.others:
        shown = enumeration([f"`{name}`" for name in wanted.others])
        reasons.append(f"only the Front End knows the value{'s' * (len(wanted.others) > 1)} of {shown}")
    if reasons:
        message = f"{place}: {', and '.join(reasons)}; add {' '.join(wanted.options)}"
        raise UsageError(message)


def _described(
    kernel: DescribedKernel, checked: "Input", target: "Target", mask: "Mask", arguments: Namespace
) -> "TrialPlan":
    from rkconf.doctor import TrialPlan
    from rkconf.doctor.descriptions import launch_of

    if arguments.set:
        message = f"--set: {kernel.name!r} is a kernel description, which has no placeholders"
        raise UsageError(message)
    launch = launch_of(kernel.description, target.version)
    return TrialPlan(kernel.name, launch, checked, target, mask, kernel.description, arguments.kernel_stand_in)
