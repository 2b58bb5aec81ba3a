"""The programs that start before asyncio is imported: the reports of ssh about itself, and the login.

To import asyncio and the steps takes about half as long as a login. So the login begins as soon as the rules have
judged the entry and ssh has reported its settings. The step that needs a program takes the one that was started here,
if it has the same words; where anything is unusual, such as a jump host, the steps start everything themselves.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.doctor.descendants import Descendants
from rkconf.doctor.early_program import EarlyProgram
from rkconf.doctor.model import StepStatus, Surroundings, Words
from rkconf.doctor.own_address import resolving
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.ssh.commands import SOCKET_FILE, opening
from rkconf.doctor.ssh.configuration import Configuration, read_configuration
from rkconf.doctor.ssh.probed import answering, probed
from rkconf.doctor.steps import entry, environment, listen
from rkconf.errors import WriteRefusedError
from rkconf.record import record

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_SOON = 0.1
"""The seconds in which ssh reports its settings, unless its configuration runs a program that takes longer."""

_LONGEST_FOLDER, _SHORT_FOLDER = 70, "/tmp"  # noqa: S108 - the folder in it is private
"""The longest path of a folder for the control socket, which may have 103 bytes with all that ssh adds, and another."""


@record
class EarlyStart:
    """The beginning of a diagnosis; at its end, nothing that it has started or written is left."""

    folder: Path
    """A private folder."""
    given: Surroundings
    """The variables and the folder of the Front End, and of the launch command."""
    descendants: Descendants
    programs: tuple[EarlyProgram, ...] = ()


@contextmanager
def early_start(plan: TrialPlan, variables: Mapping[str, str]) -> Iterator[EarlyStart]:
    """Begin a diagnosis; an entry with an error starts nothing."""
    with ExitStack() as ends, Descendants.adopted() as descendants:
        # A window that asks for a password would wait for somebody who is not there (ssh(1), since OpenSSH 8.4).
        given = Surroundings({**variables, "SSH_ASKPASS_REQUIRE": "never"}, str(Path.cwd()))
        begun: list[EarlyProgram] = []
        try:
            # A program that is not there is a finding of the step that needs it.
            with suppress(OSError):
                begun.extend(_settings(plan, given))
            folder = Path(ends.enter_context(_private_folder()))
            with suppress(OSError):
                begun.extend(_login(plan, given, begun[0], folder) if begun else ())
            # The version is read while the login runs, which would wait for its end.
            with suppress(OSError):
                begun.extend(_version(plan, given) if begun else ())
            yield EarlyStart(folder, given, descendants, tuple(begun))
        finally:
            descendants.end()
            for each in begun:
                each.close()


def _private_folder() -> "TemporaryDirectory[str]":
    """Return the context of a private folder.

    Raises:
        WriteRefusedError: No folder for temporary files can be written.
    """
    # Imported while ssh reads its configuration.
    from tempfile import TemporaryDirectory, gettempdir

    try:
        is_short = len(os.fsencode(gettempdir())) <= _LONGEST_FOLDER
    except FileNotFoundError as error:
        message = "no folder for temporary files can be written; free some space, or set TMPDIR to a folder"
        raise WriteRefusedError(message) from error
    return TemporaryDirectory(prefix="rkd", dir=None if is_short else _SHORT_FOLDER)


def _is_plain(plan: TrialPlan) -> bool:
    """Return whether the rules let the steps go on, and probes run as rkconf itself does."""
    is_tried = listen.is_tried(plan) and not plan.untried and not plan.preparation.is_needed
    is_launch = not plan.described and not plan.journey.is_read_by_windows
    return is_launch and is_tried and entry.judged(plan).status is StepStatus.OK


def _settings(plan: TrialPlan, given: Surroundings) -> Iterator[EarlyProgram]:
    """Start the report of ssh on its settings.

    Raises:
        OSError: The program of ssh cannot be started.
    """
    if _is_plain(plan) and (asking := resolving(listen.expected(plan))):
        yield EarlyProgram(asking, given)


def _version(plan: TrialPlan, given: Surroundings) -> Iterator[EarlyProgram]:
    """Start the report of ssh on its version.

    Raises:
        OSError: The program of ssh cannot be started.
    """
    if reporting := environment.reporting(plan):
        yield EarlyProgram(reporting, given)


def _login(plan: TrialPlan, given: Surroundings, settings: EarlyProgram, folder: Path) -> Iterator[EarlyProgram]:
    """Start the login, unless a step has to find something out before.

    Raises:
        OSError: The program of ssh cannot be started.
    """
    if not settings.ends_within(_SOON):
        return
    found = read_configuration(settings.output.decode(errors="replace"))
    if not found.is_direct or found.control_socket or not found.runs_command:
        return
    with_examples, with_others = (_opening(each, found, folder) for each in (plan, listen.expected(plan)))
    # Options may contain values of the link, whose ports are not open yet.
    if with_examples == with_others:
        yield EarlyProgram(with_examples, given)


def _opening(plan: TrialPlan, found: Configuration, folder: Path) -> Words:
    first = probed(plan)
    return opening(first, answering(plan), str(folder / SOCKET_FILE), found.corrections) if first else ()
