"""``--fix``, ``--diff``, ``--add-ignores``: what becomes of an input before it is reported."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rkconf import files
from rkconf.cli import console
from rkconf.diagnostics import Applicability, Diagnostic, enumeration
from rkconf.errors import UsageError, WriteRefusedError
from rkconf.inputs import Input
from rkconf.reporters import plural
from rkconf.source import Source

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from rkconf.fixes import Fixed

STDOUT = "-"

Find: TypeAlias = Callable[[Input], Iterable[Diagnostic]]


class Revision(NamedTuple):
    """What became of an input: whatever is to be told of it, which can travel between processes."""

    text: bytes | None = None
    """What standard output gets: a difference, or the text of what is no file to write to; None for nothing."""
    fixed: int = 0
    ignored: int = 0
    notes: tuple[str, ...] = ()
    """What there is to say besides, one line each."""
    refused: str | None = None
    """Why it could not be written."""

    @property
    def changes(self) -> int:
        """How many findings were fixed or ignored."""
        return self.fixed + self.ignored


def add_changes(group: "_ArgumentGroup") -> None:
    """Add the options that change what is checked."""
    group.add_argument("--fix", action="store_true", help="make the safe fixes, and report what is left")
    said = "the unsafe fixes too, which guess (with --fix, --fix-only or --diff)"
    group.add_argument("--unsafe-fixes", action="store_true", help=said)
    group.add_argument("--fix-only", action="store_true", help="make the fixes, and report nothing")
    group.add_argument(
        "--diff", action="store_true", help="show what fixes would change, and write nothing; exit 1 if anything"
    )
    group.add_argument(
        "--add-ignores", metavar="REASON", help="write ignore comments before the entries, for all that is found"
    )


def check_options(arguments: Namespace) -> None:
    """Refuse what makes no sense together, and say what has no effect alone.

    Raises:
        UsageError: Comments are written and not read, or their reason cannot stand in one.
    """
    if arguments.unsafe_fixes and not _fixes(arguments):
        console.say("--unsafe-fixes alone changes nothing; add --fix to make them, or --diff to see what they change")
    if arguments.add_ignores is None:
        return
    from rkconf.ignores import check_reason

    arguments.add_ignores = check_reason(arguments.add_ignores)
    if arguments.no_ignores:
        message = "--add-ignores writes comments that --no-ignores would not read; leave one of them out"
        raise UsageError(message)


def is_wanted(arguments: Namespace) -> bool:
    """Say whether anything is to be changed."""
    return _fixes(arguments) or arguments.add_ignores is not None


def is_silent(arguments: Namespace) -> bool:
    """Say whether nothing is to be reported."""
    return bool(arguments.diff or arguments.fix_only)


def _fixes(arguments: Namespace) -> bool:
    adds = arguments.add_ignores is not None
    return bool(arguments.fix or arguments.fix_only or (arguments.diff and not adds))


def deliver(revisions: Sequence[Revision], arguments: Namespace) -> bool:
    """Write to standard output what is due there, and say the rest.

    Returns:
        Whether standard output is taken, so that a report has to go elsewhere.
    """
    for line in (line for each in revisions for line in (*each.notes, each.refused) if line):
        console.say(line)
    _count(arguments, "fix", "fixed", [each.fixed for each in revisions])
    _count(arguments, "ignore", "ignored", [each.ignored for each in revisions])
    texts = [each.text for each in revisions if each.text is not None]
    if texts:
        from rkconf.cli.writing import put_bytes

        put_bytes(b"".join(texts), STDOUT)
    return bool(texts)


def _count(arguments: Namespace, verb: str, done: str, counts: Iterable[int]) -> None:
    numbers = [number for number in counts if number]
    if numbers:
        said = f"would {verb}" if arguments.diff else done
        console.say(f"{said} {plural(sum(numbers), 'finding')} in {plural(len(numbers), 'file')}")


class Revised(NamedTuple):
    """An input as it is to be reported: read again, or as it was where it could not be written."""

    checked: Input
    revision: Revision = Revision()

    def with_text(self, text: bytes | None) -> "Revised":
        """Return the same with what standard output gets."""
        return self._replace(revision=self.revision._replace(text=text))


def revise(checked: Input, find: Find, judge: Find, arguments: Namespace, *, is_stream: bool) -> Revised:
    """Fix an input, write ignore comments into it, and then the file; or show what would become of it.

    Args:
        checked: The input.
        find: Returns what is found and counts.
        judge: Returns what all rules find.
        arguments: The command line.
        is_stream: Whether it is standard input; its new text goes to standard output, as that of bare text.
    """
    revised = _revised(checked, find, judge, arguments)
    sources = [(old.source, new.source) for old, new in zip(checked.parts, revised.checked.parts, strict=True)]
    if arguments.diff:
        changed = "".join(_difference(old, new, judge(checked)) for old, new in sources if old.data != new.data)
        return revised.with_text(changed.encode(errors="surrogateescape") or None)
    if is_stream:
        return revised.with_text(sources[0][1].data)
    if not checked.is_file:
        return revised.with_text(b"".join(new.data + b"\n" for _, new in sources))
    return _written(checked, revised) if revised.revision.changes else revised


def _revised(checked: Input, find: Find, judge: Find, arguments: Namespace) -> Revised:
    revised = _fixed(checked, find, judge, arguments) if _fixes(arguments) else Revised(checked)
    return _annotated(revised, find, arguments.add_ignores) if arguments.add_ignores is not None else revised


def _fixed(checked: Input, find: Find, judge: Find, arguments: Namespace) -> Revised:
    from rkconf.fixes import fix

    levels = {Applicability.SAFE, *([Applicability.UNSAFE] if arguments.unsafe_fixes else [])}
    fixed = fix(checked, find, judge, levels)
    return Revised(fixed.checked, Revision(fixed=len(fixed.made), notes=tuple(_notes(fixed))))


def _notes(fixed: "Fixed") -> Iterator[str]:
    for found, why in fixed.skipped:
        yield f"{_place(found)} is not fixed: {why}"
    if fixed.endless:
        rules = enumeration(dict.fromkeys(f"{each.code} {each.name}" for each in fixed.endless))
        name = fixed.checked.parts[0].source.name
        yield f"{name}: the fixes of {rules} undo one another; none of them was made (this is a mistake in rkconf)"


def _annotated(revised: Revised, find: Find, reason: str) -> Revised:
    from rkconf.fixes.annotate import annotate

    annotated = annotate(revised.checked, find, reason)
    revision = revised.revision
    notes = tuple(f"{_place(each)} is not ignored: no comment can stand there" for each in annotated.left)
    told = revision._replace(ignored=len(annotated.suppressed), notes=(*revision.notes, *notes))
    return Revised(annotated.checked, told)


def _place(found: Diagnostic) -> str:
    return f"{found.source.location(found.span.start)}: {found.code} {found.name}"


def _difference(old: Source, new: Source, found: Iterable[Diagnostic]) -> str:
    """Return a unified difference; the secrets of the text are masked in it, as in every report."""
    from rkconf.cli.writing import difference

    hides = next((each for each in found if each.secrets and each.source.name == old.name), None)
    if hides is None:
        return difference(old, new.data)
    old, new = (Source(each.name, hides.masked(each.decode(each.whole)).encode()) for each in (old, new))
    return difference(old, new.data)


def _written(checked: Input, revised: Revised) -> Revised:
    """Write the file; where that is refused, it is to be reported as it still is."""
    old, new = checked.document.source, revised.checked.document.source
    try:
        files.write(old.name, new.data, expected=old.data)
    except WriteRefusedError as error:
        return Revised(checked, Revision(refused=str(error)))
    return revised
