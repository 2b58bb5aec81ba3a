"""The passwords of an input, in every form in which a text may quote them, so that no output shows them."""

from collections.abc import Iterable, Iterator

from rkconf.command import Target, journeys, read_by
from rkconf.command.follow import Follow
from rkconf.command.passwords import passwords
from rkconf.diagnostics import Problem
from rkconf.inputs import Input, NamedLaunch
from rkconf.record import replace
from rkconf.secrets import Mask, Secret
from rkconf.source import Excerpt, Source, Span


def mask(
    checked: Input, target: Target, follow: Follow = journeys, launches: Iterable[NamedLaunch] | None = None
) -> Mask:
    """Return the mask of an input, whatever rules are selected; it is false if the input contains no password.

    Args:
        checked: The input.
        target: The versions and shells to follow its launch commands for.
        follow: Returns the journeys of a command; a cache can be passed.
        launches: All launch commands of the input, if they were read before.
    """
    every = checked.launches if launches is None else launches
    secrets = [Secret(each.span, each.text) for each in _secrets(checked, every, target, follow)]
    return Mask.of(checked.document.source, secrets) | Mask.of(checked.written, secrets)


def _secrets(checked: Input, launches: Iterable[NamedLaunch], target: Target, follow: Follow) -> Iterator[Excerpt]:
    document = checked.document
    entries = (problem for entry in document.entries for problem in entry.problems)
    for problem in (*checked.problems(target.version), *entries):
        if problem.secret:
            yield secret_of(problem, document.source)
    for each in launches:
        launch_target = read_by(
            each.launch, replace(target, kernel_version=each.kernel_version or target.kernel_version)
        )
        for journey in follow(each.launch, launch_target):
            yield from passwords(journey)


def secret_of(problem: Problem, source: Source) -> Excerpt:
    """Return the secret that a reader found: if it is written verbatim, at its place, otherwise the whole place."""
    data = problem.secret.encode()
    start = source.data.find(data, problem.span.start, problem.span.end)
    return source.excerpt(Span(start, start + len(data)) if start >= 0 else problem.span)
