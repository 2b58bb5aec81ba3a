"""What a shell answers when it cannot read a command."""

from rkconf.diagnostics import Problem


class ShellError(Exception):
    """The shell cannot read the command at all and runs nothing of it; only this room raises and catches it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class EndlessError(ShellError):
    """A compound command has no end: another line may bring it."""
