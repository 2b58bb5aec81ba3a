"""Check a launch command once, wherever it is: a repair moves most commands of a file and changes few of them.

Everything in a finding is relative to the command, so the findings of an equal command at another place are the same,
moved. Two commands are equal only if each character of the one is as far from the beginning as that of the other.
"""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence

from rkconf.command import Launch, Target
from rkconf.diagnostics import Fix, Related
from rkconf.edits import Edit
from rkconf.linting.launch_checks import LaunchChecks, LaunchFinding, ShellPair
from rkconf.record import replace
from rkconf.rule import Finding
from rkconf.source import Excerpt, Span


class KeptChecks(LaunchChecks):
    """Checks launch commands of several texts, such as a file and its repaired forms; keeps the findings."""

    def __init__(self, most: int | None = None) -> None:
        """Begin without findings; ``most`` is the number of commands whose findings are kept, all without it."""
        super().__init__()
        self._most = most
        self._known: dict[Hashable, tuple[int, Sequence[LaunchFinding]]] = {}

    def findings(self, launch: Launch, target: Target, pairs: Sequence[ShellPair] = ()) -> Sequence[LaunchFinding]:
        """Return the findings of a launch command, or those of an equal one, moved."""
        start = _start(launch)
        key = (*_form(launch, start), *_assumed(target), tuple(pairs))
        if key not in self._known:
            if len(self._known) == self._most:
                del self._known[next(iter(self._known))]
            self._known[key] = start, super().findings(launch, target, pairs)
        was, found = self._known[key]
        return found if was == start else [replace(each, finding=_moved(each.finding, start - was)) for each in found]


def _start(launch: Launch) -> int:
    text = launch.command or launch.mlopen
    return text.span.start if text else 0


def _form(launch: Launch, start: int) -> Iterator[Hashable]:
    """Yield each property on which the findings of a launch command depend; places count from its start."""
    for text in (launch.command, launch.mlopen):
        yield None if text is None else _relative(text, start)
    for spans in (launch.editable, launch.own, launch.exposed):
        yield None if spans is None else tuple((span.start - start, span.end - start) for span in spans)
    yield from (launch.kind, launch.escape, launch.in_foreground, launch.for_one_machine, launch.count)
    yield from (launch.is_typed, launch.is_computed, launch.shell, frozenset(launch.values.items()))
    yield None if launch.environment is None else frozenset(launch.environment.items())


def _relative(text: Excerpt, start: int) -> Hashable:
    return text.text, _compared(text.starts, -start), _compared(text.ends, -start), text.anchor - start


def _compared(places: Sequence[int], distance: int) -> Hashable:
    """Return moved places in a form that takes little memory, since those of many commands are kept."""
    moved = _shifted(places, distance)
    return moved if isinstance(moved, range) else array("i", moved).tobytes()


def _assumed(target: Target) -> Iterator[Hashable]:
    """Yield the parts of a target; a version is its name."""
    yield from (target.version.name, target.kernel_version.name)
    yield from (target.local_shells, target.remote_shells, target.os)


def _moved(finding: Finding, distance: int) -> Finding:
    """Return a finding with all of its places moved by this number of bytes."""
    return replace(
        finding,
        span=_moved_span(finding.span, distance),
        fix=finding.fix and _moved_fix(finding.fix, distance),
        supposed=_moved_edits(finding.supposed, distance),
        related=tuple(_moved_place(each, distance) for each in finding.related),
        secret=finding.secret and _moved_text(finding.secret, distance),
    )


def _moved_span(span: Span, distance: int) -> Span:
    return Span(span.start + distance, span.end + distance)


def _moved_edits(edits: Iterable[Edit], distance: int) -> tuple[Edit, ...]:
    return tuple(replace(edit, span=_moved_span(edit.span, distance)) for edit in edits)


def _moved_fix(fix: Fix, distance: int) -> Fix:
    return replace(fix, edits=_moved_edits(fix.edits, distance))


def _moved_place(related: Related, distance: int) -> Related:
    return replace(related, span=_moved_span(related.span, distance))


def _moved_text(text: Excerpt, distance: int) -> Excerpt:
    return Excerpt(text.text, _shifted(text.starts, distance), _shifted(text.ends, distance), text.anchor + distance)


def _shifted(places: Sequence[int], distance: int) -> Sequence[int]:
    """Return places moved by this number of bytes; a range stays one, which is compared without its numbers."""
    if isinstance(places, range) and places.step == 1:
        return range(places.start + distance, places.stop + distance)
    return tuple(place + distance for place in places)
