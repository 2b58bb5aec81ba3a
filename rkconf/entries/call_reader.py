"""Read the expressions that launch or describe parallel kernels; most files of a Front End have none."""

from collections.abc import Iterator

from rkconf.descriptions import Descriptions
from rkconf.descriptions.problems import problems as description_problems
from rkconf.descriptions.reader import read_descriptions
from rkconf.diagnostics import Problem
from rkconf.entries import other_connections, parallel, unquoted_logins
from rkconf.entries.document import CallNesting, ParallelCall
from rkconf.entries.enclosing import defines_its_function
from rkconf.entries.static_values import StaticValues
from rkconf.source import Source, Span
from rkconf.syntax.tree import Node


class CallReader:
    """Reads one expression of a file after another."""

    def __init__(self, source: Source, values: StaticValues) -> None:
        """Read expressions of ``source``, whose names have ``values``."""
        self._source = source
        self._values = values
        self._nesting = CallNesting(source)
        self._calls: list[ParallelCall] = []
        self._own_forms: set[tuple[str, str]] = set()
        self._descriptions = Descriptions()
        self._followed: set[Span] = set()

    def read(self, node: Node) -> Iterator[Problem]:
        """Read an expression, and yield the problems that its calls alone show."""
        calls = parallel.read_calls(self._nesting, self._values, node)
        self._own_forms.update(parallel.own_forms(self._source, node))
        yield from parallel.applied_by_operators(self._source, node)
        yield from other_connections.problems(self._values, node)
        yield from unquoted_logins.expressions(self._values, node)
        self._calls += (call for call in calls if not defines_its_function(call))
        self._descriptions += read_descriptions(self._source, node, self._values, self._followed)

    @property
    def calls(self) -> tuple[ParallelCall, ...]:
        """The calls whose form the file does not define itself."""
        return tuple(call for call in self._calls if not parallel.has_own_form(call, self._own_forms))

    @property
    def descriptions(self) -> Descriptions:
        """The kernels that an address and options describe, each once."""
        return self._descriptions.distinct

    def problems(self) -> Iterator[Problem]:
        """Yield the problems of all calls and descriptions."""
        yield from parallel.problems(self.calls, self._values)
        yield from description_problems(self.descriptions)
