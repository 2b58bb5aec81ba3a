"""The state of one diagnosis: the programs that run, and the findings of the steps so far."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.doctor.early_start import EarlyStart
from rkconf.doctor.listening import Listening
from rkconf.doctor.options import Options
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.processes import Running, StartedPrograms, programs
from rkconf.doctor.ssh.master import Master
from rkconf.doctor.waiting import completed

if TYPE_CHECKING:
    from rkconf.doctor.ssh.configuration import Configuration


_FAREWELL = 2.0
"""The seconds for each command that closes something at the end."""


class Session:
    """The state that the steps share. Each step reads what earlier ones have found, and adds its own."""

    def __init__(self, plan: TrialPlan, options: Options, started: StartedPrograms, folder: Path) -> None:
        self.plan = plan
        self.options = options
        self.programs = started
        self.folder = folder
        """A private folder, which is removed at the end."""
        self.listening = Listening()
        self.master = Master(self.programs, folder)
        """The shared connection of all probes."""
        self.configuration: Configuration | None = None
        """The settings of ssh for the first machine on the way, once ssh has reported them."""
        self.launched: Running | None = None
        """The launch command, once it runs."""
        self.closing: list[tuple[str, ...]] = []
        """The commands that close what the launch command has opened in a connection of the user."""
        self.host_address = ""
        """The address or name at which this machine calls the kernel's machine."""
        self.token = os.urandom(8).hex()
        """The mark of the calls of the built-in stand-in."""
        self.proven: list[str] = []
        self.not_proven: list[str] = []

    async def close(self) -> None:
        """Close the link, and what the launch command has opened in a connection of the user."""
        self.listening.close()
        while self.closing:
            with suppress(OSError):
                await self.programs.run(self.closing.pop(), _FAREWELL)


@asynccontextmanager
async def session(plan: TrialPlan, options: Options, begun: EarlyStart) -> AsyncIterator[Session]:
    """Continue what has begun; afterwards, nothing that the steps have started or opened is left."""
    async with programs(begun.given, begun.descendants) as started:
        for early in begun.programs:
            started.adopt(early)
        made = Session(plan, options, started, begun.folder)
        try:
            yield made
        finally:
            await completed(made.close())
