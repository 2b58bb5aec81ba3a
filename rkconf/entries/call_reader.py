"""Read the expressions that launch or describe parallel kernels; they are parsed again when they are used.

Most files of a Front End have none.
"""

from collections.abc import Callable, Iterator, Sequence

from rkconf.descriptions import Descriptions
from rkconf.descriptions.problems import problems as description_problems
from rkconf.descriptions.reader import read_descriptions
from rkconf.diagnostics import Problem
from rkconf.entries import other_connections, parallel, unquoted_logins
from rkconf.entries.document import CallNesting, ParallelCall
from rkconf.entries.enclosing import defines_its_function
from rkconf.entries.static_values import StaticValues
from rkconf.kept_results import KeptResults
from rkconf.lazy_sequence import ItemsOfParts
from rkconf.record import record
from rkconf.source import Source, Span
from rkconf.syntax.tree import Node

MOST_KEPT_EXPRESSIONS = 300
"""The first expressions of a file, which are kept as they were read; others are read again when they are used."""


@record
class KernelsInExpression:
    """An expression of a file: its calls for parallel kernels, and its kernel descriptions."""

    calls: tuple[ParallelCall, ...]
    descriptions: Descriptions


class CallReader:
    """Reads one expression of a file after another; each has the number of its region."""

    def __init__(self, source: Source, values: StaticValues, parsed: Callable[[int], Node]) -> None:
        """Read expressions of ``source``, whose names have ``values``; ``parsed`` parses one again."""
        self._source, self._values, self._parsed_again = source, values, parsed
        self._nesting = CallNesting(source)
        self._own_forms: set[tuple[str, str]] = set()
        self._followed: dict[Span, int] = {}  # the value of a name, and the expression that used it first
        self._problems: list[Problem] = []
        self._problems_of_descriptions: dict[Problem, None] = {}
        self._shares_kernels = False
        self._parsed: tuple[int, Node] | None = None  # the expression that is read for the first time
        self._read = KeptResults(self._read_again, MOST_KEPT_EXPRESSIONS)
        self._calls = ItemsOfParts(lambda number: self._read(number).calls)
        self._kernels = ItemsOfParts(lambda number: self._read(number).descriptions.kernels)
        self._launches = ItemsOfParts(lambda number: self._read(number).descriptions.calls)
        self._changes = ItemsOfParts(lambda number: self._read(number).descriptions.changes)
        self._symbols = ItemsOfParts(lambda number: self._read(number).descriptions.symbols)
        self._unknown = ItemsOfParts(lambda number: self._read(number).descriptions.unknown)

    def read(self, number: int, node: Node) -> Iterator[Problem]:
        """Read an expression, and yield the problems that its calls alone show."""
        self._own_forms.update(parallel.own_forms(self._source, node))
        yield from parallel.applied_by_operators(self._source, node)
        yield from other_connections.problems(self._values, node)
        yield from unquoted_logins.expressions(self._values, node)
        self._parsed = number, node
        found = self._read(number)
        self._parsed = None
        self._note(number, found)
        self._shares_kernels |= not all(node.span.covers(each.span) for each in found.descriptions.kernels)

    def _note(self, number: int, found: KernelsInExpression) -> None:
        """Note how much an expression holds, and its problems."""
        described = found.descriptions
        self._calls.add(number, len(found.calls))
        self._kernels.add(number, len(described.kernels))
        self._launches.add(number, len(described.calls))
        self._changes.add(number, len(described.changes))
        self._symbols.add(number, len(described.symbols))
        self._unknown.add(number, len(described.unknown))
        self._problems += parallel.problems(found.calls, self._values)
        self._problems_of_descriptions |= dict.fromkeys(description_problems(described))

    def _read_again(self, number: int) -> KernelsInExpression:
        """Read an expression as it was read first: the value of a name is searched in the first that uses it."""
        is_first = self._parsed is not None and self._parsed[0] == number
        node = self._parsed[1] if self._parsed and is_first else self._parsed_again(number)
        calls = parallel.read_calls(self._nesting, self._values, node)
        followed = {span for span, first in self._followed.items() if first < number}
        descriptions = read_descriptions(self._source, node, self._values, followed)
        for span in followed:
            self._followed.setdefault(span, number)
        return KernelsInExpression(
            tuple(call for call in calls if not defines_its_function(call)), descriptions.distinct
        )

    @property
    def calls(self) -> Sequence[ParallelCall]:
        """The calls whose form the file does not define itself."""
        every = self._calls.items
        if not self._own_forms:
            return every
        return tuple(call for call in every if not parallel.has_own_form(call, self._own_forms))

    @property
    def descriptions(self) -> Descriptions:
        """The kernels that an address and options describe, each once: several expressions may use one."""
        kernels, calls = self._kernels.items, self._launches.items
        every = Descriptions(kernels, calls, self._changes.items, self._symbols.items, self._unknown.items)
        return every.distinct if self._shares_kernels else every

    def problems(self) -> Iterator[Problem]:
        """Yield the problems of all calls and descriptions."""
        yield from parallel.problems(self.calls, self._values) if self._own_forms else self._problems
        yield from self._problems_of_descriptions
