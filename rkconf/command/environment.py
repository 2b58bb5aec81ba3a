"""What a login starts with: variables that every machine sets, each with an example."""

from collections.abc import Mapping
from functools import lru_cache

from rkconf.shell.state import HOMES, State, Variables
from rkconf.source import Excerpt, Span


def environment(text: Excerpt, machine: int, shell: str = "sh") -> State:
    """Return what a login starts with: values that every machine has, each as an example."""
    known = _examples(text.span, HOMES[min(machine, 1)], shell)
    return State(Variables(dict(known), set(known)))


@lru_cache(maxsize=32)
def _examples(place: Span, home: str, shell: str) -> Mapping[str, Excerpt]:
    values = {"HOME": home, "USER": "user", "LOGNAME": "user", "PWD": home, "SHELL": f"/bin/{shell}"}
    return {name: Excerpt.stand_in(value, place) for name, value in values.items()}
