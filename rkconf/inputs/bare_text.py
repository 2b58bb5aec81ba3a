"""Bare text, as typed into the dialogs: a launch command, MLOpen arguments, or a template for parallel kernels."""

from collections.abc import Collection, Iterator, Mapping

from rkconf.command import Launch, LaunchKind
from rkconf.entries import Document
from rkconf.inputs.input import Input, InputPart
from rkconf.inputs.launches import NamedLaunch
from rkconf.record import field, record
from rkconf.source import Source, Span

BARE = ("launch", "mlopen", "parallel")
"""The kinds of bare text; `launch` and `mlopen` together are one entry."""


@record
class BareText(Input):
    """One entry; the source of its document is the concatenation of its texts."""

    is_typed: bool = field(default=False, kw_only=True)
    """Whether the command was typed on the command line, where the user's own shell has read it first."""

    @classmethod
    def of(cls, texts: Mapping[str, bytes], *, is_typed: bool = False) -> "BareText":
        """Read the texts of one entry, by kind."""
        parts: dict[str, InputPart] = {}
        data = b""
        for kind, text in texts.items():
            parts[kind] = InputPart(Source(f"<{kind}>", text), len(data))
            data += text + b"\n"
        kind = next(iter(texts))
        whole = Source(f"<{kind}>", data)
        excerpts = {
            kind: whole.excerpt(Span(part.start, part.start + len(part.source.data))) for kind, part in parts.items()
        }
        world = LaunchKind.PARALLEL if kind == "parallel" else LaunchKind.CONTROLLER
        command = excerpts.get("launch", excerpts.get("parallel"))
        launch = Launch(world, command, excerpts.get("mlopen"), is_typed=is_typed)
        launches = () if _is_local(launch) else (NamedLaunch(None, launch),)
        return cls(Document(whole, kind), launches, tuple(parts.values()), is_typed=is_typed)

    @property
    def is_file(self) -> bool:
        """False: it is text from the command line."""
        return False

    def read_again(self, texts: Mapping[str, bytes]) -> "BareText":
        """Return the input with other bytes, by the names of its parts, such as ``<launch>``."""
        data = {part.source.name: texts.get(part.source.name, part.source.data) for part in self.parts}
        if all(data[part.source.name] == part.source.data for part in self.parts):
            return self
        return self.of({name.strip("<>"): text for name, text in data.items()}, is_typed=self.is_typed)


def _is_local(launch: Launch) -> bool:
    """Return whether these are the arguments to MLOpen of a local kernel, which the Front End launches itself."""
    return launch.command is None and launch.listening is not None and launch.listening.mode == "Launch"


def bare(texts: Mapping[str, bytes], typed: Collection[str] = ()) -> Iterator[BareText]:
    """Read bare texts, by kind; a launch command and MLOpen arguments are one entry.

    Args:
        texts: The texts.
        typed: The kinds whose text was typed on the command line, where the user's own shell has read it first.
    """
    controller = {kind: texts[kind] for kind in ("launch", "mlopen") if kind in texts}
    if controller:
        yield BareText.of(controller, is_typed="launch" in typed)
    if "parallel" in texts:
        yield BareText.of({"parallel": texts["parallel"]}, is_typed="parallel" in typed)
