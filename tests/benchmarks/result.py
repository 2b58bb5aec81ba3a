"""One line of the table of measurements."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line of the table: the measurement, the ratio, its target, and the numbers that it comes from."""

    what: str
    ratio: float
    target: str
    numbers: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.ratio:.2f} | {self.target} | {self.numbers} |"
