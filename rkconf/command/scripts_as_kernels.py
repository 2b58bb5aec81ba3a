"""wolframscript instead of a kernel: it starts a kernel itself, and does not connect to a link that it is given.

Source: the answer of a developer of Wolfram for 11.3 and 12.0.
"""

from rkconf.shell.words import Field
from rkconf.source import Excerpt

KERNEL = "wolfram"
"""The kernel, which is usually in the same folder."""
MESSAGE = "wolframscript does not connect to the link that it is given; the launch hangs"
_SCRIPT = "wolframscript"


def script_in(program: Field) -> Excerpt | None:
    """Return the name of wolframscript in the path of a program; None for any other program."""
    at = program.value.text.lower().rfind(_SCRIPT)
    return program.value[at : at + len(_SCRIPT)] if program.base.lower() == _SCRIPT and at >= 0 else None
