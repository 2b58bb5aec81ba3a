"""The part of a launch command in front of ssh, such as ``cd``, ``export`` or ``env``, as the interpreter reads it."""

from collections.abc import Iterator
from functools import cached_property

from rkconf.command import Execution, Hop, Journey
from rkconf.doctor.program_place import client_place
from rkconf.programs.table import has_option, table
from rkconf.record import record
from rkconf.shell.words import Field

_NOTHING_CHANGED = frozenset(("exec", "command", "builtin"))
"""The builtins in front of a program that change neither its variables nor its folder."""


@record
class Preparation:
    """The commands and words that give the first client of ssh its variables and its folder."""

    journey: Journey

    @cached_property
    def _path(self) -> tuple[Hop, ...]:
        """The shells up to the one that starts the client."""
        place = client_place(self.journey)
        return place.path if place else ()

    @property
    def is_needed(self) -> bool:
        """Whether something in front of the client may change how it runs."""
        return len(self._path) > 1 or any(map(_changes, self._path))

    @cached_property
    def obstacle(self) -> str:
        """The reason why the preparation cannot run once more, for probes; empty if it can, or need not."""
        found = (text for hop in self._path for text in _obstacles(hop))
        return next(found, "") if self.is_needed else ""


def _obstacles(hop: Hop) -> Iterator[str]:
    """Yield why the commands of one shell cannot run without its ssh."""
    for raw in hop.evaluation.unfollowed:
        # The text may be empty, such as that of commands that are nested too deeply.
        shown = next((f"`{word}` in" for word in raw.text.split()), "all of")
        yield f"rkconf does not follow {shown} the launch command"
    for word in _prefixes(hop):
        if given := table().handing_on[word.base].separate:
            yield f"{word.text} starts ssh with {given}"
    others = tuple(each for each in hop.evaluation.executions if each is not hop.execution)
    for name in (each.words[0] for each in others if not _is_repeatable(each)):
        yield f"the launch command also starts {name.text}, which does not run twice"
    redirected = (*hop.evaluation.redirections, *(each for other in others for each in other.redirected))
    for target in (each.target for each in redirected if each.appends):
        yield f"the launch command appends to {target.text}, which does not happen twice"


def _is_repeatable(execution: Execution) -> bool:
    """Return whether a second run leaves what the first one has left."""
    name, *rest = execution.words
    needed = table().repeatable_with.get(name.base)
    if needed is not None:
        return any(has_option(word.text, option) for word in rest for option in needed)
    return name.base in table().repeatable


def _changes(hop: Hop) -> bool:
    execution, evaluation = hop.execution, hop.evaluation
    if execution is None:
        return True
    is_set = evaluation.assignments or evaluation.unfollowed or execution.assignments
    words = (word for word in _prefixes(hop) if word.base not in _NOTHING_CHANGED)
    return bool(is_set or evaluation.before(execution)) or any(words)


def _prefixes(hop: Hop) -> Iterator[Field]:
    """Yield the programs in front of the one that continues the path, such as ``env`` and ``nice``."""
    words = hop.execution.words if hop.execution else ()
    last = hop.call.invocation.program if hop.call and hop.call.invocation else None
    for word in words:
        if last is not None and word.raw.span == last.raw.span:
            return
        if word.base in table().handing_on:
            yield word
