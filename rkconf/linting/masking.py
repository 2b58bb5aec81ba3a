"""The passwords of an input, in every form in which a text may quote them, so that no output shows them."""

from collections.abc import Iterable, Iterator

from rkconf.command import Launch, Target, journeys, read_by
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
    secrets = [*_secrets(checked, every, target, follow)]
    return Mask.of(checked.document.source, secrets) | Mask.of(checked.written, secrets)


def _secrets(checked: Input, launches: Iterable[NamedLaunch], target: Target, follow: Follow) -> Iterator[Secret]:
    document = checked.document
    entries = (problem for entry in document.entries for problem in entry.problems)
    for problem in (*checked.problems(target.version), *entries):
        if problem.secret:
            found = secret_of(problem, document.source)
            yield from (Secret(found.span, value) for value in (found.text, problem.secret))
    for each in launches:
        launch_target = read_by(
            each.launch, replace(target, kernel_version=each.kernel_version or target.kernel_version)
        )
        for journey in follow(each.launch, launch_target):
            for found in passwords(journey):
                yield Secret(found.span, found.text)
                # A file may escape the text of the command, which is also shown as the shell gets it.
                yield from (Secret(found.span, _at(found.span, text)) for text in _texts(each.launch))


def _texts(launch: Launch) -> Iterator[Excerpt]:
    yield from filter(None, (launch.command, launch.mlopen))


def _at(place: Span, text: Excerpt) -> str:
    """Return the characters of a text that come from a place of its source; a joined text need not be in its order."""
    places = map(Span, text.starts, text.ends)
    return "".join(character for character, origin in zip(text.text, places, strict=True) if place.covers(origin))


def secret_of(problem: Problem, source: Source) -> Excerpt:
    """Return the secret that a reader found: if it is written verbatim, at its place, otherwise the whole place."""
    data = problem.secret.encode()
    start = source.data.find(data, problem.span.start, problem.span.end)
    return source.excerpt(Span(start, start + len(data)) if start >= 0 else problem.span)
