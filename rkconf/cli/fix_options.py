"""``--fix``, ``--diff``, ``--add-ignores``: change an input before it is reported."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.diagnostics import Applicability, Diagnostic, enumeration
from rkconf.errors import UsageError, WriteRefusedError
from rkconf.limits import MOST_REPAIRS
from rkconf.record import record, replace
from rkconf.reporters import plural
from rkconf.secrets import Mask
from rkconf.source import Source

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from rkconf.fixes import Find, Finders, Fixed
    from rkconf.inputs import Input


_NO_MASK = Mask()


@record
class Rewrite:
    """The content of a file as it was read, and the one to write."""

    before: bytes
    after: bytes


@record
class Revision:
    """The changes to an input and what to report about them; it can be pickled."""

    text: bytes | None = None
    """The output for standard output: a diff, or the new text of an input that is not a file; None for no output."""
    fixed: int = 0
    ignored: int = 0
    notes: tuple[str, ...] = ()
    """Messages, one line each."""
    mask: Mask = _NO_MASK
    """The passwords in the output that is a new text, which a terminal does not show."""
    refused: str | None = None
    """Why the file could not be written."""
    rewrite: "Rewrite | None" = None
    """The text to write to the file; None for nothing."""

    @property
    def changes(self) -> int:
        """The number of findings that were fixed or ignored."""
        return self.fixed + self.ignored


def add_changes(group: "_ArgumentGroup") -> None:
    """Add the options that change inputs."""
    group.add_argument("--fix", action="store_true", help="apply safe fixes, and report the remaining findings")
    unsafe = "also apply unsafe fixes, which need a review (with --fix, --fix-only or --diff)"
    group.add_argument("--unsafe-fixes", action="store_true", help=unsafe)
    group.add_argument("--fix-only", action="store_true", help="apply fixes, and report no findings")
    group.add_argument(
        "--diff", action="store_true", help="show what would change without writing it; exit 1 if there are changes"
    )
    group.add_argument(
        "--add-ignores", metavar="REASON", help="insert an ignore comment with this reason for every finding"
    )


def check_options(arguments: Namespace) -> None:
    """Reject contradictory options, and report an option that has no effect.

    Raises:
        UsageError: Comments would be written but not read, or a comment cannot hold the reason.
    """
    if arguments.unsafe_fixes and not _fixes(arguments):
        console.report("--unsafe-fixes has no effect without --fix, --fix-only or --diff")
    if arguments.add_ignores is None:
        return
    from rkconf.ignores import check_reason

    arguments.add_ignores = check_reason(arguments.add_ignores)
    if arguments.no_ignores:
        message = "--add-ignores cannot be combined with --no-ignores, which would not read the comments"
        raise UsageError(message)


def is_wanted(arguments: Namespace) -> bool:
    """Return whether an option requests changes."""
    return _fixes(arguments) or arguments.add_ignores is not None


def is_silent(arguments: Namespace) -> bool:
    """Return whether findings are not reported."""
    return bool(arguments.diff or arguments.fix_only)


def _fixes(arguments: Namespace) -> bool:
    adds = arguments.add_ignores is not None
    return bool(arguments.fix or arguments.fix_only or (arguments.diff and not adds))


def deliver(revisions: Sequence[Revision], arguments: Namespace) -> bool:
    """Write diffs and texts to standard output, and the messages to standard error.

    Returns:
        Whether standard output was used, so that the report must go elsewhere.
    """
    for line in (line for each in revisions for line in (*each.notes, each.refused) if line):
        console.report(line)
    _count(arguments, "fix", "fixed", [each.fixed for each in revisions])
    _count(arguments, "ignore", "ignored", [each.ignored for each in revisions])
    texts = [each.text for each in revisions if each.text is not None]
    if texts:
        console.write_data(b"".join(texts), find_mask=lambda: reduce(or_, (each.mask for each in revisions)))
    return bool(texts)


def _count(arguments: Namespace, verb: str, done: str, counts: Iterable[int]) -> None:
    numbers = [number for number in counts if number]
    if numbers:
        action = f"would {verb}" if arguments.diff else done
        console.report(f"{action} {plural(sum(numbers), 'finding')} in {plural(len(numbers), 'file')}")


@record
class Revised:
    """The input to report: read again after its changes, or unchanged if it could not be written."""

    checked: "Input"
    revision: Revision = Revision()
    fixed: "Fixed | None" = None
    """The fixes that were made; None if none was wanted."""

    @property
    def mask(self) -> Mask:
        """The mask of the passwords before the fixes."""
        return self.fixed.mask if self.fixed else _NO_MASK

    def masked(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return findings of the input after its changes, in which no report shows a password of the text before."""
        return tuple(self.fixed.masked(found) if self.fixed else found)

    def with_text(self, text: bytes | None, mask: Mask = _NO_MASK, notes: Iterable[str] = ()) -> "Revised":
        """Return the same with an output for standard output, its passwords, and more messages."""
        notes = (*self.revision.notes, *notes)
        return replace(self, revision=replace(self.revision, text=text, mask=mask, notes=notes))

    def with_rewrite(self, old: Source, new: Source) -> "Revised":
        """Return the same with a file to write."""
        return replace(self, revision=replace(self.revision, rewrite=Rewrite(old.data, new.data)))


