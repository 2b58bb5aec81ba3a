"""Follow a launch command: who reads it, what each reader takes away or puts in, and what the kernel gets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rkconf.command import Connection, Field, Journey, Kernel, Launch, Reading, Target, journeys, read_by
from rkconf.diagnostics import MASK, Diagnostic, Severity
from rkconf.entries import Document
from rkconf.inputs import Input, Part
from rkconf.link import Argument, LinkArguments
from rkconf.linting import check, secrets
from rkconf.rules import find
from rkconf.source import Excerpt, Span
from rkconf.versions import Version


class Reader(StrEnum):
    """Who reads the text of a step."""

    FRONT_END = "front-end"
    """The Front End, which opens its end of the link and fills in placeholders."""
    LOCAL_SHELL = "local-shell"
    """The shell that the Front End hands the command to."""
    SSH = "ssh"
    """The program that reaches the other machine."""
    REMOTE_SHELL = "remote-shell"
    """The login shell there."""
    KERNEL = "kernel"
    """The kernel, with its arguments."""
    LINK = "link"
    """MathLink, which reads the flags of the link."""


class Outcome(StrEnum):
    """What becomes of the launch."""

    RUNS = "runs"
    """Nothing that rkconf knows stands in the way."""
    FAILS = "fails"
    """Something keeps the kernel from being reached."""
    UNKNOWN = "unknown"
    """It depends on something that rkconf does not follow."""


@dataclass(frozen=True, slots=True)
class Change:
    """Characters of a text and what a reader puts in their place: nothing where it takes them away."""

    raw: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """One reader's part: the text as it comes in, the words that it makes of it, and what it changed."""

    reader: Reader
    """Who reads."""
    text: str
    """What comes in."""
    words: tuple[Argument, ...] = ()
    """What becomes of it, word for word."""
    shells: tuple[str, ...] = ()
    """For a shell: those that read it so."""
    removed: tuple[Change, ...] = ()
    """What is taken away, such as quotes."""
    expanded: tuple[Change, ...] = ()
    """What is put in, for placeholders and variables."""
    connection: Connection | None = None
    """For ssh: what its options and its host mean."""
    link: LinkArguments | None = None
    """For an end of the link: what its flags mean."""
    notes: tuple[str, ...] = ()
    """What else is to be said: what the reader refuses, or that it does not wait."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One way that a launch command may take, and where it ends."""

    steps: tuple[Step, ...]
    """Each reader's part, in order."""
    kernel: Kernel | None
    """The kernel that is started; None where none is seen."""
    outcome: Outcome
    """What becomes of the launch."""
    why: str
    """Why, in one line."""
    journey: Journey
    """The whole way, with every place."""
    version: Version
    """The Front End's version."""


def follow(launch: Launch, target: Target, parts: tuple[Part, ...]) -> tuple[Trace, ...]:
    """Return one trace for each way that the shells of ``target`` may read the command.

    Secrets are masked before anyone reads the command, so that no step can show them.
    """
    target = read_by(launch, target)
    hidden = {place for secret in secrets(launch, target) for place in secret.origins()}
    if hidden and launch.command:
        launch = replace(launch, command=_masked(launch.command, hidden))
    return tuple(_trace(journey, target, parts) for journey in journeys(launch, target))


def _masked(text: Excerpt, hidden: Iterable[Span]) -> Excerpt:
    places = [Span(*place) for place in zip(text.starts, text.ends, strict=True)]
    masked = (
        MASK if any(span.covers(place) for span in hidden) else character
        for character, place in zip(text.text, places, strict=True)
    )
    return replace(text, text="".join(masked))


def _trace(journey: Journey, target: Target, parts: tuple[Part, ...]) -> Trace:
    outcome, why = _outcome(journey, target, parts)
    return Trace(tuple(_steps(journey)), journey.kernel, outcome, why, journey, target.version)


def _steps(journey: Journey) -> Iterator[Step]:
    launch = journey.launch
    if launch.mlopen is not None and launch.listening:
        yield Step(Reader.FRONT_END, launch.mlopen.text, launch.listening.arguments, link=launch.listening)
    if launch.command is None:
        return
    filled = [item for item in journey.filled.placeholders if item.value is not None]
    changes = tuple(Change(item.raw.text, item.value or "", item.raw.span) for item in filled)
    yield Step(Reader.FRONT_END, launch.command.text, expanded=changes)
    yield _shell_step(Reader.LOCAL_SHELL, journey.local, journey.local_shells)
    if journey.connection and not journey.connection.unattested:
        words = _arguments(journey.launcher.words if journey.launcher else ())
        yield Step(Reader.SSH, _joined(words), words, connection=journey.connection)
    if journey.remote:
        yield _shell_step(Reader.REMOTE_SHELL, journey.remote, journey.remote_shells)
    if journey.kernel:
        words = _arguments(journey.kernel.invocation.words)
        yield Step(Reader.KERNEL, _joined(words), words)
        told = tuple(_link_words(journey.kernel.link))
        yield Step(Reader.LINK, _joined(told), told, link=journey.kernel.link)


def _link_words(link: LinkArguments) -> Iterator[Argument]:
    """Yield the words that MathLink reads: of the flags, those of the link alone."""
    for flag in link.flags:
        if flag.name.lower().startswith("link"):
            yield flag.argument
            if flag.value:
                yield flag.value


def _shell_step(reader: Reader, reading: Reading, shells: tuple[str, ...]) -> Step:
    words = [word for started in reading.started for word in (*started.assignments, *started.words)]
    removed = (Change(mark.text, "", mark.span) for word in words for mark in word.removed)
    expanded = (
        Change(expansion.raw.text, expansion.value, expansion.raw.span)
        for word in words
        for expansion in word.expansions
        if expansion.value is not None
    )
    return Step(
        reader,
        reading.text.text,
        _arguments(words),
        shells,
        tuple(removed),
        tuple(dict.fromkeys(expanded)),
        notes=tuple(_notes(reading)),
    )


def _notes(reading: Reading) -> Iterator[str]:
    yield from (problem.message for problem in reading.problems)
    if any(started.in_background for started in reading.started):
        yield "it does not wait for the end: the command runs in the background"


def _arguments(words: Iterable[Field]) -> tuple[Argument, ...]:
    return tuple(word.argument for word in words)


def _joined(words: Iterable[Argument]) -> str:
    return " ".join(word.text for word in words)


def _outcome(journey: Journey, target: Target, parts: tuple[Part, ...]) -> tuple[Outcome, str]:
    """Ask the rules about this journey alone; its shells are then certain."""
    certain = replace(
        target,
        local_shells=journey.local_shells or target.local_shells,
        remote_shells=journey.remote_shells or target.remote_shells,
        os=None,
    )
    found = check(Input(Document(parts[0].source, "launch"), ((None, journey.launch),), parts), certain)
    stopping = next((each for each in found if _stops(each)), None)
    if stopping:
        return Outcome.FAILS, stopping.message
    unclear = next((each.message for each in found if each.name == "not-understood"), None)
    if unclear or journey.unfollowed or not journey.kernel:
        return Outcome.UNKNOWN, unclear or _unclear(journey)
    return Outcome.RUNS, "nothing that rkconf knows stands in the way"


def _stops(found: Diagnostic) -> bool:
    rule = find(found.code)
    return found.severity is Severity.ERROR and rule is not None and rule.stops_the_kernel


def _unclear(journey: Journey) -> str:
    if journey.unfollowed:
        return f"what {journey.unfollowed.text} does with its arguments is not known"
    return "no kernel is seen to start"
