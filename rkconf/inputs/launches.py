"""The launch commands of an input, each with the name of its kernel."""

from collections.abc import Iterator, Sequence
from typing import overload

from rkconf.command import Launch
from rkconf.entries import Document, ParallelCall
from rkconf.record import record
from rkconf.versions import Version


@record
class NamedLaunch:
    """A launch command and the entry that holds it."""

    name: str | None
    """The name of the entry, for parallel kernels their host; None for bare text."""
    launch: Launch
    kernel_version: Version | None = None
    """The kernel version that a specification gives; None if it does not."""


class Launches(Sequence[NamedLaunch]):
    """The launch commands of a document, and others; those of entries and calls are read when they are used."""

    def __init__(self, document: Document, others: Sequence[NamedLaunch]) -> None:
        self._document = document
        self._others = others

    def __iter__(self) -> Iterator[NamedLaunch]:
        """Yield each launch command in one pass over the document."""
        for entry in self._document.entries:
            if launch := entry.launch:
                yield NamedLaunch(entry.name, launch)
        for call in self._document.parallel:
            if launch := call.launch:
                yield NamedLaunch(name_of(call), launch)
        yield from self._others

    def __len__(self) -> int:
        """Return the number of launch commands."""
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        """Return whether there is a launch command."""
        return any(True for _ in self)

    @overload
    def __getitem__(self, index: int) -> NamedLaunch: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[NamedLaunch]: ...
    def __getitem__(self, index: int | slice) -> NamedLaunch | Sequence[NamedLaunch]:
        """Return a launch command, or several; this reads all of them."""
        return tuple(self)[index]


def name_of(call: ParallelCall) -> str | None:
    """Return the name of the kernels of a call: their host."""
    return call.host.text if call.host else None
