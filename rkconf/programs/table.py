"""The programs that rkconf knows, and what they do with their arguments (``programs.toml``)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from rkconf import tables
from rkconf.deferred import pattern
from rkconf.programs.password_options import PasswordProgram
from rkconf.record import field, record

_FILE = "programs/programs.toml"
_ASSIGNMENT = pattern(r"[A-Za-z_][A-Za-z0-9_]*=")
_NUMBER = pattern(r"-[0-9]+")


@record
class HandingOn:
    """A program that runs its remaining arguments as a command."""

    name: str
    """The name of the program, or of a subcommand of it."""
    flags: str = ""
    """The letters of options without a value."""
    values: str = ""
    """The letters of options with a value."""
    password: str = ""
    """The letters among them whose value is a password."""
    input_with: tuple[str, ...] = ()
    """The options with one of which it reads a password from its input."""
    input_without: tuple[str, ...] = ()
    """The options without any of which it does."""
    answers: bool = False
    """Whether it answers the prompts of the command."""
    long: tuple[str, ...] = ()
    """The long options whose value is the next word."""
    operands: int = 0
    """The number of words between the options and the command."""
    operand: str = ""
    """The regular expression of those words; empty if they may be anything."""
    assignments: bool = False
    """Whether assignments may precede the command."""
    dash: bool = False
    """Whether a dash alone is an option."""
    numbers: bool = False
    """Whether a number such as `-5` is an option."""
    needs_option: bool = False
    """Whether it starts nothing without an option."""
    asking: tuple[str, ...] = ()
    """The options with which it only looks up the command."""
    text: str = ""
    """The letter of the option whose value is a command for `sh`."""
    text_alone: bool = False
    """Whether a single word is a command for a shell."""
    subcommands: Mapping[str, str] = field(default_factory=dict)
    """The subcommands that run a command, each with the name of its table."""
    separate: str = ""
    """The part of its surroundings that no other program has, such as an agent; empty without one."""
    detaches: Literal["never", "leader"] = "never"
    """Whether the command continues after the caller ends: never, or if the caller leads a process group."""
    detaching: tuple[str, ...] = ()
    """The options with which it always does."""
    waiting: tuple[str, ...] = ()
    """The options with which it never does."""
    releases: bool = False
    """Whether a command that continues has released the outputs of the caller."""
    detached_by: str = ""
    """The option letters with which it needs no terminal and its command keeps running."""
    command_option: str = ""
    """The option in front of the command; empty if the command follows the options."""
    installed: Literal["always", "perhaps"] = "always"
    """Whether every machine has it."""
    doubt: str = ""
    """A need of the program that the machine may not meet; empty without one."""
    terminal_by: str = ""
    """The option letters with all of which it needs a terminal."""

    def command(self, words: Sequence[str]) -> int | None:
        """Return how many of ``words`` precede the command; None if an option is unknown."""
        if self.command_option:
            return words.index(self.command_option) + 1 if self.command_option in words else None
        at = self._past_options(words)
        if at is None:
            return None
        while self.assignments and at < len(words) and _ASSIGNMENT.match(words[at]):
            at += 1
        return at + self.operands

    def values_given(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Yield the letter of each option with a value, the index of the word with the value, and where it starts."""
        at = 0
        while at < len(words) and words[at].startswith("-") and (length := self._length(words[at])):
            place = next((place for place, letter in enumerate(words[at]) if place and letter in self.values), 0)
            if place and at + length <= len(words):
                yield words[at][place], at + length - 1, place + 1 if length == 1 else 0
            at += length

    def reads_password(self, words: Sequence[str]) -> bool:
        """Return whether it reads a password from its input, given the words after it."""
        options = [word for word in words[: self.command(words)] if word.startswith("-")]
        if self.input_without:
            return not any(has_option(word, option) for word in options for option in self.input_without)
        return any(has_option(word, option) for word in options for option in self.input_with)

    def refusal(self, words: Sequence[str], before: int) -> str:
        """Return the reason why the program refuses the words before its command; empty if it does not."""
        if self.needs_option and not any(word.startswith("-") for word in words[:before]):
            return "needs an option"
        operands = words[before - self.operands : before] if self.operand else ()
        wrong = [word for word in operands if _is_other(word, self.operand)]
        return f"does not accept {wrong[0]} there" if wrong else ""

    def is_detached(self, words: Sequence[str]) -> bool:
        """Return whether its options let the command keep running by itself."""
        return _has_letters(words, self.detached_by)

    def needs_terminal(self, words: Sequence[str]) -> bool:
        """Return whether its options need a terminal."""
        return _has_letters(words, self.terminal_by)

    def _past_options(self, words: Sequence[str]) -> int | None:
        at = 0
        while at < len(words) and words[at].startswith("-"):
            text = words[at]
            if text == "--":
                return at + 1
            if text == "-" and not self.dash:
                return at
            length = self._length(text)
            if not length:
                return None
            at += length
        return at

    def _length(self, text: str) -> int:
        """Return how many words an option takes, with its value; 0 for an unknown option."""
        if text.startswith("--") or text in self.long:
            return 2 if text in self.long else 1
        if text == "-" or (self.numbers and _NUMBER.fullmatch(text)):
            return 1
        for at, letter in enumerate(text[1:], start=1):
            if letter in self.values:
                return 1 if text[at + 1 :] else 2
            if letter not in self.flags and text not in self.asking:
                return 0
        return 1


