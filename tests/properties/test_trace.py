"""Laws of the trace: it never raises, never takes long, knows the place of every word, and repeats itself exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf import versions
from rkconf.command import Journey, Launch, LaunchKind, Outcome, Target, journeys, local_choices, reach, remote_choices
from rkconf.shell.words import Field
from rkconf.source import Source, Span

VERSION = versions.load("5.2")
EVERY_SHELL = Target(VERSION, VERSION, local_choices()[1:], remote_choices())
LENGTH = 100_000

pieces = st.sampled_from(
    [
        *"'\"\\`$(){}[]<>|&;!~=#*?%@:, \n\t\r\0a7é",
        "ssh ",
        "h ",
        "math ",
        "-mathlink ",
        "`linkname`",
        "$(",
        "((",
        "${A",
        "A=",
        "-R 1:",
    ]
)
texts = st.lists(pieces | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)
worlds = st.sampled_from(LaunchKind)


def read(text: str, world: LaunchKind = LaunchKind.CONTROLLER) -> tuple[Journey, ...]:
    """Follow a command through every shell and look at everything that a rule may look at."""
    first_line = "#!/bin/sh\n" if world is LaunchKind.SCRIPT else ""
    command = Source("<launch>", f"{first_line}{text}".encode(errors="surrogateescape")).excerpt()
    found = journeys(Launch(world, command), EVERY_SHELL)
    for journey in found:
        _look_at(journey)
    return found


def _look_at(journey: Journey) -> None:
    assert reach(journey).outcome in Outcome
    assert journey.problems is not None
    assert journey.passes_link_name in {True, False}
    assert journey.called_link is None or journey.called_link.ports
    if journey.connection:
        assert journey.connection.settings is not None
        assert journey.connection.host is not None
        assert len(journey.connection.forwards) + len(journey.connection.bad_forwards) >= 0
    if journey.kernel:
        assert journey.kernel.link.options is not None
        assert journey.kernel.link.name is None or journey.kernel.link.name.ports


@given(texts, worlds)
def test_no_text_is_too_odd(text: str, world: LaunchKind) -> None:
    read(text, world)


@given(texts)
def test_two_runs_are_equal(text: str) -> None:
    assert read(text) == read(text)


def words(journey: Journey) -> list[Field]:
    readings = [journey.local, *([journey.remote] if journey.remote else [])]
    return [
        word
        for reading in readings
        for started in reading.executions
        for word in (*started.assignments, *started.words)
    ]


@given(texts)
def test_a_word_of_the_local_shell_is_at_its_place(text: str) -> None:
    source = Source("<launch>", text.encode())
    for journey in journeys(Launch(LaunchKind.CONTROLLER, source.excerpt()), EVERY_SHELL):
        inserted = {item.raw.span for item in journey.filled.placeholders if item.value is not None}
        for started in journey.local.executions:
            for word in started.words:
                if not any(span.overlaps(word.raw.span) for span in inserted):
                    assert source.decode(word.raw.span) == word.raw.text


@given(texts)
def test_every_character_of_every_word_comes_from_the_text(text: str) -> None:
    whole = Span(0, len(text.encode()))
    for journey in read(text):
        for word in words(journey):
            assert whole.covers(word.raw.span)
            assert all(whole.covers(origin) for origin in word.value.origins())


HOSTILE = {
    "single quotes": "'" * LENGTH,
    "double quotes": '"' * LENGTH,
    "placeholders": "`linkname`" * (LENGTH // 10),
    "unknown placeholders": "`x`" * (LENGTH // 3),
    "backticks": "`" * LENGTH,
    "null characters": "\0" * LENGTH,
    "control characters": "".join(map(chr, range(32))) * (LENGTH // 32),
    "open substitutions": "$(" * 10_000,
    "nested substitutions": "$(" * 10_000 + ")" * 10_000,
    "open parentheses": "(" * 10_000,
    "nested parentheses": "(" * 10_000 + "a" + ")" * 10_000,
    "nested groups": "{ " * 4_000 + "a;" + " };" * 2_000,
    "open braces": "{" * LENGTH,
    "one word": "a" * LENGTH,
    "short words": "a " * (LENGTH // 2),
    "backslashes": "\\" * LENGTH,
    "dollars": "$" * LENGTH,
    "operators": "a|" * (LENGTH // 2),
    "redirections": ">a " * (LENGTH // 3),
    "doubled variables": "A=x;" + "A=$A$A;" * 60 + "ssh h $A",
    "a long variable named often": f"A={'a' * 2_000}; ssh h " + "$A" * 6_000,
    "patterns on a long variable": f"A={'a' * 2_000}; ssh h " + "${A%%*b} " * 1_500,
    "assignments": "A=1;" * (LENGTH // 4),
    "prefixes": "env " * (LENGTH // 4),
    "subscripts": "$a[" * (LENGTH // 3),
    "a number of many digits": "ssh h math -LinkName " + "1" * 10_000,
    "options of many digits": "ssh h math -LinkOptions " + "9" * 10_000,
    "digits of another script": "ssh h math -LinkOptions ² -LinkName ²,³",
    "forwards": "ssh " + "-R 1:a:2 " * 1_500 + "h math",
    "words at the limit of what is followed": "ssh h " + "a " * 8_189,
    "assignments at the limit of what is followed": "A=1;" * 4_096,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_a_hostile_text_is_read_to_some_end(text: str) -> None:
    """How long that takes is measured by ``python -m tests.benchmarks``, not asserted here."""
    assert read(text)