def revise(
    checked: "Input",
    finders: "Finders",
    find_mask: Callable[["Input"], Mask],
    arguments: Namespace,
    *,
    is_stream: bool,
) -> Revised:
    """Fix an input, and insert ignore comments; return the new file to write, or the changes to show.

    Args:
        checked: The input.
        finders: The functions that find what to fix, and what no fix may add to.
        find_mask: Returns the mask of the passwords in an input.
        arguments: The command line.
        is_stream: Whether it is standard input, whose new text goes to standard output like that of bare text.
    """
    revised = _revised(checked, finders, arguments)
    sources = [(old.source, new.source) for old, new in zip(checked.parts, revised.checked.parts, strict=True)]
    if arguments.diff:
        return _with_difference(checked, revised, find_mask)
    if is_stream:
        return revised.with_text(sources[0][1].data, find_mask(revised.checked) | revised.mask)
    if not checked.is_file:
        text = b"".join(new.data + b"\n" for _, new in sources)
        return revised.with_text(text, find_mask(revised.checked) | revised.mask)
    return revised.with_rewrite(*sources[0]) if revised.revision.changes else revised


def _with_difference(checked: "Input", revised: Revised, find_mask: Callable[["Input"], Mask]) -> Revised:
    # Imported here because few runs show a difference.
    from rkconf.cli.writing import shown_difference

    pairs = zip(checked.parts, revised.checked.parts, strict=True)
    changed = [(old.source, new.source.data) for old, new in pairs if old.source.data != new.source.data]
    mask = find_mask(checked) | find_mask(revised.checked) if changed else _NO_MASK
    shown = [shown_difference(old, new, mask) for old, new in changed]
    return revised.with_text(b"".join(text for text, _ in shown) or None, notes=[note for _, note in shown if note])


def _revised(checked: "Input", finders: "Finders", arguments: Namespace) -> Revised:
    revised = _fixed(checked, finders, arguments) if _fixes(arguments) else Revised(checked)
    reason = arguments.add_ignores
    return revised if reason is None else _annotated(revised, finders.selected, reason)


def _fixed(checked: "Input", finders: "Finders", arguments: Namespace) -> Revised:
    from rkconf.fixes import fix

    levels = {Applicability.SAFE, *([Applicability.UNSAFE] if arguments.unsafe_fixes else [])}
    fixed = fix(checked, finders, levels)
    return Revised(fixed.checked, Revision(fixed=len(fixed.made), notes=tuple(_notes(fixed))), fixed)


def _notes(fixed: "Fixed") -> Iterator[str]:
    for skipped in fixed.skipped:
        yield f"{_place(skipped.diagnostic)} not fixed: {skipped.why}"
    if fixed.untried:
        name = fixed.checked.parts[0].source.name
        left = plural(fixed.untried, "repair")
        yield f"{name}: {left} not tried, after {MOST_REPAIRS} changes were verified; run rkconf again for the others"
    if fixed.endless:
        rules = enumeration(dict.fromkeys(f"{each.code} {each.name}" for each in fixed.endless))
        name = fixed.checked.parts[0].source.name
        yield f"{name}: the fixes of {rules} undo each other, so none of them was applied (this is a bug in rkconf)"


def _annotated(revised: Revised, find: "Find", reason: str) -> Revised:
    from rkconf.fixes.annotate import annotate

    annotated = annotate(revised.checked, find, reason)
    revision = revised.revision
    notes = tuple(f"{_place(each)} not ignored: a comment cannot be inserted here" for each in annotated.left)
    annotated_revision = replace(revision, ignored=len(annotated.suppressed), notes=(*revision.notes, *notes))
    return replace(revised, checked=annotated.checked, revision=annotated_revision)


def _place(found: Diagnostic) -> str:
    return f"{found.source.location(found.span.start)}: {found.code} {found.name}"


def written(name: str, revision: Revision) -> Revision:
    """Write the change of a file; return the revision without it, and with what failed.

    Only the main process writes, so nothing is written after its end.
    """
    from rkconf import atomic

    atomic.sweep(name)
    if revision.rewrite is None:
        return revision
    try:
        failure = atomic.replace(name, revision.rewrite.after, expected=revision.rewrite.before)
    except WriteRefusedError as error:
        return Revision(refused=str(error))
    return replace(revision, rewrite=None, notes=(*revision.notes, *filter(None, [failure])))
