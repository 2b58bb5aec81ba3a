"""Read the literate pages in samples/rules: prose, samples, and what rkconf prints for them."""

import re
import codecs
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_PIECE = re.compile(r"^```(?P<info>\w[^\n]*)\n(?P<body>.*?)^```$|^## (?P<heading>[^\n]+)$", re.DOTALL | re.MULTILINE)
_FILES = {"wl": "init.m", "toml": "kernels.toml"}


@dataclass(frozen=True)
class Block:
    """A fenced block: ``language`` and ``options`` from its info string, ``start`` and ``end`` of its body."""

    section: str
    language: str
    options: tuple[str, ...]
    body: str
    start: int
    end: int

    @property
    def data(self) -> bytes:
        """The input: bare text ends without the line end that the fence needs."""
        body = self.body if self.language in _FILES else self.body.removesuffix("\n")
        return codecs.decode(body, "unicode_escape").encode() if "escaped" in self.options else body.encode()

    def written(self, data: bytes) -> str:
        """Return the body that stands for ``data``."""
        text = data.decode()
        if "escaped" in self.options:
            text = text.encode("unicode_escape").decode()
        return text if self.language in _FILES or not text else f"{text}\n"


@dataclass(frozen=True)
class Sample:
    """The input blocks that belong together, and the console block after them."""

    inputs: tuple[Block, ...]
    console: Block | None

    @property
    def flags(self) -> tuple[str, ...]:
        """The options of the sample as rkconf takes them."""
        return tuple(f"--{option}" for block in self.inputs for option in block.options if option != "escaped")

    @property
    def data(self) -> dict[str, bytes]:
        """The inputs by the path under which rkconf reports them."""
        return {_FILES.get(block.language, f"<{block.language}>"): block.data for block in self.inputs}


@dataclass(frozen=True)
class Page:
    """One page."""

    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> "Page":
        return cls(path, path.read_bytes().decode())

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def introduction(self) -> str:
        """What stands before the first sample."""
        return self.text[len(self.title) : self._first_sample].strip()

    @property
    def _first_sample(self) -> int:
        return self.text.index("\n```")

    def introduced(self, introduction: str) -> str:
        """Return the text of the page with another introduction."""
        return f"{self.title}\n\n{introduction}\n{self.text[self._first_sample :]}"

    def blocks(self) -> Iterator[Block]:
        section = "Bad"
        for match in _PIECE.finditer(self.text):
            section = match["heading"] or section
            if match["info"]:
                yield _block(section, match)

    def samples(self, section: str) -> list[Sample]:
        """Return the samples of a section; the first is called Bad and has no heading."""
        blocks = [block for block in self.blocks() if block.section == section]
        groups = [list(group) for _, group in groupby(blocks, key=_is_console)]
        samples: list[Sample] = []
        for group in groups:
            if _is_console(group[0]):
                samples[-1] = Sample(samples[-1].inputs, group[0])
            else:
                samples += (Sample(inputs, None) for inputs in _together(group))
        return samples

    def rewritten(self, bodies: dict[Block, str]) -> str:
        """Return the text of the page with the bodies of these blocks."""
        text = self.text
        for block, body in sorted(bodies.items(), key=lambda item: -item[0].start):
            text = text[: block.start] + body + text[block.end :]
        return text


def _is_console(block: Block) -> bool:
    return block.language == "console"


def _together(blocks: list[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the inputs sample by sample: a launch command and MLOpen arguments side by side are one entry."""
    waiting: list[Block] = []
    for block in blocks:
        if waiting and {waiting[0].language, block.language} == {"launch", "mlopen"}:
            yield (waiting.pop(), block)
            continue
        if waiting:
            yield (waiting.pop(),)
        waiting.append(block)
    if waiting:
        yield (waiting.pop(),)


def _block(section: str, match: re.Match[str]) -> Block:
    language, *options = shlex.split(match["info"])
    return Block(section, language, tuple(options), match["body"], match.start("body"), match.end("body"))
