"""``rkconf new``: ask for what a specification needs, and write it."""

import sys
from argparse import Namespace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from rkconf.cli import console, writing
from rkconf.cli.parser import Parser, add
from rkconf.diagnostics import Severity
from rkconf.errors import UnreadableInputError, UsageError, WriteRefusedError
from rkconf.spelling import closest

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.source import Source
    from rkconf.spec.questions import Answers, Question

_STDOUT = "-"
_LONGEST_ANSWER = 10_000
_EXAMPLES = """\
examples:
  rkconf new                                       answer six questions, and write kernels.toml
  rkconf new skye.kernels.toml                     write another file
  rkconf new --set name=skye --set host=skye.local --set os=macos
  rkconf new - < answers.txt                       read one answer per line, and print the result

exit status:
  0  written
  1  the specification has errors; nothing is written
  2  wrong usage, an answer is missing or wrong, or the file exists; nothing is written
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "new",
        "Ask for the name, host, user, version, system and network of a kernel, and write its specification.",
        usage="[OPTIONS] [FILE]",
        examples=_EXAMPLES,
    )
    parser.add_argument(
        "file",
        nargs="?",
        default="kernels.toml",
        metavar="FILE",
        help="a new file (default: kernels.toml), or - to print",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="answer without a question: name, host, user, version, os or kernel, connection; repeatable",
    )
    return parser


def run(arguments: Namespace) -> int:
    """Ask, check and write; return the exit status.

    Raises:
        UsageError: An answer is missing or wrong.
        WriteRefusedError: The file exists, or cannot be written.
    """
    from rkconf.spec import questions

    if arguments.file != _STDOUT:
        _require_new(arguments.file)
    answers = _given(arguments.set) if arguments.set else _asked()
    return _write(questions.specification(answers), arguments.file)


def _require_new(path: str) -> None:
    """Require a path without a file in a folder that can be written to, before the first question."""
    from rkconf import atomic

    if Path(path).exists() or Path(path).is_symlink():
        message = f"{path}: this file exists, and new replaces none; name another file"
        raise WriteRefusedError(message)
    atomic.require_writable(path)


def _given(settings: list[str]) -> "Answers":
    """Return the answers of ``--set``, each checked with those before it.

    Raises:
        UsageError: A key is unknown or given twice, or a value is wrong.
    """
    from rkconf.spec.questions import KEYS, QUESTIONS

    texts: dict[str, str] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or key not in KEYS or key in texts:
            raise UsageError(_refused(key, KEYS, is_complete=bool(equals), is_second=key in texts))
        texts[key] = value
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        for key in question.keys:
            if texts.get(key):
                _require_valid(question, answers, {key: texts[key]}, f"--set {key}")
                answers[key] = texts[key]
                _report_note(question, texts[key], {key: texts[key]})
    return answers


def _refused(key: str, known: tuple[str, ...], *, is_complete: bool, is_second: bool) -> str:
    """Return why a setting is refused; its value is not repeated, since it may be a password."""
    if not is_complete:
        return "--set needs KEY=VALUE, such as name=skye"
    if is_second:
        return f"--set {key} can be given only once"
    near = closest(key, known, kind="specification")
    return f"--set has no key {key!r}" + (f" (did you mean {near}?)" if near else "") + f"; known: {', '.join(known)}"


def _asked() -> "Answers":
    """Ask every question, and again after a wrong answer on a terminal.

    Raises:
        UsageError: The input ends, or an answer of a pipe is wrong.
    """
    from rkconf.spec.questions import QUESTIONS

    answers: dict[str, str] = {}
    for question in QUESTIONS:
        answers |= _answer(question, answers)
    return answers


def _answer(question: "Question", before: "Answers") -> "Answers":
    """Return the answer to one question."""
    is_asked = sys.stdin is not None and sys.stdin.isatty()
    while True:
        if is_asked:
            default = f" [{question.default}]" if question.default else ""
            print(f"{question.text}{default}: ", end="", file=sys.stderr, flush=True)
        text = _line(question)
        answer = question.answers(text)
        error = question.error(before, answer)
        if error is None:
            _report_note(question, text, answer)
            return answer
        if not is_asked:
            message = f"{_called(question)}: {error}; nothing is written"
            raise UsageError(message)
        console.report(error)


def _report_note(question: "Question", text: str, answer: "Answers") -> None:
    note = question.note(text, answer)
    if note:
        console.report(note)


def _line(question: "Question") -> str:
    """Return the next line of standard input.

    Raises:
        UsageError: There is none.
        UnreadableInputError: It is too long, or not UTF-8.
    """
    line = sys.stdin.buffer.readline(_LONGEST_ANSWER) if sys.stdin is not None else b""
    if not line:
        message = f"the input ends before {_called(question)}; nothing is written"
        raise UsageError(message)
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        message = f"{_called(question)}: the text must be UTF-8; nothing is written"
        raise UnreadableInputError(message) from error
    if len(line) == _LONGEST_ANSWER:
        message = f"{_called(question)}: the line has {_LONGEST_ANSWER} bytes or more; nothing is written"
        raise UnreadableInputError(message)
    return text.rstrip("\r\n")


def _called(question: "Question") -> str:
    from rkconf.spec.questions import QUESTIONS

    return f"answer {QUESTIONS.index(question) + 1} ({' or '.join(question.keys)})"


def _require_valid(question: "Question", before: "Answers", answer: "Answers", option: str) -> None:
    error = question.error(before, answer)
    if error:
        message = f"{option}: {error}"
        raise UsageError(message)


def _write(source: "Source", path: str) -> int:
    """Write a specification that lint accepts; report the errors of any other."""
    from rkconf import atomic, inputs
    from rkconf.rendering import verify

    checked = inputs.specification(source)
    found = verify(checked, checked.version_to_render("--set version"))
    writing.report_findings(found)
    if any(each.severity is Severity.ERROR for each in found):
        return 1
    if path == _STDOUT:
        console.write_data(source.data)
        return 0
    console.report_failure(atomic.create(path, source.data))
    console.report(f"wrote {path}; next: rkconf setup {quote(path)}")
    return 0
