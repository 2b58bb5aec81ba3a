"""What a login starts with: variables that every machine sets, each with an example."""

from rkconf.shell.state import HOMES, State, Variables
from rkconf.source import Excerpt


def environment(text: Excerpt, machine: int, shell: str = "sh") -> State:
    """Return what a login starts with: values that every machine has, each as an example."""
    home = HOMES[min(machine, 1)]
    values = {"HOME": home, "USER": "user", "LOGNAME": "user", "PWD": home, "SHELL": f"/bin/{shell}"}
    known = {name: Excerpt.stand_in(value, text.span) for name, value in values.items()}
    return State(Variables(dict(known), set(known)))
