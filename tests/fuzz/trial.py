"""One invocation under test: its outcome, and further runs that laws need."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from rkconf import inputs
from tests.fuzz.invocations import Invocation
from tests.fuzz.program import Outcome, Program

BARE = tuple(f"--{kind}" for kind in inputs.BARE)
_ASSUMPTIONS = ("--version", "--kernel-version", "--local-shell", "--remote-shell")


class Fault(NamedTuple):
    """The kind of a fault, with a detail for the reader; faults of one law and kind count as one."""

    kind: str
    detail: str = ""


class Trial:
    """An invocation and its outcome."""

    def __init__(self, program: Program, invocation: Invocation, *, counted: bool = False) -> None:
        self._program = program
        self.invocation = invocation
        self.outcome = program(invocation, counted=counted)
        self._found: dict[tuple[str, ...], list[dict[str, Any]] | None] = {}

    def run(self, *words: str, files: Mapping[str, bytes] | None = None, stdin: bytes | None = None) -> Outcome:
        """Run other words with the same files and standard input, or with others."""
        given = self.invocation
        return self._program(
            Invocation(words, given.files if files is None else files, given.stdin if stdin is None else stdin)
        )

    @property
    def is_done(self) -> bool:
        """Whether the command did its work: with exit status 0 or 1."""
        return self.outcome.status in {0, 1}

    @cached_property
    def file(self) -> str:
        """The file that is read: its name, ``-``, or empty if there is none."""
        given = self.invocation
        candidates = given.words[1:2]
        return next((word for word in candidates if word in given.files or word == "-"), "")

    @property
    def bare(self) -> list[str]:
        """The options of bare texts, with their texts."""
        given = self.invocation
        return [word for option in BARE if given.has(option) for word in (option, given.value(option))]

    @property
    def named(self) -> list[str]:
        """The words that name the input, with the name of standard input."""
        name = self.invocation.values("--stdin-filename")
        if self.file == "-" and name:
            return ["-", "--stdin-filename", *name]
        return [self.file] if self.file else self.bare

    @property
    def assumptions(self) -> list[str]:
        """The options for versions and shells."""
        given = self.invocation
        return [word for option in _ASSUMPTIONS if given.has(option) for word in (option, given.value(option))]

    def findings(self, *words: str, files: Mapping[str, bytes] | None = None) -> "list[dict[str, Any]] | None":
        """Return the findings of ``rkconf lint`` as JSON; None if it fails."""
        if files is None:
            if words not in self._found:
                self._found[words] = self._findings(words, None)
            return self._found[words]
        return self._findings(words, files)

    def _findings(self, words: tuple[str, ...], files: Mapping[str, bytes] | None) -> "list[dict[str, Any]] | None":
        outcome = self.run("lint", *words, "--format", "json", files=files)
        return json.loads(outcome.out)["diagnostics"] if outcome.status in {0, 1} else None


def errors(found: list[dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """Yield the rule and the entry of every error."""
    yield from ((each["code"], each["entry"]) for each in found if each["severity"] == "error")
