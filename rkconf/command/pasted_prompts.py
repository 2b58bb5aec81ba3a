"""Prompts of terminals and notebooks that were pasted with a command (``pasted_prompts.toml``)."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Literal

from rkconf import tables
from rkconf.programs import clients_by_program, known_programs, program_name
from rkconf.record import record
from rkconf.source import Excerpt

_FILE = "command/pasted_prompts.toml"


@record
class Prompt:
    """A prompt that a program prints before a command."""

    of: str
    """The program that prints it."""
    pattern: str
    """The regular expression of the prompt, with the spaces after it."""
    before: Literal["anything", "program", "client"] = "anything"
    """The text that must follow: any, the name of a known program, or that of a client of ssh."""
    certain: bool = True
    """Whether the text has no other meaning in a shell."""


@record
class PromptTable:
    """The prompts of terminals and notebooks."""

    environment: str
    """The regular expression of text that may precede a prompt of a shell of Unix."""
    marks: tuple[str, ...]
    """The texts of which each prompt holds one."""
    prompt: Mapping[str, Prompt]
    """The prompts, the first of which that matches counts."""


@record
class PastedPrompt:
    """A prompt at the beginning of a command."""

    kind: Prompt
    place: Excerpt
    """The prompt and the spaces after it."""

    @property
    def text(self) -> Excerpt:
        """The prompt without the spaces after it."""
        return self.place[: len(self.place.text.rstrip())]


@cache
def table() -> PromptTable:
    """Return the prompts."""
    return tables.read(PromptTable, _FILE)


def pasted_prompt(command: Excerpt) -> PastedPrompt | None:
    """Return the prompt at the beginning of a command; None without one, or without a command after it."""
    if not any(mark in command.text for mark in table().marks):
        return None
    begin = len(command) - len(command.text.lstrip())
    for kind in table().prompt.values():
        match = _pattern(kind).match(command.text, begin)
        if match and _may_follow(command.text[match.end() :], kind):
            return PastedPrompt(kind, command[begin : match.end()])
    return None


@cache
def _pattern(kind: Prompt) -> re.Pattern[str]:
    return re.compile(table().environment + kind.pattern)


def _may_follow(rest: str, kind: Prompt) -> bool:
    words = rest.split(maxsplit=1)
    programs: Mapping[str, Collection[str]] = {"program": known_programs(), "client": clients_by_program()}
    if not words or kind.before not in programs:
        return bool(words)
    return not rest[0].isspace() and program_name(words[0].strip("\"'"), "/\\").lower() in programs[kind.before]
