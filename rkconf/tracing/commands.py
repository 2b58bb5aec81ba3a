"""Follow a launch command: its readers, the text that each removes or inserts, and the arguments of the kernel."""

from collections.abc import Iterable, Iterator
from typing import Any

from rkconf.command import Call, Connection, Field, Hop, Journey, Launch, Outcome, Target, read_by
from rkconf.command.followed import Journeys
from rkconf.command.passwords import passwords
from rkconf.entries import Document
from rkconf.inputs import BareText, InputPart, NamedLaunch
from rkconf.link import Argument, LinkArguments, read
from rkconf.linting import verdict
from rkconf.programs.table import table
from rkconf.record import replace
from rkconf.secrets import MASK
from rkconf.shell.execution import Occurrence
from rkconf.shell.words import UNKNOWN, shown
from rkconf.source import Excerpt, Span
from rkconf.tracing.steps import Change, Reader, Step, Trace


def follow(launch: Launch, target: Target, parts: tuple[InputPart, ...]) -> tuple[Trace, ...]:
    """Return one trace for each way that the shells of ``target`` may read the command.

    Secrets are masked first, so that no step can show them.
    """
    target, follow = read_by(launch, target), Journeys().of
    # A value of a placeholder may change what a program reads as a password.
    readings = (launch, replace(launch, values={})) if launch.values else (launch,)
    secrets = (secret for each in readings for journey in follow(each, target) for secret in passwords(journey))
    hidden = {*launch.exposed, *(place for secret in secrets for place in secret.origins())}
    if hidden:
        launch = replace(launch, command=_masked(launch.command, hidden), mlopen=_masked(launch.mlopen, hidden))
    return tuple(_trace(journey, target, parts) for journey in follow(launch, target))


def _masked(text: Excerpt | None, hidden: Iterable[Span]) -> Excerpt | None:
    if text is None:
        return None
    places = [Span(*place) for place in zip(text.starts, text.ends, strict=True)]
    masked = (
        MASK if any(span.covers(place) for span in hidden) else character
        for character, place in zip(text.text, places, strict=True)
    )
    return replace(text, text="".join(masked))


def _trace(journey: Journey, target: Target, parts: tuple[InputPart, ...]) -> Trace:
    outcome, why = _outcome(journey, target, parts)
    is_reached = journey.reached[0] is not Occurrence.NEVER and journey.starts_kernel
    return Trace(tuple(_steps(journey)), journey.kernel if is_reached else None, outcome, why, journey, target.version)


def _steps(journey: Journey) -> Iterator[Step]:
    launch = journey.launch
    if launch.mlopen is not None and launch.listening:
        yield Step(Reader.FRONT_END, launch.mlopen.text, launch.listening.arguments, link=launch.listening)
    if launch.command is not None:
        yield from _command_steps(journey, launch.command)


def _command_steps(journey: Journey, command: Excerpt) -> Iterator[Step]:
    """Yield the steps from the command to the kernel; no Front End reads a script."""
    if not journey.launch.is_script:
        yield _filling_in(journey, command)
    for hop in journey.hops:
        yield _shell_step(journey, hop)
        if hop.execution and hop.execution.occurs is Occurrence.NEVER:
            return
        if hop.call and hop.call.invocation:
            yield from _call_steps(journey, hop.call)


def _filling_in(journey: Journey, command: Excerpt) -> Step:
    filled = [item for item in journey.filled.placeholders if item.value is not None]
    changes = tuple(Change(item.raw.text, item.value or "", item.raw.span) for item in filled)
    return Step(Reader.FRONT_END, shown(command.text), expanded=changes)


def _call_steps(journey: Journey, call: Call) -> Iterator[Step]:
    """Yield the steps of a program that starts another one, logs in, or is the kernel."""
    words = _arguments(journey, call.invocation.words if call.invocation else ())
    host = _host(journey, call.machine)
    prefixes = _prefixes(call)
    if prefixes:
        notes = _program_notes(call)
        yield _step(Reader.PROGRAM, words, call, host=host, programs=prefixes, notes=notes)
    if call.connection and not call.connection.undocumented_option:
        command = _joined(_arguments(journey, call.connection.command))
        login = _login(journey, call.connection)
        yield _step(Reader.SSH, words, call, connection=call.connection, handed_on=command, host=login)
    if call.kernel and not call.kernel.is_cut:
        yield _step(Reader.KERNEL, words, call, host=host)
        link = read(words[1:])
        yield _step(Reader.LINK, tuple(_link_words(link)), call, link=link, host=host)


def _step(reader: Reader, words: tuple[Argument, ...], call: Call, **more: Any) -> Step:  # noqa: ANN401 - fields of a step
    return Step(reader, _joined(words), words, machine=call.machine, **more)


