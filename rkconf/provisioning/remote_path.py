"""The paths on the kernel's machine that a launch command names."""

from rkconf.command import Journey
from rkconf.shell.state import HOMES
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Spans


def remote_path(journey: Journey, word: Field) -> str | None:
    """Return the path that a word of the kernel's command names; None where its text depends on a machine.

    A path in the home directory of the kernel's machine, such as ``~/math.sh``, begins with ``./`` instead.
    """
    expanded = [expansion.value for expansion in word.expansions]
    if not word.known or _is_example(journey, word.value):
        return None
    home = HOMES[1]
    if expanded == [home] and word.text.startswith(f"{home}/"):
        return f".{word.text.removeprefix(home)}"
    return None if expanded else word.text


def _is_example(journey: Journey, value: Excerpt) -> bool:
    """Return whether a text contains an example: the value of a placeholder, or what the local shell expands."""
    local = journey.connection.command if journey.connection else ()
    expanded = Spans(expansion.raw.span for word in local for expansion in word.expansions)
    return journey.filled.derives_from_any(value) or value.comes_from(expanded)
