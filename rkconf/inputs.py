"""What can be checked: a file of the Front End, a parallel file, a specification, or bare text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from rkconf.command import Launch, LaunchKind
from rkconf.diagnostics import Problem
from rkconf.entries import Document
from rkconf.entries import read as read_entries
from rkconf.source import Source, Span
from rkconf.versions import DEFAULT, Version, load

BARE = ("launch", "mlopen", "parallel")
"""The kinds of bare text; `launch` and `mlopen` given together are one entry."""


class Part(NamedTuple):
    """A source as people know it, and where it begins in the source of the document."""

    source: Source
    start: int = 0


def _nothing(_: Version) -> Iterable[Problem]:
    return ()


class Input(NamedTuple):
    """A document and its launch commands, each with the name of its entry."""

    document: Document
    launches: tuple[tuple[str | None, Launch], ...]
    parts: tuple[Part, ...]
    version: str | None = None
    """The Front End version that a specification names."""
    kernel_versions: Mapping[str | None, Version] = MappingProxyType({})
    """The kernel versions that a specification names, by entry."""
    impossible_in: Callable[[Version], Iterable[Problem]] = _nothing
    """What cannot work in a version of the Front End, although it is sound."""
    rows: int = 0
    """How many kernels a specification has."""
    os: str | None = None
    """The operating system of the Front End's machine, where it is known."""

    @property
    def entries(self) -> int:
        """How many entries there are to check."""
        return max(len(self.document.entries) + len(self.document.parallel), len(self.launches), self.rows)

    @property
    def is_file(self) -> bool:
        """Whether it is a whole file; otherwise it is bare text."""
        return self.document.source is self.parts[0].source

    def part(self, span: Span) -> Part:
        """Return the part that ``span`` begins in."""
        return next(part for part in reversed(self.parts) if part.start <= span.start)


def read(source: Source) -> Input:
    """Read a file: a specification where its name ends in ``.toml``, Wolfram Language otherwise."""
    if PurePath(source.name).suffix.lower() == ".toml":
        return specification(source)
    document = read_entries(source)
    return Input(document, tuple(_launches(document)), (Part(source),))


def _launches(document: Document) -> Iterator[tuple[str | None, Launch]]:
    for entry in document.entries:
        if entry.launch:
            yield entry.name, entry.launch
    for call in document.parallel:
        if call.launch:
            yield (call.host.text if call.host else None), call.launch


def specification(source: Source) -> Input:
    """Read a specification, whatever its name is."""
    # pydantic costs as much as everything else together: only a specification needs it.
    from rkconf import spec

    loaded = spec.load(source)
    written = loaded.specification
    checked = Input(Document(source, "specification", loaded.problems), (), (Part(source),))
    if written is None:
        return checked
    commands = tuple(spec.launches(loaded))
    return checked._replace(
        launches=tuple((row.name, launch) for row, launch in commands),
        version=written.frontend.version,
        kernel_versions={
            row.name: spec.kernel_version(row.table, load(DEFAULT))
            for row, _ in commands
            if row.given("kernel_version")
        },
        impossible_in=lambda version: spec.infeasible(written, version, loaded.places),
        rows=len(spec.rows(written, loaded.places)),
        os=spec.front_end_os(written),
    )


def again(checked: Input, texts: Mapping[str, bytes]) -> Input:
    """Read an input again with other bytes, given by the names of its sources; what is not named stays."""
    data = {part.source.name: texts.get(part.source.name, part.source.data) for part in checked.parts}
    if checked.is_file:
        return read(Source(*data.popitem()))
    return _joined({name.strip("<>"): text for name, text in data.items()})


def bare(texts: Mapping[str, bytes]) -> Iterator[Input]:
    """Read bare text, as typed into the dialogs, by its kind; a launch command and MLOpen arguments are one entry."""
    controller = {kind: texts[kind] for kind in ("launch", "mlopen") if kind in texts}
    if controller:
        yield _joined(controller)
    if "parallel" in texts:
        yield _joined({"parallel": texts["parallel"]})


def _joined(texts: Mapping[str, bytes]) -> Input:
    parts: dict[str, Part] = {}
    data = b""
    for kind, text in texts.items():
        parts[kind] = Part(Source(f"<{kind}>", text), len(data))
        data += text + b"\n"
    kind = next(iter(texts))
    whole = Source(f"<{kind}>", data)
    excerpts = {
        kind: whole.excerpt(Span(part.start, part.start + len(part.source.data))) for kind, part in parts.items()
    }
    world = LaunchKind.PARALLEL if kind == "parallel" else LaunchKind.CONTROLLER
    launch = Launch(world, excerpts.get("launch", excerpts.get("parallel")), excerpts.get("mlopen"))
    return Input(Document(whole, kind), ((None, launch),), tuple(parts.values()))
