"""The steps of a trace: one for each reader of a launch command or of a kernel description."""

from enum import StrEnum

from rkconf.command import Connection, Journey, Outcome, StartedKernel
from rkconf.link import Argument, LinkArguments
from rkconf.record import record
from rkconf.source import Span
from rkconf.versions import Version


class Reader(StrEnum):
    """The reader of a step."""

    DESCRIPTION = "description"
    """Mathematica, which makes the command of ssh from a kernel description."""
    FRONT_END = "front-end"
    """The Front End, which opens its end of the link and fills in the placeholders."""
    LOCAL_SHELL = "local-shell"
    """The shell that the Front End starts."""
    SHELL = "shell"
    """A shell that a program starts."""
    PROGRAM = "program"
    """A program that starts another one, such as env."""
    SSH = "ssh"
    """The program that logs in to another machine."""
    REMOTE_SHELL = "remote-shell"
    """The login shell of another machine."""
    KERNEL = "kernel"
    """The kernel, which receives its arguments."""
    LINK = "link"
    """MathLink, which reads the flags of the link."""


@record
class Change:
    """Characters of a text and their replacement, which is empty where a reader removes them."""

    raw: str
    value: str
    span: Span


@record
class Step:
    """The part of one reader: the text that it reads, the words that result, and the changes."""

    reader: Reader
    """The reader."""
    text: str
    """The text that it reads."""
    words: tuple[Argument, ...] = ()
    """The words that result; for ssh, its own arguments."""
    shells: tuple[str, ...] = ()
    """For a shell: the shells that read the text this way."""
    removed: tuple[Change, ...] = ()
    """Removed characters, such as quotes."""
    expanded: tuple[Change, ...] = ()
    """Inserted text, for placeholders and variables."""
    connection: Connection | None = None
    """For ssh: its options and host."""
    link: LinkArguments | None = None
    """For an end of the link: its flags."""
    notes: tuple[str, ...] = ()
    """Errors of the reader, reasons why a program may not start, and whether it runs in the background."""
    machine: int = 0
    """The number of logins so far: 0 on the Front End's machine."""
    handed_on: str = ""
    """For ssh: the command that it sends to the login shell."""
    unknown: tuple[Change, ...] = ()
    """Expressions whose value only the machine knows; their replacement is empty."""
    host: str = ""
    """The host of the step; for ssh, the user and host of the login."""
    programs: tuple[tuple[Argument, ...], ...] = ()
    """For a shell: its words, grouped by program. For a program: the names of the programs."""
    is_refused: bool = False
    """Whether the shell or the version of Mathematica rejects the text and starts nothing."""


@record
class Trace:
    """One way that a launch command may be read, and its outcome."""

    steps: tuple[Step, ...]
    """The parts of the readers, in order."""
    kernel: StartedKernel | None
    """The kernel that is started; None if the trace does not reach one."""
    outcome: Outcome
    """Whether the kernel is reached."""
    why: str
    """The reason, in one line."""
    journey: Journey | None
    """The journey that the trace was made from; None for a kernel description, whose command is not known."""
    version: Version
    """The Front End version."""
