"""A program with its arguments, and its effect on the launch."""

import re
from itertools import groupby, pairwise

from rkconf import versions
from rkconf.link import LinkArguments, known_flags
from rkconf.programs import clients_by_program, is_command
from rkconf.programs.table import table
from rkconf.record import field, record
from rkconf.shell.execution import Action, Condition, Evaluation, Execution
from rkconf.shell.words import Field, PartKind
from rkconf.source import Excerpt
from rkconf.ssh.connection import Connection
from rkconf.ssh.effects import Effect
from rkconf.versions import Version

_NAMED = re.compile(r"(?:Mathematica[ _/\\-]?|Wolfram(?:Engine)?[ _/\\-])([0-9]+(?:\.[0-9]+)*)", re.IGNORECASE)

# A call of a function, which has two words or more in its name: one word before a bracket may be a pattern of files.
_CODE = re.compile(r'((?:[A-Z]\w*`)*[A-Z][a-z]+[A-Z]\w*)\[|EvaluatorNames$|\{"[^"]*"$')
_ADDRESS = re.compile(r"[A-Za-z]+://")

START_FLAGS = frozenset({"-mathlink", "-wstp"})
"""The flags that start the kernel on a link, in any version."""


@record
class Invocation:
    """A program and its arguments; ``prefixes`` are the words in front that run it, such as ``env A=1``."""

    program: Field
    arguments: tuple[Field, ...] = ()
    prefixes: tuple[Field, ...] = ()

    @property
    def words(self) -> tuple[Field, ...]:
        """The program and its arguments."""
        return (self.program, *self.arguments)


def named_version(path: Excerpt) -> Excerpt | None:
    """Return the version number in the path of a program; None without one."""
    named = _NAMED.search(path.text)
    return path[named.start(1) : named.end(1)] if named else None


@record
class StartedKernel:
    """The program that starts the kernel, and its arguments."""

    invocation: Invocation
    link: LinkArguments
    is_cut: bool = False
    """Whether a space splits its path, so that the shell starts another program; ``invocation`` is what was meant."""

    @property
    def program(self) -> Field:
        """The program; it may be a script that starts the kernel."""
        return self.invocation.program

    @property
    def arguments(self) -> tuple[Field, ...]:
        """The arguments of the program."""
        return self.invocation.arguments

    @property
    def named_version(self) -> Excerpt | None:
        """The version number in the path of the program."""
        return named_version(self.program.value)

    def version(self, assumed: Version) -> Version:
        """Return the version that its path gives, or its name that is new in a later version than ``assumed``.

        Where neither does, that is ``assumed``.
        """
        in_path = versions.released(self.named_version.text) if self.named_version else None
        return in_path or versions.first_with_program(self.program.base, assumed)

    @property
    def is_known(self) -> bool:
        """Whether its name or its flags are those of the kernel; otherwise it is an unknown script."""
        return self.is_named or bool(self.link.flags)

    @property
    def is_named(self) -> bool:
        """Whether its name is that of a kernel."""
        return is_kernel(self.program)


