"""The questions of ``rkconf new``, and the specification that their answers make."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, get_args

import tomli_w

from rkconf import spec, versions
from rkconf.diagnostics import Problem, Severity
from rkconf.errors import UsageError
from rkconf.link.ports import next_free
from rkconf.record import record
from rkconf.source import Source
from rkconf.spec.model import OperatingSystem
from rkconf.spelling import VALUE_SIMILARITY, closest

Answers: TypeAlias = Mapping[str, str]
"""The answers by the keys of a specification."""

_OR = "; or "
"""The words between several ways."""


@record
class Question:
    """One question; its answer is the value of one of the ``keys``."""

    keys: tuple[str, ...]
    text: str
    """The question, as it is asked."""
    default: str | None = None
    """The answer of an empty line; None if there must be an answer, an empty text if the key is left out."""

    def answers(self, text: str) -> Answers:
        """Return the key and the value that an answer means; none if it leaves the key out."""
        answer = text.strip() or self.default
        if not answer:
            return {}
        key = self.keys[0] if len(self.keys) == 1 or _system(answer) else self.keys[-1]
        return {key: (_system(answer) or answer) if key == "os" else answer}

    def note(self, text: str, answer: Answers) -> str | None:
        """Return how rkconf has read an answer that is not the value itself; None for any other."""
        typed = text.strip()
        if "version" in answer:
            return versions.note(answer["version"])
        return f'{typed!r} means os = "{answer["os"]}"' if "os" in answer and answer["os"] != typed else None

    def error(self, given: Answers, answer: Answers) -> str | None:
        """Return what is wrong with an answer after the others; None for a valid one."""
        if not answer:
            return "an answer is needed" if self.default is None else None
        key, value = next(iter(answer.items()))
        if any(character in _NOT_UTF8 for character in value):
            return "the text must be UTF-8"
        if key == "kernel" and "/" not in value:
            return f"this is neither a system ({', '.join(get_args(OperatingSystem))}) nor a path such as ./math.sh"
        return next((_reported(problem) for problem in _problems({**given, **answer}, key)), None)


_NOT_UTF8 = frozenset(map(chr, range(0xD800, 0xE000)))
"""The characters by which Python represents bytes of the command line that are not UTF-8."""
QUESTIONS = (
    Question(("name",), "Name of the kernel in the menu"),
    Question(("host",), "Host name or address of the kernel's machine"),
    Question(("user",), "Login name on that machine (empty: the one that ssh uses)", ""),
    Question(("version",), "Version of the Front End", versions.DEFAULT),
    Question(("os", "kernel"), "System of the kernel's machine (macos or linux), or the path of the kernel there"),
    Question(
        ("connection",),
        "Network: direct (no firewall), fixed-ports (a firewall allows two ports) or tunnel (a firewall allows ssh)",
        "direct",
    ),
)
"""The questions, in the order in which they are asked: a later answer is checked with the earlier ones."""

KEYS = tuple(key for question in QUESTIONS for key in question.keys)
"""The keys that have a question."""


def specification(answers: Answers) -> Source:
    """Return the specification that the answers describe.

    Raises:
        UsageError: An answer is missing.
    """
    missing = next((each for each in QUESTIONS if each.default is None and answers.keys().isdisjoint(each.keys)), None)
    if missing:
        message = f"give the answer {' or '.join(f'--set {key}=...' for key in missing.keys)}"
        raise UsageError(message)
    loaded = spec.load(Source("", _text(answers)))
    return Source("<new>", spec.dump(loaded.specification).encode()) if loaded.specification else loaded.source


def _text(answers: Answers) -> bytes:
    """Return the text of a specification with these answers: fixed ports are two usual ones."""
    given = dict(answers)
    version = given.pop("version", versions.DEFAULT)
    kernel: dict[str, object] = {"name": "new", "host": "new", **given}
    if given.get("connection", "direct") in {"fixed-ports", "tunnel"}:
        kernel["ports"] = list(_ports(version))
    return tomli_w.dumps({"frontend": {"version": version}, "kernels": [kernel]}).encode()


def _ports(version: str) -> range:
    """Return two ports that neither a system nor a server of the version uses; a wrong version has its own message."""
    known = versions.released(version)
    return next_free(2, (), known.server_ports.values() if known else ())


def _problems(answers: Answers, key: str) -> Iterator[Problem]:
    """Yield the errors at the value of one key."""
    loaded = spec.load(Source("", _text(answers)))
    found = list(loaded.problems)
    if loaded.specification:
        version = versions.parse(answers.get("version", versions.DEFAULT))
        found += spec.infeasible(loaded.specification, version, loaded.places)
    path = ("frontend", key) if key == "version" else ("kernels", 0, key)
    at = loaded.places.of(path).value
    return (problem for problem in found if at.covers(problem.span) and problem.severity is not Severity.INFO)


def _reported(problem: Problem) -> str:
    """Return the message with its advice; of many ways, the first one: `rkconf lint` reports all of them."""
    first, *others = (problem.help or "").split(_OR)
    return f"{problem.message}; {first if len(others) > 1 else problem.help}" if first else problem.message


def _system(answer: str) -> str | None:
    """Return the operating system that an answer names, also by another name, such as Ubuntu."""
    if "/" in answer:
        return None
    return closest(answer, get_args(OperatingSystem), similarity=VALUE_SIMILARITY, kind="choices")
