"""The programs that rkconf predicts a random command to run, on a machine whose `sh` is dash."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from rkconf import versions
from rkconf.command import Call, Launch, LaunchKind, Target
from rkconf.command.follow import Follower, Search
from rkconf.command.placeholders import fill
from rkconf.shell.execution import Evaluation, Occurrence, Redirected
from rkconf.shell.facts import Shell, UnixShell
from rkconf.shell.state import HOMES
from rkconf.shell.words import Field, PartKind
from rkconf.source import Source
from tests.live.command_runs import RECORDED


class Many(Enum):
    """Instead of a word: any number of words, none included."""

    MANY = "..."


Occurs = Literal["always", "never", "perhaps"]
FILES = frozenset({"/dev/null", ""})
"""Redirections to them behave as rkconf assumes."""
READERS = frozenset({".", "source"})
"""They run what is in a file."""
EXAMPLES = (*HOMES, "/bin/sh", "user")
OCCURS: dict[Occurrence, Occurs] = {
    Occurrence.ALWAYS: "always",
    Occurrence.PERHAPS: "perhaps",
    Occurrence.NEVER: "never",
}


@dataclass(frozen=True)
class Execution:
    """One execution of a program; programs that are not recorded may be among the predictions, and are ignored."""

    words: tuple[str | Many | None, ...]
    """The program, as written or as a path, and its arguments; None for one word that is not known."""
    occurs: Occurs


@dataclass(frozen=True)
class Prediction:
    """All executions of a command: those of nested shells and of prefixes such as ``env``, too."""

    executions: tuple[Execution, ...]
    decided: bool = True
    """False: something in the command was not followed, and other programs may run as well."""
    opens_files: bool = True
    """False: a file of a redirection may not be there, which rkconf leaves open."""
    early: bool | None = None
    """The shell returns before what it started has ended; None where nothing is claimed."""


class DebianFollower(Follower):
    """Follow a command on a machine whose `sh` is known: it is dash."""

    def shell_named(self, name: str, machine: int) -> Shell:
        """Return the facts of a shell."""
        return super().shell_named("dash" if name == "sh" else name, machine)


def predict(text: str, shell: str) -> Prediction:
    """Return what rkconf expects to run on this machine, through prefixes and shells in shells."""
    version = versions.load("5.2")
    launch = Launch(LaunchKind.CONTROLLER, Source("<command>", text.encode()).excerpt())
    filled = fill(Source("<command>", text.encode()).excerpt(), {})
    search = Search(launch, filled, Target(version, version, (shell,), ("bash",)))
    evaluation = DebianFollower(search, shell, ("bash",)).start()
    found = list(_executions(evaluation, Occurrence.ALWAYS))
    decided = all(known for _, known in found) and _is_followed(evaluation)
    return Prediction(tuple(each for each, _ in found), decided and _opens_files(evaluation), _opens_files(evaluation))


def _executions(evaluation: Evaluation, outer: Occurrence) -> Iterator[tuple[Execution, bool]]:
    """Yield every program of this machine, and whether it is known what it does."""
    own = evaluation.shell.own_programs if isinstance(evaluation.shell, UnixShell) else ()
    for each in evaluation.executions:
        if each.words[0].text in own:
            continue  # the shell runs it itself, and nobody records it
        occurs = min(outer, each.occurs)
        call = each.action if isinstance(each.action, Call) else None
        if call and call.evaluation and not call.connection:
            yield from _executions(call.evaluation, occurs)
            continue
        words = call.invocation.words if call and call.invocation else each.words
        if not words[0].known or _word(words[0]) is Many.MANY:
            yield (
                Execution(_words(words), OCCURS[min(occurs, Occurrence.PERHAPS)]),
                occurs is Occurrence.NEVER,
            )
            continue
        is_known = not (call and call.unfollowed and not _is_recorded(words[0])) and words[0].text not in READERS
        yield Execution(_words(words), OCCURS[occurs]), is_known or occurs is Occurrence.NEVER


def _is_followed(evaluation: Evaluation) -> bool:
    """Return whether nothing in a text, and in the texts of shells that it starts, is left open."""
    inner = (each.action.evaluation for each in evaluation.executions if isinstance(each.action, Call))
    open_ = any(problem.rule == "not-understood" for problem in evaluation.problems)
    return not open_ and all(_is_followed(each) for each in inner if each and not each.machine)


def _is_recorded(word: Field) -> bool:
    return word.known and base(word.text) in RECORDED


def _opens_files(evaluation: Evaluation) -> bool:
    """Return whether the files of all redirections are there, or can be made in the folder at hand."""
    calls = [each.action for each in evaluation.executions if isinstance(each.action, Call)]
    inner = all(_opens_files(call.evaluation) for call in calls if call.evaluation and not call.connection)
    redirected = (each for execution in evaluation.executions for each in execution.redirected)
    return inner and all(each.copies or each.is_text or _is_file(each) for each in redirected)


def _is_file(redirected: Redirected) -> bool:
    name = redirected.target.text
    return name in FILES or (redirected.is_output and redirected.target.known and "/" not in name)


def _words(words: Sequence[Field]) -> tuple[str | Many | None, ...]:
    """Return words as they are claimed; the example of a shell may be the program itself."""
    is_shell = words[0].text == EXAMPLES[2]
    return tuple(word.text if is_shell and not at else _word(word) for at, word in enumerate(words))


def _word(word: Field) -> str | Many | None:
    """Return a word as it is claimed: a pattern may fit any file, and an example of a home is any folder."""
    if word.splits or any(expansion.kind is PartKind.GLOB for expansion in word.expansions):
        return Many.MANY
    return word.text if word.known and not any(home in word.text for home in EXAMPLES) else None


def base(program: str) -> str:
    return program.rpartition("/")[2]