@record
class Call(Action):
    """The effect of a program on the launch."""

    invocation: Invocation | None = None
    machine: int = 0
    connection: Connection | None = None
    """The parsed command line of a client of ssh."""
    remote_command: Excerpt | None = None
    """The command that a client of ssh sends to the remote machine."""
    evaluation: Evaluation | None = None
    """The evaluation by the shell that the program starts, on this machine or a remote one."""
    kernel: StartedKernel | None = None
    unfollowed: Field | None = None
    """A program or an option that rkconf does not follow."""
    why: str = ""
    """The reason why it is not followed."""
    doubt: Condition | None = field(default=None)
    """A requirement that the machine may not meet."""
    unseen: Condition | None = None
    """The reason why it may start a kernel that is not among its words."""
    unread: tuple[Field, ...] = ()
    """Words after the command of a started shell that the command never uses."""
    detaches: Condition | None = None
    """The reason why it ends while the program that it runs continues."""
    lets_go: bool = False
    """Whether the program that continues has released the outputs of the caller."""

    @property
    def may_be_missing(self) -> bool:
        """Whether the program may be missing."""
        return self.is_missing or (self.unfollowed is not None and not self.connection)

    @property
    def only_prepares(self) -> bool:
        """Whether the program starts nothing and connects to no other machine."""
        return not (self.connection or self.evaluation or self.kernel or self.unfollowed or self.condition)

    @property
    def prepares_elsewhere(self) -> bool:
        """Whether ssh gets a command that only changes the shell that runs it, such as ``module load``."""
        if not self.connection or not self.connection.command or not self.evaluation:
            return False
        programs = (each.words[0].base for each in self.evaluation.executions)
        return not self.evaluation.unfollowed and all(name in table().changing_shell for name in programs)

    def stays_open(self, execution: Execution) -> bool:
        """Return whether it is a connection without a command that stays open in the background."""
        if not self.connection or self.remote_command:
            return False
        return execution.in_background or bool(self.connection.options_that(Effect.IN_BACKGROUND))


def is_kernel(word: Field) -> bool:
    """Return whether a program has the name of the kernel."""
    return word.is_named(table().kernels)


def started_in(words: tuple[Field, ...]) -> Field | None:
    """Return the first of some words that is a client, or a kernel by its name or by the flag after it."""
    pairs = zip(words, (*words[1:], None), strict=False)
    return next((word for word, after in pairs if _is_started(word) or (after and is_start_flag(after))), None)


def names_program(words: tuple[Field, ...]) -> bool:
    """Return whether one of some words is a client, or a kernel by its name."""
    return any(map(_is_started, words))


def _is_started(word: Field) -> bool:
    return is_kernel(word) or word.base.lower() in clients_by_program()


def is_program(word: Field) -> bool:
    """Return whether a word is certainly a program: the kernel, or a path, which no host contains."""
    return is_kernel(word) or word.text.startswith(("/", "./", "~"))


def begins_command(word: Field) -> bool:
    """Return whether a word begins a command: a program, or a client such as ssh."""
    return is_program(word) or word.base.lower() in clients_by_program()


def is_address(word: Field) -> bool:
    """Return whether a word is the address of a kernel description, such as ``ssh://host``, and not a program."""
    return _ADDRESS.match(word.text) is not None


def wolfram_language(word: Field) -> str:
    """Return the code of Wolfram Language that a word begins, such as ``SetOptions[...]``; empty for a program."""
    found = _CODE.match(word.raw.text)
    return (f"{found[1]}[...]" if found[1] else found[0]) if found else ""


def is_start_flag(word: Field) -> bool:
    """Return whether a word is a flag that starts the kernel on a link, in any version."""
    return word.text.lower() in START_FLAGS


def joins_command(word: Field) -> bool:
    """Return whether quotes turn a whole command into one program name: it contains flags of the kernel."""
    _, space, rest = word.text.partition(" ")
    return bool(space) and (
        is_command(word.text) or any(each[1:].lower() in known_flags() for each in rest.split(" ") if each[:1] == "-")
    )


def names_tilde(word: Field) -> bool:
    """Return whether the path of a program begins with a tilde that no shell expanded, since quotes kept it."""
    return word.text.startswith("~/")


def is_one_name(word: Field) -> bool:
    """Return whether a word is one program name; otherwise misplaced quotes joined several words."""
    # A backslash in front of a space is written for this very space.
    escaped = {id(part) for before, part in pairwise(word.parts) if before.raw.text == "\\"}
    parts = (part for part in word.parts if part.kind is not PartKind.QUOTE)
    runs = groupby(parts, key=lambda part: part.quoted and id(part) not in escaped)
    between = ("".join(part.value.text for part in parts) for quoted, parts in runs if quoted)
    return not is_command(word.text) and all(text == text.strip() for text in between)
