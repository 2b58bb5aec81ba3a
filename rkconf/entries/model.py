"""Kernels without spans, for rendering, converting and extracting."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from rkconf.entries.keys import BOOLEANS, FIELDS, STRINGS
from rkconf.entries.static_values import truth
from rkconf.record import field, record
from rkconf.syntax.tree import literal_text

if TYPE_CHECKING:
    from rkconf.entries.document import LocatedEntry, LocatedOption


@record(kw_only=True)
class KernelEntry:
    """One entry of `EvaluatorNames`; None means that the key is missing."""

    name: str
    """The name in the menu of the Front End."""
    auto_start_on_launch: bool | None = None
    """Start the kernel together with the Front End."""
    remote_machine: bool | None = None
    """The kernel runs on another machine."""
    translate_returns: bool | None = None
    """Seen on every remote entry; its meaning is not documented."""
    append_name_to_cell_label: bool | None = None
    """The box *Append name to In/Out prompts*."""
    mlopen_arguments: str | None = None
    """The box *Arguments to MLOpen*."""
    login_script: str | None = None
    """The box *Launch Command*."""
    host_name: str | None = None
    """Basic Options: the machine."""
    remote_login: str | None = None
    """Basic Options: the user."""
    evaluator_menu_listing: str | None = None
    """The text in the menu, as J/Link 3.0 to 5.2 wrote it."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Other keys, each with its value as Wolfram Language text."""


@record(kw_only=True)
class ParallelKernels:
    """Parallel kernels on one machine; None means a missing or computed value."""

    host: str | None = None
    """The host."""
    command: str | None = None
    """The template of the launch command."""
    count: int | None = None
    """The number of kernels."""


OptionValue: TypeAlias = str | int | tuple[str, ...]
"""The value of an option: a text, a number, or a list of texts."""


@record(kw_only=True)
class DescribedKernels:
    """Parallel kernels on one machine, described by an address and options instead of a template."""

    head: str
    """The head of the description, such as `KernelConfiguration`."""
    address: str
    """The address, such as `ssh://user@host:port`."""
    options: Mapping[str, OptionValue]
    """The options, in the words of the version."""


def kernel_entry(entry: "LocatedEntry") -> KernelEntry:
    """Return the entry without its spans. Of equal keys the first wins; a key without a field goes into ``extra``."""
    known: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for option in entry.options:
        value = _constant(option)
        if option.key in known or option.key in extra:
            continue
        if value is None:
            extra[option.key] = entry.source.decode(option.value.span)
        else:
            known[option.key] = value
    return KernelEntry(name=entry.name, **{FIELDS[key]: value for key, value in known.items()}, extra=extra)


def _constant(option: "LocatedOption") -> str | bool | None:
    if option.key in BOOLEANS:
        return truth(option.value)
    text = literal_text(option.value) if option.key in STRINGS else None
    return None if text is None else text.text
