"""The kernels of a file that are described by an address and options, without a launch command."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from rkconf.descriptions.address import KernelAddress, read_address
from rkconf.descriptions.functions import is_invented, is_misspelt
from rkconf.descriptions.options import DescriptionOption, DescriptionOptionFact, fact_of, names_of, spellings
from rkconf.descriptions.symbols import SymbolUse, symbols
from rkconf.record import record, replace
from rkconf.source import Excerpt, Source, Span
from rkconf.syntax.tree import FunctionCall, Node, Symbol
from rkconf.versions import Version

_IN_ADDRESS = {"machine": "host", "user": "user", "port": "port"}
"""The parts of an address by rkconf's names of the options with the same meaning."""
_LONGER = ("Join", "Append", "Prepend")
"""Functions whose result is longer than the list that they get."""


@record
class KernelDescription:
    """``KernelConfiguration[...]``, ``RemoteKernelObject[...]``, or a plain address given to a function or list.

    ``head`` is empty for a plain address, and ``span`` covers it all.
    """

    source: Source
    head: str
    head_span: Span
    span: Span
    address_node: Node | None
    address: KernelAddress | None
    """The address; None if it is missing or computed."""
    address_text: Excerpt | None = None
    """The text of the address, in which parts may be unknown; None if nothing of it is known."""
    options: tuple[DescriptionOption, ...] = ()
    receiver: str = ""
    """The function or list that gets the description, such as ``LaunchKernels``; empty if it is not known."""
    texts: tuple[Excerpt, ...] = ()
    """The texts after the address, which no version takes; parts of them may be unknown."""
    unread: tuple[Span, ...] = ()
    """The arguments after the address that rkconf does not read, such as options that a name contains."""
    is_part: bool = False
    """Whether an expression does more with the address than to pass it on, or uses it at several places."""

    @property
    def is_invented(self) -> bool:
        """Whether no version has its head, which resembles one that describes or launches a kernel."""
        return bool(self.head) and (is_invented(self.head) or self.is_misspelt_launch)

    def is_unknown_to(self, version: Version) -> bool:
        """Return whether a version has no descriptions at all, or not yet the head or the function that gets it."""
        facts = (symbols().get(name) for name in (self.head, self.receiver))
        return not version.kernel_options or any(fact and fact.is_new_after(version) for fact in facts)

    @property
    def is_misspelt_launch(self) -> bool:
        """Whether its head is a misspelt name of a function that launches kernels."""
        return is_misspelt(self.head)

    @property
    def name(self) -> str | None:
        """The host, by which reports name the kernel."""
        host = self.address.host if self.address else self._machine
        return host.text or None if host else None

    @property
    def _machine(self) -> Excerpt | None:
        """The host that an option gives, as any version writes it."""
        return next((option.text for option in self.options if spellings().get(option.key) == "machine"), None)

    @property
    def is_ssh(self) -> bool:
        """Whether ssh starts the kernel, as far as the text shows; that of a computed address may show its scheme."""
        if self.address is not None:
            return self.address.is_ssh
        if self.address_text is not None:
            known = read_address(self.address_text)
            return known.scheme is not None and known.is_ssh
        return self.address_node is None and self._machine is not None

    @property
    def is_addressed(self) -> bool:
        """Whether its text begins with a scheme, such as ``ssh://``, and only parts after that may be computed."""
        return self.address_text is not None and read_address(self.address_text).scheme is not None

    def names(self, version: Version) -> Mapping[str, str]:
        """Return the names of its options in a version by rkconf's names."""
        return names_of(self.head, version)

    def fact(self, option: DescriptionOption, version: Version) -> DescriptionOptionFact | None:
        """Return the fact for an option; None for a name that the version does not have."""
        return fact_of(option.key, self.names(version))

    def get(self, name: str, version: Version) -> DescriptionOption | None:
        """Return the first option of rkconf's name ``name`` as the version writes it."""
        written = self.names(version).get(name)
        return next((option for option in self.options if option.key == written), None)

    def given_twice(self, version: Version) -> Iterator[tuple[DescriptionOption, str, Excerpt]]:
        """Yield each option whose value differs from the part of the address that means the same, with both values.

        It is not documented which of them counts.
        """
        for name, part_name in _IN_ADDRESS.items():
            option, part = self.get(name, version), getattr(self.address, part_name, None)
            given = option.plain if option else None
            if option and part and given is not None and given != part.text:
                yield option, given, part


@record
class LaunchCall:
    """``LaunchKernels[...]`` or ``RemoteEvaluate[...]``: a function that starts the kernels of its arguments."""

    source: Source
    function: str
    function_span: Span
    span: Span
    arguments: tuple[Node, ...]
    """The arguments that are not options."""


@record
class UnknownKernels:
    """An expression that is given as a kernel, and that rkconf cannot read, such as ``SGE["node1"]``."""

    unknown: str
    """The clause that names the unknown kernels."""
    span: Span
    """The name of the function, or the whole expression."""
    texts: tuple[Excerpt, ...] = ()
    """The texts that the function gets; parts of them may be unknown."""


@record
class ListChange:
    """An assignment to a list of kernels that Mathematica remembers, or a function that lengthens it."""

    source: Source
    symbol: str
    symbol_span: Span
    span: Span
    value: Node
    function: str = ""
    """``AppendTo`` or ``PrependTo``; empty for an assignment."""

    @property
    def lengthens(self) -> bool:
        """Whether it adds to the list that is there: also ``list = Join[list, ...]``."""
        return bool(self.function) or self._joins

    @property
    def _joins(self) -> bool:
        value = self.value
        given = value.arguments if isinstance(value, FunctionCall) and value.calls(*_LONGER) else ()
        return any(isinstance(each, Symbol) and each.short == self.symbol for each in given)


@record
class Descriptions:
    """Every description of a file and the expressions that use them, each in the order of the text."""

    kernels: Sequence[KernelDescription] = ()
    calls: Sequence[LaunchCall] = ()
    changes: Sequence[ListChange] = ()
    symbols: Sequence[SymbolUse] = ()
    unknown: Sequence[UnknownKernels] = ()

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.kernels or self.calls or self.changes or self.symbols or self.unknown)

    def call_around(self, place: Span) -> LaunchCall | None:
        """Return the outermost call around a place; None if there is none."""
        at = bisect_right(self._outermost, place.start, key=lambda found: found[0].start) - 1
        if at < 0 or not self._outermost[at][0].covers(place):
            return None
        return self.calls[self._outermost[at][1]]

    @cached_property
    def _outermost(self) -> Sequence[tuple[Span, int]]:
        """The places of the calls that are in no other one, each with its index."""
        found: list[tuple[Span, int]] = []
        for at, call in enumerate(self.calls):
            if not found or call.span.start >= found[-1][0].end:
                found.append((call.span, at))
        return found

    @property
    def distinct(self) -> "Descriptions":
        """The same, with each kernel once: several calls may use one list."""
        kernels = {(kernel.span, kernel.head_span): kernel for kernel in reversed(self.kernels)}
        return replace(self, kernels=tuple(reversed(kernels.values())))
