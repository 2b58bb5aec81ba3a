"""Convert findings to diagnostics: in the sources that the user named, with causes and without secrets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from rkconf.diagnostics import Cause, Diagnostic, Fix, Related, Severity
from rkconf.edits import Edit, are_separate
from rkconf.inputs import Input, InputPart
from rkconf.linting.findings import NOT_UNDERSTOOD, RawFinding
from rkconf.linting.supposed_values import invents
from rkconf.overlapping_spans import OverlappingSpans
from rkconf.record import replace
from rkconf.rule import Finding
from rkconf.secrets import Secret, Secrets
from rkconf.source import Excerpt, Source, Span


def diagnostic(
    checked: Input, raw: RawFinding, severity: Severity | None, cause: RawFinding | None = None
) -> Diagnostic:
    """Return the diagnostic for a finding; ``severity`` overrides that of the rule and of the finding."""
    rule, finding = raw.rule, replace(raw.finding, fix=None) if cause else raw.finding
    part = checked.part(finding.span)
    fix = _moved_fix(finding.fix, checked, part)
    return Diagnostic(
        rule.code,
        rule.name,
        severity or finding.severity or rule.severity,
        finding.message,
        part.source,
        _place(finding.span, part),
        raw.entry,
        _help(finding, fix, checked),
        fix,
        related=tuple(_related(checked, each) for each in finding.related),
        cause=_cause(checked, cause) if cause else None,
    )


def _help(finding: Finding, fix: Fix | None, checked: Input) -> str:
    """Return the help; if the fix cannot be written into a notebook, with what to do by hand."""
    if fix or finding.fix is None or checked.written is checked.document.source:
        return finding.help
    by_hand = f"in the notebook, {finding.fix.description}; `--fix` does not change its boxes here"
    return f"{finding.help}; {by_hand}" if finding.help else by_hand


def _cause(checked: Input, raw: RawFinding) -> Cause:
    part = checked.part(raw.finding.span)
    return Cause(raw.rule.code, part.source, _place(raw.finding.span, part))


def _related(checked: Input, related: Related) -> Related:
    part = checked.part(related.span)
    return replace(related, source=part.source, span=_place(related.span, part))


def _moved_fix(fix: Fix | None, checked: Input, part: InputPart) -> Fix | None:
    """Return the fix as edits of the reported source; None if it edits another source, is impossible, or invents."""
    if fix is None or not are_separate(fix.edits) or any(checked.part(edit.span) is not part for edit in fix.edits):
        return None
    edits = checked.edits_of_bytes(fix.edits)
    if edits is None or invents(edits, part.source):
        return None
    if part.start == 0 and edits == fix.edits:
        return fix
    return replace(fix, edits=tuple(Edit(_moved(edit.span, part), edit.data) for edit in edits))


def _place(span: Span, part: InputPart) -> Span:
    """Return the place of a finding in its source: a curly quote that is read as a plain one is marked as a whole."""
    return part.source.whole_characters(_moved(span, part))


def _moved(span: Span, part: InputPart) -> Span:
    size = len(part.source.data)
    if part.start == 0 and span.end <= size:
        # The same object: a file may have very many findings.
        return span
    return Span(min(span.start - part.start, size), min(span.end - part.start, size))


def with_causes(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings with the causes that are reported, and that are at least as severe."""
    found = list(found)
    # Few findings are a cause, and a file may have very many.
    named = {each.cause for each in found if each.cause}
    causes = (each for each in found if each.suppressed is None and each.as_cause in named) if named else ()
    ranks = {each.as_cause: each.severity.rank for each in causes}
    for each in found:
        is_shown = each.suppressed is None and each.cause and each.severity.rank <= ranks.get(each.cause, -1)
        yield each if is_shown or not each.cause else replace(each, cause=None)


def once_per_place(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return one of the findings with the same message at the same place, as in a shared command.

    The findings are in the order of their places. One that is not suppressed is preferred, then a cause, then one with
    a fix, then the first.
    """
    return tuple(min(same, key=_weight) for _, same in groupby(found, key=lambda each: each.place))


def _weight(found: Diagnostic) -> tuple[bool, bool, bool]:
    return found.suppressed is not None, found.cause is not None, found.fix is None


def without_doubt(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings except ``not-understood`` where another rule explains the place."""
    by_source: dict[Source, list[Diagnostic]] = defaultdict(list)
    for each in found:
        by_source[each.source].append(each)
    return [each for own in by_source.values() for each in _without_explained(own)]


def _without_explained(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings of one source without the doubts that its others explain."""
    found = list(found)
    if all(each.name != NOT_UNDERSTOOD for each in found):
        yield from found
        return
    wrong = [each for each in found if each.name != NOT_UNDERSTOOD and each.severity is not Severity.INFO]
    same = {each.span for each in wrong}
    errors = OverlappingSpans(each.span for each in wrong if each.severity is Severity.ERROR)
    for each in found:
        if each.name != NOT_UNDERSTOOD or not (each.span in same or errors.covers(each.span)):
            yield each


def without_secrets(checked: Input, found: Iterable[Diagnostic], every: Iterable[RawFinding]) -> Iterator[Diagnostic]:
    """Yield the findings with the secrets of their sources, also those of rules that are not selected."""
    hidden = _Hidden([_secret(checked, raw.finding.secret) for raw in every if raw.finding.secret])
    for each in found:
        own = hidden.of(each.source)
        related = tuple(replace(place, secrets=hidden.of(place.source)) for place in each.related)
        yield replace(each, related=related).keeping(own) if own or related else each


class _Hidden:
    """The secrets of each source, which are searched once for all findings."""

    def __init__(self, found: Iterable[tuple[Source, Secret]]) -> None:
        self._found = tuple(found)
        self._of: dict[int, Secrets] = {}

    def of(self, source: Source | None) -> Secrets:
        if source is None:
            return Secrets()
        if id(source) not in self._of:
            self._of[id(source)] = Secrets.of(source, (secret for where, secret in self._found if where is source))
        return self._of[id(source)]


def _secret(checked: Input, secret: Excerpt) -> tuple[Source, Secret]:
    part = checked.part(secret.span)
    return part.source, Secret(_moved(secret.span, part), secret.text)
