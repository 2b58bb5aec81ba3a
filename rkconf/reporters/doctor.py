"""A diagnosis as text, line by line as it happens, and as JSON."""

import shlex
from collections.abc import Iterable, Iterator

from rkconf import __version__
from rkconf.diagnostics import enumeration
from rkconf.doctor import Conclusion, Diagnosis, DiagnosisStep, FailureCause, StepName, StepStatus
from rkconf.printable import json_text, printable
from rkconf.reporters import Paint
from rkconf.reporters.wrapping import NARROWEST, TOGETHER, wrapped

FORMAT = 1
_NAMES = max(map(len, StepName)) + 1
_STATUSES = max(map(len, StepStatus)) + 1
_INDENT = " " * (_NAMES + _STATUSES + 1)
_BOLD, _DIM, _RED, _GREEN, _YELLOW = 1, 2, 31, 32, 33
_COLOURS = {StepStatus.OK: _GREEN, StepStatus.FAILED: _RED, StepStatus.SKIPPED: _DIM, StepStatus.UNKNOWN: _YELLOW}
_SENTENCES = {
    Conclusion.WORKS: ("It works", _GREEN),
    Conclusion.FAILS: ("It fails", _RED),
    Conclusion.UNKNOWN: ("It is unknown whether it works", _YELLOW),
}
_SHORT_INDENT = "  "
"""The indent of what was seen on a narrow terminal, where it has separate lines."""
WIDTH_OF_LOG = 100
"""The characters of a line that is not for a terminal."""
_SHOWN_FROM = 0.05
"""The seconds from which the time of a step is shown."""


def line(step: DiagnosisStep, paint: Paint, width: int = WIDTH_OF_LOG) -> str:
    """Return the lines of one step: its name, its status, its seconds, what was seen, and its notes.

    A step that is skipped because an earlier one failed has no line.
    """
    if step.is_left_out:
        return ""
    head = f"{step.name:<{_NAMES}} {paint(f'{step.status:<{_STATUSES}}', _COLOURS[step.status])}"
    texts = (_seen(step), *(f"note: {printable(note)}" for note in step.notes))
    room = width - len(_INDENT)
    if room >= NARROWEST or max(map(len, texts)) <= room:
        first, *others = [each for text in texts for each in wrapped(text, room) or [""]]
        lines = (f"{head} {first}".rstrip(), *(f"{_INDENT}{each}" for each in others))
    else:
        below = (each for text in texts for each in wrapped(text, width - len(_SHORT_INDENT)))
        lines = (head.rstrip(), *(f"{_SHORT_INDENT}{each}" for each in below))
    return "".join(f"{each}\n" for each in lines)


def _seen(step: DiagnosisStep) -> str:
    """Return what was seen, and the seconds of a step that took some."""
    seconds = f"{step.seconds:.1f}{TOGETHER}s" if step.seconds >= _SHOWN_FROM else ""
    seen = printable(step.evidence)
    return f"{seen} ({seconds})" if seen and seconds else seen or seconds


def titled(title: str, paint: Paint, width: int = WIDTH_OF_LOG) -> str:
    """Return the lines in front of the steps."""
    lines = wrapped(printable(title), width)
    return "".join(f"{paint(each, _BOLD)}\n" for each in lines) + "\n"


def conclusion(diagnosis: Diagnosis, paint: Paint, width: int = WIDTH_OF_LOG) -> str:
    """Return the last part: the verdict, the cause with the next step, what was proven and what was not."""
    text, colour = _SENTENCES[diagnosis.conclusion]
    # Where every link is up, the steps that could not be tried do not matter.
    untried = "" if diagnosis.conclusion is Conclusion.WORKS else _untried(diagnosis)
    reason = diagnosis.cause.message if diagnosis.cause else untried
    verdict = "\n".join(wrapped(f"{text}{f': {printable(reason)}' if reason else ''}.", width))
    parts = [verdict.replace(text, paint(text, _BOLD, colour), 1)]
    if diagnosis.cause:
        parts.append("\n".join(_explained(diagnosis.cause, width)))
    parts += [
        _listed(title, texts, width)
        for title, texts in (("proven", diagnosis.proven), ("not proven", diagnosis.not_proven))
        if texts
    ]
    return "\n" + "\n".join(parts) + "\n"


def _untried(diagnosis: Diagnosis) -> str:
    """Return which steps could not be tried, and whether the main link is up nevertheless; empty if all were tried."""
    names = [step.name for step in diagnosis.steps if step.status is StepStatus.UNKNOWN]
    if not names:
        return ""
    is_up = any(step.name is StepName.LINK and step.status is StepStatus.OK for step in diagnosis.steps)
    return f"{'the main link is up, but ' if is_up else ''}{enumeration(names)} could not be tried"


def _explained(cause: FailureCause, width: int) -> Iterator[str]:
    for name, text in (("evidence", cause.evidence), ("advice", cause.advice)):
        if text:
            yield from wrapped(f"  {name}: {printable(text)}", width, "    ")
    if cause.command:
        # Never wrapped, so that it can be copied.
        yield f"  next: {printable(cause.command)}"


def _listed(title: str, texts: Iterable[str], width: int) -> str:
    return "\n".join(each for text in texts for each in wrapped(f"{title}: {printable(text)}", width, "  "))


def as_text(title: str, diagnosis: Diagnosis, paint: Paint, width: int = WIDTH_OF_LOG) -> str:
    """Return the whole diagnosis as text."""
    steps = "".join(line(step, paint, width) for step in diagnosis.steps)
    return f"{titled(title, paint, width)}{steps}{conclusion(diagnosis, paint, width)}"


def as_json(diagnosis: Diagnosis) -> str:
    """Return the diagnosis as one JSON object."""
    return _document(
        {
            "format": FORMAT,
            "rkconf": __version__,
            "entry": diagnosis.entry,
            "version": diagnosis.version,
            "outcome": diagnosis.conclusion.value,
            "cause": _cause(diagnosis.cause) if diagnosis.cause else None,
            "steps": [_step(step) for step in diagnosis.steps],
            "remote_shell": diagnosis.remote_shell,
            "proven": list(diagnosis.proven),
            "not_proven": list(diagnosis.not_proven),
        }
    )


def _document(content: dict[str, object]) -> str:
    return f"{json_text(content, indent=2)}\n"


def _cause(cause: FailureCause) -> dict[str, str | None]:
    return {
        "id": cause.id,
        "message": cause.message,
        "evidence": cause.evidence,
        "advice": cause.advice,
        "command": cause.command,
    }


def _step(step: DiagnosisStep) -> dict[str, object]:
    return {
        "name": step.name.value,
        "status": step.status.value,
        "seconds": round(step.seconds, 2),
        "evidence": step.evidence,
        "commands": [list(words) for words in step.commands],
        "notes": list(step.notes),
    }


def planned(commands: Iterable[tuple[StepName, tuple[str, ...]]]) -> str:
    """Return the commands of a dry run, one per line, with their steps."""
    return "".join(f"{name:<{_NAMES}} {printable(shlex.join(words))}\n" for name, words in commands)


def planned_as_json(commands: Iterable[tuple[StepName, tuple[str, ...]]]) -> str:
    """Return the commands of a dry run as one JSON object."""
    steps = [{"name": name.value, "command": list(words)} for name, words in commands]
    return _document({"format": FORMAT, "rkconf": __version__, "planned": steps})