@record
class PasswordWords:
    """The words that hold a password, or precede one."""

    options: tuple[str, ...]
    """The options whose value, the next word, is a password."""
    names: str
    """The regular expression of the names of variables, settings and keys that hold a password, without case."""
    stems: tuple[str, ...]
    """The parts of names, one of which each such name contains."""
    headers: str
    """The regular expression of the names of fields of HTTP requests that hold a password or a token, without case."""
    readers: tuple[str, ...]
    """The programs that read a password from their input."""
    dialogs: Mapping[str, str]
    """The programs that run a text which sends passwords, each with the option in front of the text."""
    setters: tuple[str, ...]
    """The builtins that set a variable to the word after its name."""
    setting: Mapping[str, str]
    """The builtins that set a variable which they do not name, each with this variable."""
    addresses: tuple[str, ...]
    """The schemes of addresses: before a colon each looks like a user, and what follows it like a password."""
    programs: Mapping[str, PasswordProgram]
    """The programs with passwords in their own options."""


@record
class Programs:
    """The whole table."""

    clients: Mapping[str, tuple[str, ...]]
    """The clients that run a command on another machine, each with its programs."""
    kernels: tuple[str, ...]
    """The names of the kernel."""
    kernel_placeholders: tuple[str, ...]
    """The placeholders of the path of a kernel."""
    java: tuple[str, ...]
    """The programs that run a Java archive."""
    java_placeholders: tuple[str, ...]
    """The placeholders of the path of such a program."""
    archive_flag: str
    """The option that precedes the archive."""
    passwords: PasswordWords
    """The words that hold a password, or precede one."""
    handing_on: Mapping[str, HandingOn]
    """The programs that run their remaining arguments as a command."""
    shells: Mapping[str, str]
    """The programs that are shells, each with the name of its facts in `shells.toml`."""
    statuses: Mapping[str, Literal["success", "failure", "unknown"]]
    """The programs that only prepare what follows, each with its exit status."""
    asking: tuple[str, ...]
    """The programs that only look up others, assumed to find them."""
    front_ends: tuple[str, ...]
    """The names of the Front End."""
    folder_endings: tuple[str, ...]
    """The endings of names that folders have, and programs do not."""
    program_endings: tuple[str, ...]
    """The endings of names, after a dot, that programs have and hosts do not."""
    detaching: tuple[str, ...]
    """The programs that may run a command separately from their caller."""
    queueing: Mapping[str, tuple[str, ...]]
    """The programs that run their command later and return at once, each with the options with which they wait."""
    repeatable: tuple[str, ...]
    """The programs that may run twice: they change the shell that runs them, what a second run leaves, or nothing."""
    repeatable_with: Mapping[str, tuple[str, ...]]
    """The programs that may run twice with one of some options only."""
    changing_shell: tuple[str, ...]
    """The programs whose only effect is on the shell that runs them."""
    running_unseen: tuple[str, ...]
    """The programs that prepare something, or run a command that is not among their words."""
    launchers: tuple[str, ...]
    """The programs that run a command in a container, a job or an environment, and that rkconf does not follow."""
    spaced_folders: str
    """The regular expression of the parts of paths, with a space, in which programs are installed."""
    program_folders: tuple[str, ...]
    """The beginnings of relative paths of programs."""
    startup_files: str
    """The regular expression of the paths of files that a shell reads for their values, and that start nothing."""
    taking_no_words: tuple[str, ...]
    """The programs among them that read the command from their input."""
    wanting_terminal: tuple[str, ...]
    """The programs that reach another machine only from a terminal, and forward no ports."""
    unencrypted: tuple[str, ...]
    """The programs that encrypt nothing, and whose arguments are not documented."""
    starts_nothing: tuple[str, ...]
    """The programs that reach another machine and start nothing there."""


@cache
def table() -> Programs:
    """Return the table.

    Raises:
        TableError: A value is missing, unknown or wrong.
    """
    values = tables.content(_FILE)
    statuses = {name: status for status, programs in values["statuses"].items() for name in programs}
    return tables.read(Programs, _FILE, {**values, "statuses": statuses})


def has_option(word: str, option: str) -> bool:
    """Return whether a word is an option, or a cluster of letters with it."""
    return word == option or (len(option) == 2 and not word.startswith("--") and option[1] in word[1:])  # noqa: PLR2004


def _has_letters(words: Sequence[str], wanted: str) -> bool:
    """Return whether options contain all of some letters; False if none is wanted."""
    letters = {letter for word in words if word[:1] == "-" and word[:2] != "--" for letter in word[1:]}
    return bool(wanted) and letters >= set(wanted)


def _is_other(word: str, form: str) -> bool:
    """Return whether an operand is known, and does not have the form that the program accepts."""
    return word.isprintable() and word.isascii() and not re.fullmatch(form, word)


def names() -> Iterator[str]:
    """Yield the names of all programs in the table except the clients."""
    known = table()
    yield from known.handing_on
    yield from known.shells
    yield from known.kernels
    yield from known.java
