"""Traces as text and as JSON."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from textwrap import TextWrapper
from typing import Any

from rkconf.command import Outcome
from rkconf.diagnostics import alternatives, enumeration
from rkconf.link import LinkArguments
from rkconf.printable import json_text, printable
from rkconf.reporters import Paint, plural
from rkconf.tracing import Change, Reader, Step, Trace

_WIDTH = 100
_INDENT = "     "
_WRAPPED = TextWrapper(_WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
_WRAPPED.break_long_words = False
_BOLD = 1
_DIM = 2
_VERBS = {Outcome.RUNS: "should run", Outcome.FAILS: "fails", Outcome.UNKNOWN: "may or may not run"}
_COLOURS = {Outcome.RUNS: 32, Outcome.FAILS: 31, Outcome.UNKNOWN: 33}


def as_text(traces: tuple[Trace, ...], title: str, paint: Paint) -> str:
    """Return a paragraph for each step; if the shells differ, one part for each alternative."""
    parts = []
    for index, trace in enumerate(traces, start=1):
        heading = title if len(traces) == 1 else f"{title}: alternative {index} of {len(traces)}"
        steps = (step for before, step in pairwise((None, *trace.steps)) if step and not _repeats(step, before))
        paragraphs = [f"{number}. {_paragraph(step, paint)}" for number, step in enumerate(steps, start=1)]
        parts.append("\n".join([f"{paint(printable(heading), _BOLD)}\n", *paragraphs, f"{ending(trace, paint)}\n"]))
    return "\n\n".join(parts)


def ending(trace: Trace, paint: Paint) -> str:
    """Return the last line of a trace: whether the kernel should run, and why."""
    return f"It {paint(_VERBS[trace.outcome], _BOLD, _COLOURS[trace.outcome])}: {printable(trace.why)}."


def _repeats(step: Step, before: Step | None) -> bool:
    """Return whether a step repeats the one before: the kernel receives the words that the shell starts."""
    return step.reader is Reader.KERNEL and before is not None and before.words == step.words


def _paragraph(step: Step, paint: Paint) -> str:
    return "".join(f"{line}\n" for line in _lines(step, paint))


def _lines(step: Step, paint: Paint) -> Iterator[str]:
    yield paint(printable(_HEADLINES[step.reader](step)), _BOLD)
    yield from _shown(step)
    for name, changes in (("removes", step.removed), ("inserts", step.expanded)):
        for text in _described(changes):
            yield f"   {paint(f'{name:<8}', _DIM)} {printable(text)}"
    if step.unknown:
        names = " ".join(dict.fromkeys(change.raw for change in step.unknown))
        yield f"   {paint('unknown ', _DIM)} {printable(names)}"
    for note in step.notes:
        yield f"   {paint('note    ', _DIM)} {printable(note)}"


def _description(step: Step) -> str:
    if step.is_refused:
        return "Mathematica leaves the description as it is, and starts no ssh"
    return "Mathematica makes the command of ssh from the description"


def _front_end(step: Step) -> str:
    if step.link:
        return f"The Front End opens its end of the link: {_link(step.link)}"
    return "The Front End fills in the placeholders, here with examples (--set NAME=VALUE overrides them)"


def _local_shell(step: Step) -> str:
    return f"The local shell ({alternatives(step.shells) or 'any'}) {_verb(step)}"


def _ssh(step: Step) -> str:
    launcher = step.connection.launcher if step.connection else "ssh"
    command = "the command" if step.handed_on else "no command"
    return f"{launcher} logs in to {step.host or 'no host'} and sends {command}"


def _shell(step: Step) -> str:
    return f"The inner shell ({alternatives(step.shells) or 'any'}) {_verb(step)}"


def _verb(step: Step) -> str:
    return "rejects the command" if step.is_refused else "starts" if step.words else "reads"


def _program(step: Step) -> str:
    names = [name.text for [name] in step.programs]
    return f"{enumeration(names)} {'runs' if len(names) == 1 else 'run'}"


def _remote_shell(step: Step) -> str:
    return f"The login shell on {step.host} ({alternatives(step.shells) or 'any'}) {_verb(step)}"


def _kernel_arguments(step: Step) -> str:
    return f"The kernel receives {plural(len(step.words) - 1, 'argument')}"


def _math_link(step: Step) -> str:
    return f"MathLink reads: {_link(step.link)}" if step.link else "MathLink reads"


_HEADLINES: Mapping[Reader, Callable[[Step], str]] = {
    Reader.DESCRIPTION: _description,
    Reader.FRONT_END: _front_end,
    Reader.LOCAL_SHELL: _local_shell,
    Reader.SHELL: _shell,
    Reader.PROGRAM: _program,
    Reader.SSH: _ssh,
    Reader.REMOTE_SHELL: _remote_shell,
    Reader.KERNEL: _kernel_arguments,
    Reader.LINK: _math_link,
}


def _link(link: LinkArguments) -> str:
    name = f"name {link.value('LinkName')}" if link.value("LinkName") else "no name"
    return ", ".join(filter(None, (link.mode or "no mode", link.protocol or "no protocol", name, _host(link))))


def _host(link: LinkArguments) -> str:
    return f"host {link.host}" if link.host else ""


def _shown(step: Step) -> Iterator[str]:
    """Yield the words, each in brackets to show where it ends; ssh sends text, not words."""
    is_ssh = step.reader is Reader.SSH
    if is_ssh or not step.words:
        text = step.handed_on if is_ssh else step.text
        yield from _WRAPPED.wrap(printable(text))
        return
    is_shell = step.reader is not Reader.PROGRAM
    for words in (step.programs if is_shell else ()) or (step.words,):
        yield from _wrapped(f"[{printable(word.text)}]" for word in words)


def _wrapped(words: Iterable[str]) -> Iterator[str]:
    line = ""
    for shown in words:
        if line and len(_INDENT) + len(line) + len(shown) >= _WIDTH:
            yield f"{_INDENT}{line}"
            line = ""
        line = f"{line} {shown}" if line else shown
    yield f"{_INDENT}{line}"


def _described(changes: tuple[Change, ...]) -> Iterator[str]:
    if changes and not any(change.value for change in changes):
        yield " ".join(change.raw for change in changes)
        return
    for raw, value in dict.fromkeys((change.raw, change.value) for change in changes):
        yield f"{value} for {raw}"


def as_json(traces: tuple[Trace, ...]) -> str:
    """Return the object of `as_data` as indented JSON."""
    return json_text(as_data(traces), indent=2) + "\n"


def as_data(traces: tuple[Trace, ...]) -> dict[str, Any]:
    """Return one object; if the shells differ, the first alternative, with all of them under ``alternatives``."""
    objects = [_object(trace) for trace in traces]
    first = objects[0] if objects else {"steps": [], "kernel": None, "outcome": Outcome.UNKNOWN, "why": "no command"}
    alternatives = {"alternatives": objects} if len(objects) > 1 else {}
    return {"format": 1, **first, **alternatives}


def _object(trace: Trace) -> dict[str, Any]:
    return {
        "steps": [_step(step) for step in trace.steps],
        "kernel": _kernel(trace),
        "outcome": trace.outcome,
        "why": trace.why,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "reader": step.reader,
        "machine": step.machine,
        "shell": step.shells[0] if len(step.shells) == 1 else None,
        "shells": list(step.shells),
        "text": step.text,
        "words": [{"value": word.text, "start": word.span.start, "end": word.span.end} for word in step.words],
        "removed": [_change(change) for change in step.removed],
        "unknown": [_change(change) for change in step.unknown],
        "expanded": [{**_change(change), "value": change.value} for change in step.expanded],
        "notes": list(step.notes),
    }


def _change(change: Change) -> dict[str, Any]:
    return {"text": change.raw, "start": change.span.start, "end": change.span.end}


def _kernel(trace: Trace) -> dict[str, Any] | None:
    given = next((step for step in trace.steps if step.reader is Reader.KERNEL), None)
    link = next((step.link for step in reversed(trace.steps) if step.reader is Reader.LINK), None)
    if trace.kernel is None or given is None or link is None:
        return None
    return {
        "argv": [word.text for word in given.words],
        "link": {
            "name": link.value("LinkName"),
            "host": link.host,
            "mode": link.mode,
            "protocol": link.protocol,
            "options": sorted(link.options),
        },
    }
