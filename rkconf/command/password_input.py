"""Passwords in the input of a program: a pipe, a here-string, a here-document, and the text of a dialog."""

import re
from collections.abc import Iterable, Iterator

from rkconf import deferred
from rkconf.command.paths import call_of
from rkconf.deferred import pattern
from rkconf.programs.table import table
from rkconf.shell.execution import Evaluation, Execution
from rkconf.shell.facts import UnixShell
from rkconf.shell.tokenizer import here_documents
from rkconf.shell.words import Field
from rkconf.source import Excerpt

_PRINTERS = frozenset({"echo", "printf", "print", "yes"})
_ENDS = pattern(r"(?:\\[rn]|[\r\n])+\Z")
# Tcl: a word in double quotes or braces, or without either. A variable is set to the password, or it is sent.
_SENT = deferred.pattern(
    r"""\b(?:(?:exp_)?send(?:\s+-\S+)*|set\s+\w*(?:pass|pw)\w*)\s+(?:"((?:[^"\\]|\\.)*)"|\{([^}]*)\}|([^\s;"{}]+))"""
)
_ANSWERS = frozenset({"", "y", "yes", "n", "no", "exit", "logout"})
"""Texts that people send to answer a question, not as a password."""


def in_inputs(evaluation: Evaluation) -> Iterator[Excerpt]:
    """Yield the passwords that the programs of a shell read from their inputs."""
    for at, execution in enumerate(evaluation.executions):
        if reads_password(execution):
            writing = _writing(evaluation.executions[:at], execution)
            yield from first_lines(printed(writing))
            yield from first_lines(given(evaluation, (*writing, execution)))
        if _dialog(execution):
            for text in given(evaluation, (execution,)):
                yield from sent(text)


def sent(text: Excerpt) -> Iterator[Excerpt]:
    """Yield the passwords in the text of a dialog (expect)."""
    for found in _SENT.finditer(text.text):
        group = next(group for group in (1, 2, 3) if found[group] is not None)
        value = _without_end(text[found.start(group) : found.end(group)])
        if value.text.lower() not in _ANSWERS and not value.text.startswith(("$", "\\")):
            yield value


def _dialog(execution: Execution) -> bool:
    return execution.words[0].base in table().passwords.dialogs


def reads_password(execution: Execution) -> bool:
    """Return whether a program, or one that it starts on this machine or another, reads a password from its input."""
    words = execution.words
    if words[0].base in table().passwords.readers or any(_asks(words[at:]) for at in range(len(words))):
        return True
    call = call_of(execution)
    return any(map(reads_password, call.evaluation.executions)) if call and call.evaluation else False


def _asks(words: tuple[Field, ...]) -> bool:
    row = table().handing_on.get(words[0].base)
    is_able = row and (row.input_with or row.input_without)
    return bool(row and is_able and row.reads_password([word.text for word in words[1:]]))


def _writing(before: tuple[Execution, ...], execution: Execution) -> tuple[Execution, ...]:
    """Return the programs whose output a program reads."""
    if execution.after != "|" or not before:
        return ()
    # cmd.exe marks the reader of a pipe alone.
    start = len(before) - 1
    while start and (before[start - 1].is_piped or before[start].after == "|"):
        start -= 1
    return before[start:]


def printed(executions: Iterable[Execution]) -> Iterator[Excerpt]:
    """Yield the words that programs print, without options and formats."""
    for execution in executions:
        program, *words = execution.words
        if program.base in _PRINTERS:
            texts = [word.value for word in words if not word.text.startswith("-")]
            yield from (text for text in texts if len(texts) == 1 or "%" not in text.text)


def given(evaluation: Evaluation, executions: tuple[Execution, ...]) -> Iterator[Excerpt]:
    """Yield the here-strings of programs, and the here-documents of a shell if one of them reads any."""
    redirected = [each for execution in executions for each in execution.redirected if each.is_text]
    yield from (each.target.value for each in redirected if each.operator.text.endswith("<<<"))
    is_document = any(not each.operator.text.endswith("<<<") for each in redirected)
    if is_document and isinstance(evaluation.shell, UnixShell):
        yield from here_documents(evaluation.text, evaluation.shell)


def first_lines(texts: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Yield the first line of each text, without the line end that it writes."""
    for text in texts:
        yield _without_end(text[: len(re.split(r"\\[rn]|[\r\n]", text.text, maxsplit=1)[0])])


def _without_end(text: Excerpt) -> Excerpt:
    end = _ENDS.search(text.text)
    return text[: end.start()] if end else text
