"""The rows of a specification: kernels and groups of parallel kernels, each with its places."""

from rkconf.diagnostics import Problem
from rkconf.record import record
from rkconf.spec.model import Kernel, Parallel, Specification, given_values
from rkconf.toml import Path, Places


@record
class Row:
    """One kernel or one group of parallel kernels, and its places."""

    table: Kernel | Parallel
    path: Path
    places: Places

    @property
    def name(self) -> str:
        """Its name; parallel kernels without a name have that of their machine."""
        return self.table.name or self.table.host or ""

    def problem(self, rule: str, key: str | Path, message: str, advice: str = "") -> Problem:
        """Return a problem at the value of ``key`` or of a path in the row, or at the row if the key is not given."""
        steps = (key,) if isinstance(key, str) else key
        return Problem(rule, self.places.of((*self.path, *steps)).value, message, advice)

    def impossible(self, key: str | Path, message: str, advice: str = "") -> Problem:
        """Return a problem that keeps the specification from working."""
        return self.problem("impossible-specification", key, message, advice)

    def given(self, key: str) -> bool:
        """Return whether ``key`` is written in the file, or has another value than its default."""
        return self.places.has((*self.path, key)) or key in given_values(self.table)


def is_verbatim(table: Kernel | Parallel) -> bool:
    """Return whether the specification gives the whole launch command."""
    return (table.launch_command if isinstance(table, Kernel) else table.command) is not None


def rows(specification: Specification, places: Places) -> tuple[Row, ...]:
    """Return every kernel and every group of parallel kernels."""
    kernels = (Row(kernel, ("kernels", index), places) for index, kernel in enumerate(specification.kernels))
    parallel = (Row(group, ("parallel", index), places) for index, group in enumerate(specification.parallel))
    return (*kernels, *parallel)
