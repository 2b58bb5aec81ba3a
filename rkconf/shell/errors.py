"""The errors of a shell that cannot read a command."""

from rkconf.diagnostics import Problem


class ShellError(Exception):
    """The shell cannot read the command and runs none of it; raised and caught only in this package."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class EndlessError(ShellError):
    """A compound command has no end; the next line may contain it."""
