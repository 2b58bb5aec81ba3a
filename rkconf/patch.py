"""Write entries into a file of the Front End with minimal edits."""

from collections.abc import Iterator, Sequence

from rkconf import emit
from rkconf.edits import Edit
from rkconf.entries import Document, EntryForm, EvaluatorNames, NamesForm
from rkconf.entries.model import KernelEntry
from rkconf.errors import WriteRefusedError
from rkconf.source import Source, Span
from rkconf.syntax import RegionKind, parse, scan
from rkconf.syntax.tree import List, children

# The entry that the Front End has by default.
LOCAL = KernelEntry(name="Local", auto_start_on_launch=True)

_BROKEN = frozenset({"syntax-error", "not-a-list-of-rules", "unescaped-quote", "look-alike"})


def upsert(document: Document, kernels: Sequence[KernelEntry]) -> tuple[Edit, ...]:
    """Return the edits that replace the entries of the same names and add the others.

    Raises:
        WriteRefusedError: The file has no place for entries, or syntax errors near it.
    """
    _require_a_place(document)
    edits = [*_replacements(document, kernels)]
    present = {entry.name for entry in document.entries}
    added = [kernel for kernel in kernels if kernel.name not in present]
    if added:
        edits.append(_addition(document, added))
    return tuple(edits)


def _addition(document: Document, kernels: Sequence[KernelEntry]) -> Edit:
    """Write entries where the file sets others: in the last list, as assignments, or as a new option."""
    if document.lists:
        return _append(document.source, document.lists[-1], kernels)
    if document.evaluator_names:
        return _assign(document.source, document.evaluator_names[-1], kernels)
    return _insert_option(document, kernels)


def _require_a_place(document: Document) -> None:
    name = document.source.name
    if not (document.settings or document.evaluator_names or document.outside):
        message = f"{name}: no SetOptions[$FrontEnd, ...] to add entries to; `--as wl-all` writes a complete one"
        raise WriteRefusedError(message)
    problems = [*document.problems, *(problem for entry in document.entries for problem in entry.problems)]
    broken = next((problem for problem in problems if problem.rule in _BROKEN), None)
    if broken:
        place = document.source.location(broken.span.start)
        message = f"{place}: {broken.message}; repair the file first, see `rkconf lint`"
        raise WriteRefusedError(message)
    single = next((entry for entry in document.entries if not entry.is_complete), None)
    if single:
        place = document.source.location(single.name_span.start)
        message = (
            f"{place}: the file sets single options of {single.name!r}; insert them by hand, `--as wl` prints them"
        )
        raise WriteRefusedError(message)
    _require_nothing_outside(document)
    if any(names.form is NamesForm.COMPUTED for names in document.evaluator_names):
        message = f"{name}: EvaluatorNames is computed; insert the entries by hand, `--as wl` prints them"
        raise WriteRefusedError(message)


def _require_nothing_outside(document: Document) -> None:
    """Require that no entry is outside of the settings: the Front End may have another one of its name."""
    if document.outside:
        place = document.source.location(document.outside[0].name_span.start)
        message = (
            f"{place}: this entry is outside of SetOptions[$FrontEnd, ...]; move it there first, or use `--as wl-all`"
        )
        raise WriteRefusedError(message)


def _replacements(document: Document, kernels: Sequence[KernelEntry]) -> Iterator[Edit]:
    wanted = {kernel.name: kernel for kernel in kernels}
    for entry in document.entries:
        if entry.name not in wanted:
            continue
        if entry.form is EntryForm.ASSIGNED:
            column = document.source.position(entry.value_span.start).column - 1
            yield _edit(document.source, entry.value_span, emit.layout(emit.options(wanted[entry.name]), column))
        else:
            column = document.source.position(entry.span.start).column - 1
            yield _edit(document.source, entry.span, emit.entry(wanted[entry.name], column))


def _append(source: Source, names: EvaluatorNames, kernels: Sequence[KernelEntry]) -> Edit:
    """Write entries after the last one, or into an empty list."""
    assert isinstance(names.value, List)  # noqa: S101 - `literal` implies it
    text = ", \n  ".join(emit.entry(kernel) for kernel in kernels)
    if not names.value.items:
        return _edit(source, names.value.span, f"{{\n  {text}}}")
    end = names.value.items[-1].span.end
    return _edit(source, Span(end, end), f", \n  {text}")


def _assign(source: Source, names: EvaluatorNames, kernels: Sequence[KernelEntry]) -> Edit:
    """Write an assignment for each entry after the last one."""
    place = source[names.place] if names.place else "$FrontEnd"
    line_end, end = ";\n", names.span.end
    text = line_end.join(emit.assignment(kernel, place) for kernel in kernels)
    return _edit(source, Span(end, end), f"{line_end}{text}")


def _insert_option(document: Document, kernels: Sequence[KernelEntry]) -> Edit:
    """Write the whole option after the last one."""
    outline = scan(document.source)
    settings = next(region for region in outline.regions if region.kind is RegionKind.SETTINGS)
    end = children(parse(outline.reading, settings))[-1].span.end
    text = emit.evaluator_names([LOCAL, *kernels])
    return _edit(document.source, Span(end, end), f",\n{text}")


def _edit(source: Source, span: Span, text: str) -> Edit:
    """Return an edit that uses the line ends of the file."""
    line_end = "\r\n" if b"\r\n" in source.data else "\n"
    return Edit.replace(span, text.replace("\n", line_end))
