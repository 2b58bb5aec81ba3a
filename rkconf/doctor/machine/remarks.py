"""The remarks about a machine: one table with their messages, advice and commands (``remarks.toml``)."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from rkconf import tables
from rkconf.record import record
from rkconf.shell.quoting import UNIX, UnquotableError, word_for_login_shell


class Level(StrEnum):
    """How a remark counts."""

    PROBLEM = "problem"
    """A kernel does not start, or an entry is not read."""
    UNKNOWN = "unknown"
    """A part of the machine could not be examined."""
    NOTE = "note"
    """Everything works, and a person may want to know it."""


@record
class RemarkFact:
    """The texts of one kind of remark; a name in braces is replaced by a value."""

    level: Level
    """How it counts."""
    message: str
    """The fact and its consequence."""
    advice: str
    """The step to take, in the imperative."""
    command: str = ""
    """The command to type next; empty if none helps."""


@record
class MachineRemark:
    """Something about a machine that a person should know."""

    id: str
    level: Level
    message: str
    advice: str
    command: str
    evidence: str = ""
    """Where it was seen: a line of a file, or the output of a program."""
    kernel: str | None = None
    """The name of the kernel that it is about; None if it is about the machine."""


@cache
def remark_facts() -> Mapping[str, RemarkFact]:
    """Return the texts of all remarks by their id."""
    return tables.read_rows(RemarkFact, "doctor/machine/remarks.toml")


def remark(name: str, evidence: str = "", kernel: str | None = None, **values: object) -> MachineRemark:
    """Return a remark with its values filled in; in its command, they are words of a shell."""
    fact = remark_facts()[name]
    texts = {key: str(value) for key, value in values.items()}
    if kernel is not None:
        texts["kernel"] = kernel
    words = {key: shell_word(text) for key, text in texts.items()}
    message, advice = fact.message.format_map(texts), fact.advice.format_map(texts)
    return MachineRemark(name, fact.level, message, advice, fact.command.format_map(words), evidence, kernel)


def shell_word(text: str) -> str:
    """Return a text as a word for a shell, which expands only a tilde at its beginning."""
    home, path = ("~/", text[2:]) if text.startswith("~/") else ("", text)
    try:
        return f"{home}{UNIX.word(path)}"
    except UnquotableError:
        return f"{home}{word_for_login_shell(path)}"
