"""Traces as text and as JSON."""

from collections.abc import Iterable, Iterator
from textwrap import TextWrapper
from typing import Any

from rkconf.command import Outcome
from rkconf.printable import json_text, printable
from rkconf.reporters import Paint
from rkconf.reporters.trace_paragraphs import VERBS, Paragraph, paragraphs
from rkconf.tracing import Change, Reader, Step, Trace

_WIDTH = 100
_INDENT = "     "
_WRAPPED = TextWrapper(_WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
_WRAPPED.break_long_words = False
_BOLD = 1
_DIM = 2
_COLOURS = {Outcome.RUNS: 32, Outcome.FAILS: 31, Outcome.UNKNOWN: 33}


def as_text(traces: tuple[Trace, ...], title: str, paint: Paint) -> str:
    """Return a paragraph for each step; if the shells differ, one part for each alternative."""
    parts = []
    for index, trace in enumerate(traces, start=1):
        heading = title if len(traces) == 1 else f"{title}: alternative {index} of {len(traces)}"
        steps = (f"{number}. {_written(each, paint)}" for number, each in enumerate(paragraphs(trace), start=1))
        parts.append("\n".join([f"{paint(printable(heading), _BOLD)}\n", *steps, f"{ending(trace, paint)}\n"]))
    return "\n\n".join(parts)


def ending(trace: Trace, paint: Paint) -> str:
    """Return the last line of a trace: whether the kernel should run, and why."""
    return f"It {paint(VERBS[trace.outcome], _BOLD, _COLOURS[trace.outcome])}: {printable(trace.why)}."


def _written(paragraph: Paragraph, paint: Paint) -> str:
    return "".join(f"{line}\n" for line in _lines(paragraph, paint))


def _lines(paragraph: Paragraph, paint: Paint) -> Iterator[str]:
    yield paint(paragraph.headline, _BOLD)
    yield from _WRAPPED.wrap(paragraph.text)
    for words in paragraph.words:
        yield from _wrapped(f"[{word}]" for word in words)
    for remark in paragraph.remarks:
        yield f"   {paint(f'{remark.kind:<8}', _DIM)} {remark.text}"


def _wrapped(words: Iterable[str]) -> Iterator[str]:
    """Yield the words in lines; brackets show where each one ends."""
    line = ""
    for shown in words:
        if line and len(_INDENT) + len(line) + len(shown) >= _WIDTH:
            yield f"{_INDENT}{line}"
            line = ""
        line = f"{line} {shown}" if line else shown
    yield f"{_INDENT}{line}"


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
