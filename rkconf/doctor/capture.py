"""The lines of Wolfram Language that write the environment variables of a Front End to a file.

``Run`` is in every version, and gives a command to sh (published documentation). A kernel on the same machine inherits
the variables of the Front End that starts it, and its start script may add some, such as a library path.
"""

from rkconf import syntax

FILE = "rkconf-environment.txt"
"""The name of the file in the home directory."""
COMMAND = f'umask 077; env > "${{HOME:?}}/{FILE}"'
"""The command for sh; it prints nothing. Without HOME it fails, so it never writes to the root directory."""


def capture() -> str:
    """Return the lines to evaluate in a notebook, and the command that uses the file."""
    return (
        "(* Evaluate this line in a notebook, with the kernel Local. It returns 0, and writes the environment\n"
        f"   variables of the Front End to ~/{FILE}. They may hold secrets: only you can read a new file.\n"
        f"   Then type: rkconf doctor --environment ~/{FILE} *)\n"
        f'Run["{syntax.escape(COMMAND)}"]\n'
    )
