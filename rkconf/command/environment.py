"""The environment of a login: the variables that every machine sets, with example values."""

from collections.abc import Mapping
from functools import lru_cache

from rkconf.shell.state import HOMES, State, Variables
from rkconf.source import Excerpt, Span


def environment(text: Excerpt, machine: int, shell: str = "sh") -> State:
    """Return the state of a shell after a login: the variables that every machine sets, with example values."""
    known = _examples(text.span, HOMES[min(machine, 1)], shell)
    return State(Variables(dict(known), set(known)))


@lru_cache(maxsize=32)
def _examples(span: Span, home: str, shell: str) -> Mapping[str, Excerpt]:
    values = {"HOME": home, "USER": "user", "LOGNAME": "user", "PWD": home, "SHELL": f"/bin/{shell}"}
    return {name: Excerpt.stand_in(value, span) for name, value in values.items()}
