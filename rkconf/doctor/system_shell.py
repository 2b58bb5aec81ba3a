"""The shell that ``sh`` is on this machine: dash, bash and others read a launch command in different ways."""

import os
import shutil
from pathlib import PurePath

from rkconf.command import Target
from rkconf.programs.table import table
from rkconf.record import replace


def narrowed(target: Target, path: str | None) -> Target:
    """Return the target for the one shell that ``sh`` on ``path`` is; the same target if that is unknown.

    ``path`` is the variable PATH of the Front End. Only a target with several shells is narrowed: these are the ones
    that ``sh`` may be.
    """
    program = shutil.which("sh", path=path) if len(target.local_shells) > 1 else None
    shell = table().shells.get(PurePath(os.path.realpath(program)).name) if program else None
    return replace(target, local_shells=(shell,)) if shell in target.local_shells else target
