"""Read the literate pages in samples/rules: prose, samples, and the output of rkconf for them."""

import codecs
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_PIECE = re.compile(r"^```(?P<info>\w[^\n]*)\n(?P<body>.*?)^```$|^## (?P<heading>[^\n]+)$", re.DOTALL | re.MULTILINE)
_FILES = {"wl": "init.m", "toml": "kernels.toml", "sh": "math.sh"}
CLOSING = ("Exceptions", "Fix safety")
"""The labels in a docstring, and the headings of a page, that follow the samples."""
_CLOSING = re.compile(rf"^## (?:{'|'.join(CLOSING)})$", re.MULTILINE)
_LABEL = re.compile(rf"^({'|'.join(('Bad', 'Good', *CLOSING))}):$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: ``language`` and ``options`` from its info string, and the place of its body in the page."""

    section: str
    language: str
    options: tuple[str, ...]
    body: str
    start: int
    end: int

    @property
    def data(self) -> bytes:
        """The input; bare text ends without the line end that the fence needs."""
        body = self.body if self.language in _FILES else self.body.removesuffix("\n")
        return codecs.decode(body, "unicode_escape").encode() if "escaped" in self.options else body.encode()

    def written(self, data: bytes) -> str:
        """Return the body that represents ``data``."""
        text = data.decode()
        if "escaped" in self.options:
            text = "\n".join(line.encode("unicode_escape").decode() for line in text.split("\n"))
        return text if self.language in _FILES or not text else f"{text}\n"


@dataclass(frozen=True)
class Sample:
    """Input blocks that belong together, and the console block after them."""

    inputs: tuple[Block, ...]
    console: Block | None

    @property
    def flags(self) -> tuple[str, ...]:
        """The options of the sample in the form of the command line."""
        return tuple(f"--{option}" for block in self.inputs for option in block.options if option != "escaped")

    @property
    def data(self) -> dict[str, bytes]:
        """The inputs, by the path under which rkconf reports them."""
        return {_FILES.get(block.language, f"<{block.language}>"): block.data for block in self.inputs}


@dataclass(frozen=True)
class Page:
    """The page of one rule."""

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
        """The text before the first sample."""
        return self.text[len(self.title) : self._first_sample].strip()

    @property
    def _first_sample(self) -> int:
        return self.text.index("\n```")

    def introduced(self, introduction: str) -> str:
        """Return the text of the page with another introduction."""
        return f"{self.title}\n\n{introduction}\n{self.text[self._first_sample :]}"

    @property
    def closing(self) -> str:
        """The sections Exceptions and Fix safety, which end the page."""
        return self.text[self._end_of_samples :].strip()

    @property
    def _end_of_samples(self) -> int:
        heading = _CLOSING.search(self.text)
        return heading.start() if heading else len(self.text)

    def closed(self, closing: str) -> str:
        """Return the text of the page with other closing sections."""
        return f"{self.text[: self._end_of_samples].rstrip()}\n\n{closing}".rstrip() + "\n"

    def blocks(self) -> Iterator[Block]:
        section = "Bad"
        for match in _PIECE.finditer(self.text):
            section = match["heading"] or section
            if match["info"]:
                yield _block(section, match)

    def samples(self, section: str) -> list[Sample]:
        """Return the samples of a section; the first section is called Bad and has no heading."""
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


def sections(explanation: str) -> dict[str, str]:
    """Return the parts of the docstring of a rule by their labels; the introduction has the label ``""``."""
    introduction, *rest = _LABEL.split(explanation)
    return {"": introduction.strip()} | {label: text.strip() for label, text in zip(rest[::2], rest[1::2], strict=True)}


def _is_console(block: Block) -> bool:
    return block.language == "console"


def _together(blocks: list[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the inputs sample by sample: a launch command next to MLOpen arguments is one entry."""
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
