"""The result of a program that a diagnosis has run."""

from rkconf.record import record


@record
class Ended:
    """A program that has ended."""

    status: int | None
    """Its exit status, negative for a signal; None if it was ended after the time limit."""
    output: str
    errors: str
    seconds: float

    @property
    def last_error(self) -> str:
        """The last line of standard error that is not empty; of standard output if there is none."""
        lines = [line.strip() for line in (self.errors.strip() or self.output.strip()).splitlines()]
        return lines[-1] if lines else ""

    @property
    def summary(self) -> str:
        """The exit status and the last line, as evidence."""
        ended = "did not end in time" if self.status is None else f"exit status {self.status}"
        return f"{ended}: {self.last_error}" if self.last_error else ended
