"""Documents, entries and calls that tests read from text."""

from collections.abc import Iterable

from rkconf.diagnostics import Problem
from rkconf.entries import Document, LocatedEntry, ParallelCall, read
from rkconf.source import Source


def document(text: str) -> Document:
    return read(Source("init.m", text.encode()))


def names(value: str) -> Document:
    return document(f"SetOptions[$FrontEnd, EvaluatorNames->{value}]")


def entry(options: str) -> LocatedEntry:
    return names(f'{{"a" -> {options}}}').entries[0]


def call(text: str) -> ParallelCall:
    return document(text).parallel[0]


def problem_texts(problems: Iterable[Problem], text: str) -> list[tuple[str, str]]:
    """Return the rule and the marked text of each problem."""
    return [(problem.rule, text[problem.span.start : problem.span.end]) for problem in problems]
