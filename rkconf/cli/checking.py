"""Check one input as the command line and its settings want it."""

from argparse import Namespace
from typing import NamedTuple

from rkconf import inputs, lint
from rkconf.cli import choices, reading
from rkconf.diagnostics import Diagnostic
from rkconf.errors import UnreadableInputError
from rkconf.inputs import Input


class Outcome(NamedTuple):
    """What became of one input: its name and what was found in it, or why it could not be read."""

    name: str
    diagnostics: tuple[Diagnostic, ...] = ()
    entries: int = 0
    unreadable: str | None = None


class Inspector:
    """Checks one input after the other; another process makes its own from the same command line."""

    def __init__(self, arguments: Namespace) -> None:
        self._arguments = arguments
        self.settings = choices.lookup(arguments)

    def __reduce__(self) -> tuple[type["Inspector"], tuple[Namespace]]:
        """Travel as the command line alone."""
        return Inspector, (self._arguments,)

    def __call__(self, path: str) -> Outcome:
        """Read and check the file at ``path``, or standard input for ``-``."""
        try:
            return self.check(inputs.read(reading.source(path, self._arguments.stdin_filename)))
        except UnreadableInputError as error:
            return Outcome(path, unreadable=str(error))

    def check(self, checked: Input) -> Outcome:
        """Check what was read."""
        name = checked.parts[0].source.name
        settings = self.settings.of(name)
        target = settings.assumptions(name).target(checked)
        found = lint.check(checked, target, settings.selection_for(name))
        return Outcome(name, found, checked.entries)
