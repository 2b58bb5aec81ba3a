"""The variables and the folder that a launch command gives to ssh, measured by a program that replaces ssh.

Only the local shell knows the value of ``$(...)`` or of a file that it reads. So the launch command runs once with
another program instead of ssh, which records both; then every probe of ssh runs with them.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.doctor.model import Surroundings, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.program_place import client_place
from rkconf.doctor.replacement import IrreplaceableError, replaced
from rkconf.resources import PACKAGE

if TYPE_CHECKING:
    from rkconf.doctor.session import Session

_SCRIPT = "surroundings.py"
_RESULT = "surroundings"
_EXAMPLE = Path("FOLDER")
"""The name of the private folder where a dry run prints a command."""
_COERCED = "LC_CTYPE"
"""The variable that Python adds in the locale C (PEP 538)."""


def command(plan: TrialPlan, folder: Path = _EXAMPLE) -> Words:
    """Return the command that measures; empty if ssh has the surroundings of rkconf, or they cannot be measured."""
    if plan.untried or not plan.preparation.is_needed:
        return ()
    try:
        text = replaced(plan, (sys.executable, "-I", str(folder / _SCRIPT)), client_place)
    except IrreplaceableError:
        return ()
    return (plan.local_shell, "-c", native(text))


async def measure(session: "Session") -> str:
    """Give probes the surroundings of ssh; return why they cannot have them, or an empty text."""
    if session.plan.untried or not session.plan.preparation.is_needed:
        return session.plan.untried
    words = command(session.plan, session.folder)
    if not words:
        return "the shells on the way to ssh cannot be followed"
    write_script(session.folder)
    ended = await session.programs.run(words, session.options.timeout)
    session.programs.own_orphans()
    found = read(session.folder, session.programs.given.variables)
    if found is None:
        return f"the commands in front of ssh do not start it: {ended.summary}"
    session.programs.surroundings = found
    return ""


def write_script(folder: Path) -> None:
    """Write the program that replaces ssh to a folder."""
    text = (PACKAGE / "doctor/scripts/surroundings.py.txt").read_text(encoding="utf-8")
    (folder / _SCRIPT).write_text(text, encoding="utf-8")


def read(folder: Path, before: Mapping[str, str]) -> Surroundings | None:
    """Return what that program has recorded in its folder; None if it did not run.

    Without the variable in ``before``, the locale that Python sets is dropped.
    """
    path = folder / _RESULT
    if not path.exists():
        return None
    working, *lines = (os.fsdecode(each) for each in path.read_bytes().split(b"\0"))
    variables = dict(line.split("=", 1) for line in lines)
    if _COERCED not in before:
        variables.pop(_COERCED, None)
    return Surroundings(variables, working)
