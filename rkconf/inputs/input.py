"""The common interface of inputs: their launch commands, problems, version and machines."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from rkconf.diagnostics import Problem
from rkconf.edits import Edit
from rkconf.entries import Document
from rkconf.inputs.launches import Launches, NamedLaunch
from rkconf.record import record
from rkconf.source import Source, Span
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.spec import Loaded


@record
class InputPart:
    """A source that the user named, and where it begins in the source of the document, in bytes."""

    source: Source
    start: int = 0


@record
class Input(ABC):
    """A document and its launch commands; each kind of input is a class."""

    document: Document
    commands: tuple[NamedLaunch, ...]
    """The launch commands that are in no entry and in no call."""
    parts: tuple[InputPart, ...]
    """The sources that the user named."""
    loaded: "Loaded | None" = None
    """The specification with the places of its values; None for every other kind of input."""

    @property
    def launches(self) -> Sequence[NamedLaunch]:
        """The launch commands of the entries, then those of the calls, then the others."""
        return Launches(self.document, self.commands)

    @property
    def has_one_launch(self) -> bool:
        """Whether it has exactly one launch command; at most two are read."""
        return sum(1 for _ in islice(self.launches, 2)) == 1

    @property
    def version(self) -> str | None:
        """The Front End version that the input names."""
        return None

    @property
    def os(self) -> str | None:
        """The operating system of the Front End's machine; None if it is unknown."""
        return None

    @property
    def is_file(self) -> bool:
        """Whether it is a whole file; otherwise it is bare text."""
        return True

    @property
    def is_script(self) -> bool:
        """Whether it is a shell script, which can be checked and traced only."""
        return False

    @property
    def written(self) -> Source:
        """The source whose bytes an edit changes; of bare text, all of its texts."""
        return self.document.source

    def edits_of_bytes(self, edits: Iterable[Edit]) -> tuple[Edit, ...] | None:
        """Return edits of the document as edits of its bytes; None if these cannot be written safely."""
        return tuple(edits)

    @property
    def entries(self) -> int:
        """The number of entries to check."""
        document = self.document
        number = len(document.entries) + len(document.parallel) + len(document.descriptions.kernels)
        return max(number, len(self.commands))

    def problems(self, version: Version) -> Iterable[Problem]:  # noqa: ARG002 - a specification depends on it
        """Return the problems outside the entries if the input is used in ``version``."""
        return self.document.problems

    def comments(self) -> Iterator[Span]:
        """Return the comments; bare text has none."""
        return iter(())

    @abstractmethod
    def read_again(self, texts: Mapping[str, bytes]) -> "Input":
        """Return the input with other bytes, by the names of its parts; itself if they are equal."""

    def part(self, span: Span) -> InputPart:
        """Return the part that ``span`` begins in."""
        return next(part for part in reversed(self.parts) if part.start <= span.start)
