"""The options of a kernel description: their values, and their names in a version."""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Literal

from rkconf import tables
from rkconf.record import field, record
from rkconf.source import Excerpt, Span
from rkconf.syntax.tree import List, Node, Number, String, Symbol, literal_text
from rkconf.versions import Version, with_facts

UNCHECKED = frozenset({"Class", "UseKernelForking", "LimitByLicense", "KernelLocation", "Description"})
"""Properties of configurations that working programs set, and that no page lists for kernels of ssh."""


@record
class DescriptionOptionFact:
    """The values of an option."""

    name: str
    """rkconf's name for it."""
    kind: Literal["text", "words", "port", "number", "seconds", "choice"]
    """The kind of its values."""
    values: tuple[str, ...] = ()
    """The values of a choice."""
    meant: Mapping[str, str] = field(default_factory=dict)
    """Usual wrong values, each with the right one."""


@record
class DescriptionOption:
    """One ``"Name" -> value`` of a description; ``key`` is the name without quotes, ``span`` covers both."""

    key: str
    key_span: Span
    value: Node
    span: Span

    @property
    def text(self) -> Excerpt | None:
        """The text of a string; None for any other value."""
        return literal_text(self.value)

    @property
    def plain(self) -> str | None:
        """The value of a text or a number; None for any other value."""
        if isinstance(self.value, Number):
            return self.value.text
        return self.text.text if self.text is not None else None

    @cached_property
    def words(self) -> tuple[Excerpt, ...]:
        """The literal strings of the value, which is a string or a list of strings."""
        items = self.value.items if isinstance(self.value, List) else (self.value,)
        return tuple(text for text in map(literal_text, items) if text is not None)

    @property
    def is_default(self) -> bool:
        """Whether the value leaves the choice to Mathematica."""
        return isinstance(self.value, Symbol) and self.value.short in {"Automatic", "None", "Inherited"}

    @property
    def is_known(self) -> bool:
        """Whether the text gives the value; any other value is the business of a kernel."""
        match self.value:
            case String() | Number():
                return True
            case List(items=items):
                return all(isinstance(item, String) for item in items)
            case _:
                return self.text is not None


@cache
def option_facts() -> Mapping[str, DescriptionOptionFact]:
    """Return the facts by rkconf's name of the option."""
    return tables.read_rows(DescriptionOptionFact, "descriptions/options.toml")


def names_of(head: str, version: Version) -> Mapping[str, str]:
    """Return the options of a description with this head by rkconf's names; a plain address has those of the newest.

    The mapping is empty where the version has no such head.
    """
    if head:
        return version.kernel_options.get(head, {})
    return next(reversed([*version.kernel_options.values()]), {})


def fact_of(key: str, names: Mapping[str, str]) -> DescriptionOptionFact | None:
    """Return the fact for an option as a version writes it; None for a name that it does not have."""
    return next((option_facts()[name] for name, written in names.items() if written == key), None)


@cache
def spellings() -> Mapping[str, str]:
    """Return rkconf's name for every name that an option has in any version and head."""
    tables_of_names = (names for version in with_facts() for names in version.kernel_options.values())
    return {written: name for names in tables_of_names for name, written in names.items()}