def _prefixes(call: Call) -> tuple[tuple[Argument, ...], ...]:
    """Return the programs in front of the one that is called; a subcommand, as in ``docker exec``, is none."""
    known, subcommands = table().handing_on, set[str]()
    found: list[tuple[Argument, ...]] = []
    for word in call.invocation.prefixes if call.invocation else ():
        if word.base in known and word.text not in subcommands:
            found.append((word.argument,))
            subcommands.update(known[word.base].subcommands)
    return tuple(found)


def _host(journey: Journey, machine: int) -> str:
    """Return the name of a machine as the command gives it; empty for the Front End's machine."""
    return _login(journey, journey.connections[machine - 1]).rpartition("@")[2] if machine else ""


def _login(journey: Journey, connection: Connection) -> str:
    """Return user and host; a value that only the machine knows is shown as it is written."""
    if UNKNOWN in connection.host and connection.destination:
        return journey.source_text(connection.destination.raw)
    known = connection.user if connection.user and UNKNOWN not in connection.user else None
    return f"{known}@{connection.host}" if known else connection.host


def _program_notes(call: Call) -> tuple[str, ...]:
    return tuple(condition.message for condition in (call.doubt, call.detaches) if condition)


def _link_words(link: LinkArguments) -> Iterator[Argument]:
    """Yield the words that MathLink reads: the flags of the link."""
    for flag in link.flags:
        if flag.name.lower().startswith("link"):
            yield flag.argument
            if flag.value:
                yield flag.value


def _shell_step(journey: Journey, hop: Hop) -> Step:
    evaluation = hop.evaluation
    programs = [(*each.assignments, *each.words) for each in evaluation.executions]
    words = [word for each in programs for word in each]
    removed = (Change(quote.text, "", quote.span) for word in words for quote in word.removed)
    expansions = [expansion for word in words for expansion in word.expansions]
    expanded = (Change(each.raw.text, each.value, each.raw.span) for each in expansions if each.value is not None)
    unknown = (Change(journey.source_text(each.raw), "", each.raw.span) for each in expansions if each.value is None)
    reader, shells = _reader(journey, hop)
    return Step(
        reader,
        evaluation.text.text,
        shells=shells,
        removed=tuple(dict.fromkeys(removed)),
        expanded=tuple(dict.fromkeys(expanded)),
        notes=tuple(_notes(hop)),
        words=_arguments(journey, words),
        machine=evaluation.machine,
        unknown=tuple(dict.fromkeys(unknown)),
        host=_host(journey, evaluation.machine),
        programs=tuple(_arguments(journey, each) for each in programs),
        is_refused=evaluation.refused,
    )


def _reader(journey: Journey, hop: Hop) -> tuple[Reader, tuple[str, ...]]:
    if hop.evaluation.machine and hop.evaluation.is_login:
        return Reader.REMOTE_SHELL, journey.remote_shells
    if hop is journey.hops[0]:
        return Reader.LOCAL_SHELL, journey.local_shells
    return Reader.SHELL, (hop.evaluation.shell.name,) if hop.evaluation.shell else ()


def _notes(hop: Hop) -> Iterator[str]:
    yield from (problem.message for problem in hop.evaluation.problems)
    if any(each.in_background for each in hop.evaluation.executions):
        yield "the command runs in the background, so the shell does not wait for it"
    if hop.execution and hop.execution.occurs < Occurrence.ALWAYS and hop.execution.condition:
        starts = "never starts" if hop.execution.occurs is Occurrence.NEVER else "may not start"
        yield f"{hop.execution.words[0].base} {starts}: {hop.execution.condition.message}"


def _arguments(journey: Journey, words: Iterable[Field]) -> tuple[Argument, ...]:
    """Return the words as arguments; a value that only the machine knows is shown as it is written."""
    return tuple(word.argument if word.known else _shown(journey, word) for word in words)


def _shown(journey: Journey, word: Field) -> Argument:
    pieces = [word.value[at : at + 1] for at in range(len(word.value))]
    shown = (
        Excerpt.stand_in(journey.source_text(piece), piece.span) if piece.text == UNKNOWN else piece for piece in pieces
    )
    return Argument(word.raw, Excerpt.join(shown, word.raw.span.start))


def _joined(words: Iterable[Argument]) -> str:
    return " ".join(word.text for word in words)


def _outcome(journey: Journey, target: Target, parts: tuple[InputPart, ...]) -> tuple[Outcome, str]:
    """Return the verdict on this journey alone, for its own shells."""
    target = replace(
        target,
        local_shells=journey.local_shells[:1] or target.local_shells,
        remote_shells=journey.remote_shells[:1] or target.remote_shells,
        os=None,
    )
    found = verdict(BareText(Document(parts[0].source, "launch"), (NamedLaunch(None, journey.launch),), parts), target)
    return found.outcome, found.why or "no known obstacle"
