"""A program and its words, and what becomes of them: what `rkconf.command.follow` finds out."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from rkconf.link import LinkArguments, known_flags
from rkconf.programs import is_command
from rkconf.programs.table import table
from rkconf.shell.execution import Action, Condition, Evaluation, Execution
from rkconf.shell.words import Field, Kind
from rkconf.source import Excerpt
from rkconf.ssh.connection import Connection
from rkconf.ssh.effects import Effect

_NAMED = re.compile(r"Mathematica[ _/\\-]?([0-9]+(?:\.[0-9]+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Invocation:
    """A program and its arguments; ``prefixes`` are the words before it that only pass them on."""

    program: Field
    arguments: tuple[Field, ...] = ()
    prefixes: tuple[Field, ...] = ()

    @property
    def words(self) -> tuple[Field, ...]:
        """The program and its arguments."""
        return (self.program, *self.arguments)


@dataclass(frozen=True, slots=True)
class Kernel:
    """The kernel's own view: the program that is started for it and its arguments."""

    invocation: Invocation
    link: LinkArguments

    @property
    def program(self) -> Field:
        """The program; it may be a script that starts the kernel."""
        return self.invocation.program

    @property
    def arguments(self) -> tuple[Field, ...]:
        """What the program receives."""
        return self.invocation.arguments

    @property
    def named_version(self) -> Excerpt | None:
        """The number of the version that the program's path names."""
        named = _NAMED.search(self.program.text)
        return self.program.value[named.start(1) : named.end(1)] if named else None

    @property
    def is_known(self) -> bool:
        """Whether it is the kernel by its name, or is given flags as the kernel is; otherwise somebody's script."""
        return is_kernel(self.program) or bool(self.link.flags)


@dataclass(frozen=True, slots=True)
class Call(Action):
    """What becomes of a program's words."""

    invocation: Invocation | None = None
    machine: int = 0
    connection: Connection | None = None
    """For a client of ssh: its words in their parts."""
    handed_on: Excerpt | None = None
    """The text that it hands on to the other machine."""
    evaluation: Evaluation | None = None
    """What the shell makes of its text that the program starts, here or on the other machine."""
    kernel: Kernel | None = None
    unfollowed: Field | None = None
    """A program, or an option, of which it is not known what it does with its words."""
    why: str = ""
    """Why it is not followed."""
    doubt: Condition | None = field(default=None)
    """What has to be there on the machine, and may not be."""
    unread: tuple[Field, ...] = ()
    """Words after the command of a shell that it starts, which that command never reads."""
    detaches: Condition | None = None
    """What lets it end while what it runs goes on."""
    lets_go: bool = False
    """Whether what it runs then holds no output of who started it."""

    @property
    def may_be_missing(self) -> bool:
        """Whether it is not known that the program is there."""
        return self.is_missing or (self.unfollowed is not None and not self.connection)

    @property
    def only_prepares(self) -> bool:
        """Whether the program starts nothing and reaches no other machine."""
        return not (self.connection or self.evaluation or self.kernel or self.unfollowed or self.condition)

    def stays_open(self, execution: Execution) -> bool:
        """Return whether it is a connection without a command that goes on in the background."""
        if not self.connection or self.handed_on:
            return False
        return execution.in_background or bool(self.connection.options_that(Effect.IN_BACKGROUND))


def is_kernel(word: Field) -> bool:
    """Return whether a program is the kernel by its name."""
    return word.is_named(table().kernels)


def is_start_flag(word: Field) -> bool:
    """Return whether a word starts a kernel on a link, in some version."""
    return word.text.lower() in {"-mathlink", "-wstp"}


def joins_command(word: Field) -> bool:
    """Return whether quotes make the name of one program of a whole command: flags of the kernel follow in it."""
    _, space, rest = word.text.partition(" ")
    return bool(space) and (
        is_command(word.text) or any(each[1:].lower() in known_flags() for each in rest.split(" ") if each[:1] == "-")
    )


def is_one_name(word: Field) -> bool:
    """Return whether somebody wrote the name of a program; else misplaced quotes joined several words into one."""
    runs = groupby((part for part in word.parts if part.kind is not Kind.QUOTE), key=lambda part: part.quoted)
    between = ("".join(part.value.text for part in parts) for quoted, parts in runs if quoted)
    return not is_command(word.text) and all(text == text.strip() for text in between)
