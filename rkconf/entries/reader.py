"""Read a Wolfram Language file: the kernels of the Front End and the parallel kernels."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rkconf import versions
from rkconf.descriptions import Descriptions
from rkconf.diagnostics import Problem, Severity
from rkconf.entries import current_values, misspelt_option, outside_settings, unquoted_logins
from rkconf.entries.document import Document, EvaluatorNames, LocatedEntry, NamesForm
from rkconf.entries.kernels import literal_entries, names_of, read_names
from rkconf.entries.listed_entries import ElementReader, ListedEntries, has_later_word
from rkconf.entries.names_settings import NamesSettings
from rkconf.entries.static_values import StaticValues
from rkconf.record import replace
from rkconf.relevance import may_hold_kernels
from rkconf.source import Excerpt, Source, Span
from rkconf.syntax import Outline, Region, RegionKind, parse, read_list, scan, split_assignment, unknown_escapes
from rkconf.syntax.tree import FunctionCall, List, Node, String, Symbol, children, literal_text, walk

if TYPE_CHECKING:
    from rkconf.entries.call_reader import CallReader


def read(source: Source) -> Document:
    """Return the kernels of a file; never raises. A syntax error is a problem of the document.

    A file without any word of rkconf's is none of its business: it has no problems.
    """
    if not may_hold_kernels(source):
        return Document(source, "nothing")
    reader = _DocumentReader(source, scan(source))
    for number, region in enumerate(reader.outline.regions):
        reader.read(number, region)
    return reader.document()


class _DocumentReader:
    def __init__(self, source: Source, outline: Outline) -> None:
        self.outline = outline
        self._source = source
        self._is_broken = any(problem.rule == "syntax-error" for problem in outline.problems)
        self._values = StaticValues(self._source)
        self._elements = ElementReader(self._values)
        self._problems: list[Problem] = list(outline.problems)
        self._names = NamesSettings(self._names_again)
        self._lists: list[Node] = []
        self._settings: list[Span] = []
        self._calls: CallReader | None = None  # made for the first expression that may hold calls
        self._versions: list[str] = []
        self._has_later_words = False
        self._around: Region | None = None  # the expression around the next SetOptions
        self._done = 0  # the end of the parsed text: a nested region is not read twice

    def document(self) -> Document:
        """Return the document of all regions read."""
        calls, descriptions = (self._calls.calls, self._calls.descriptions) if self._calls else ((), Descriptions())
        parallel_kernels = calls or descriptions.kernels
        outside = self._outside_settings()
        entered = self._settings or self._names.every or outside
        kind = "front-end" if entered else "parallel" if parallel_kernels else "nothing"
        problems = (*self._problems, *(self._calls.problems() if self._calls else ()))
        return Document(
            self._source,
            kind,
            problems,
            tuple(self._settings),
            self._names.every,
            self._names.entries,
            self._names.lists,
            outside,
            calls,
            tuple(self._versions),
            descriptions,
            self._has_later_words or bool(calls) or any(map(has_later_word, outside)),
        )

    def _outside_settings(self) -> tuple[LocatedEntry, ...]:
        """Return the entries that no setting uses, and add the problem of each list of them."""
        unused = outside_settings.without_set(self._lists, self._names.entries)
        found = [each for node in unused for each in outside_settings.read(self._values, node)]
        self._problems += (each for each in found if isinstance(each, Problem))
        return tuple(each for each in found if isinstance(each, LocatedEntry))

    def read(self, number: int, region: Region) -> None:
        """Read the region with this number."""
        if region.kind is RegionKind.EXPRESSION:
            self._around = region
        elif region.kind is RegionKind.SETTINGS:
            self._settings.append(region.span)
        elif region.span.start >= self._done:
            self._read_value(number, region)

    def _read_value(self, number: int, region: Region) -> None:
        if region.kind is RegionKind.ENTRIES:
            self._lists.append(parse(self.outline.reading, region))
        elif listing := self._divided(region):
            self._read_listing(number, Span(region.name_span.start, listing.span.end), listing)
        elif not self._reads_assigned(number, region):
            node = self._parsed(region)
            self._done = node.span.end
            self._problems += self._expression_problems(node)
            self._read_node(number, region, node)

    def _parsed(self, region: Region) -> Node:
        return _without_evaluated_text(parse(self.outline.reading, region))

    def _divided(self, region: Region) -> List | None:
        """Return the list of entries that is a whole option, if its elements can be read one by one."""
        is_list = region.kind is RegionKind.OPTION and region.name == misspelt_option.OPTION and not self._is_broken
        return read_list(self.outline.reading, region) if is_list else None

    def _reads_assigned(self, number: int, region: Region) -> bool:
        """Read an assignment of the whole list through `CurrentValue` element by element; return whether it is one."""
        is_possible = region.kind is RegionKind.CURRENT_VALUE and not self._is_broken
        target, value = (is_possible and split_assignment(self.outline.reading, region)) or (None, None)
        if not value or not isinstance(target, FunctionCall) or not current_values.is_of_list(target):
            return False
        listing = read_list(self.outline.reading, value)
        if not listing:
            return False
        self._problems += self._expression_problems(target)
        span = target.span.to(listing.span)
        self._read_listing(number, span, listing, current_values.place(target))
        return True

    def _read_listing(self, number: int, span: Span, listing: List, place: Span | None = None) -> None:
        self._done = listing.span.end
        listed = ListedEntries(listing, self._elements)
        for node, element in listed.elements():
            self._problems += self._expression_problems(node)
            self._problems += element.problems
        self._has_later_words |= listed.has_later_words
        names = EvaluatorNames(span, listing, NamesForm.LIST, listed.entries, tuple(listed.names), place)
        self._names.add_list(number, names)

    def _expression_problems(self, node: Node) -> Iterator[Problem]:
        yield from _escape_problems(self._source, node)
        yield from unquoted_logins.problems(self._source, node)

    def _read_node(self, number: int, region: Region, node: Node) -> None:
        if region.kind is RegionKind.CURRENT_VALUE:
            found = self._set_by_current_value(node)
            self._problems += (each for each in found if isinstance(each, Problem))
            self._add(number, _settings(found))
        elif region.kind is not RegionKind.OPTION:
            self._problems += self._call_reader().read(number, node)
        elif region.name == "VersionsLaunched":
            texts = [text for text in map(literal_text, children(node)) if text]
            self._versions += [text.text for text in texts]
            self._problems += _treated_version(texts[-1:])
        elif region.name == misspelt_option.OPTION:
            self._read_names(number, region, node)
        elif isinstance(node, List):
            problem = misspelt_option.misspelt(region.name, region.name_span)
            self._problems += [problem] if problem else []

    def _add(self, number: int, found: tuple[EvaluatorNames, ...]) -> None:
        self._has_later_words |= any(has_later_word(entry) for names in found for entry in names.entries)
        self._names.add(number, found)

    def _call_reader(self) -> "CallReader":
        if not self._calls:
            # Imported here because most files of a Front End hold no calls, and their reader needs much of rkconf.
            from rkconf.entries.call_reader import CallReader

            self._calls = CallReader(
                self._source, self._values, lambda number: self._parsed(self.outline.regions[number])
            )
        return self._calls

    def _set_by_current_value(self, node: Node) -> Sequence[current_values.Read]:
        return tuple(current_values.read(self._values, node, broken=self._is_broken))

    def _names_again(self, number: int) -> tuple[EvaluatorNames, ...]:
        return _settings(self._set_by_current_value(self._parsed(self.outline.regions[number])))

    def _read_names(self, number: int, region: Region, node: Node) -> None:
        span = Span(region.name_span.start, node.span.end)
        names, problems = read_names(self._values, span, node, broken=self._is_broken)
        around = None if names.literal else self._expression_around(region)
        if around:
            defined = tuple(literal_entries(self._values, around))
            entries = (*defined, *names.entries)
            names = replace(names, entries=entries, entry_names=names_of(entries))
            if defined and isinstance(node, Symbol) and _reads_current_list(around):
                # `rkconf render` writes this: the literal entries are added to those of the Front End.
                problems = ()
        self._problems += problems
        self._has_later_words |= any(map(has_later_word, names.entries))
        self._names.add_list(number, names)

    def _expression_around(self, region: Region) -> Node | None:
        """Return the expression around a computed value: a ``With`` may define its entries first."""
        around, self._around = self._around, None
        covers = around is not None and around.span.covers(region.span)
        return parse(self.outline.reading, around) if around and covers else None


def _settings(found: Sequence[current_values.Read]) -> tuple[EvaluatorNames, ...]:
    return tuple(each for each in found if isinstance(each, EvaluatorNames))


def _reads_current_list(around: Node) -> bool:
    """Return whether an expression reads the options that the Front End has now: ``Options[$FrontEnd]``."""
    calls = (node for node in walk(around) if isinstance(node, FunctionCall) and node.calls("Options"))
    return any(isinstance(each, Symbol) and each.short == "$FrontEnd" for call in calls for each in call.arguments)


def _treated_version(last: Sequence[Excerpt]) -> Iterator[Problem]:
    """Yield a problem for a version that has the facts of another one."""
    for text in last:
        note = versions.note(text.text)
        if note:
            yield Problem("not-understood", text.span, note, "the facts of another version may be wrong for it")


def _without_evaluated_text(node: Node) -> Node:
    """Return ``RemoteEvaluate[kernel, text]`` up to its kernel: the text may hold other regions."""
    if isinstance(node, FunctionCall) and node.calls("RemoteEvaluate") and node.arguments:
        first = node.arguments[0]
        return FunctionCall(Span(node.span.start, first.span.end), node.head, (first,))
    return node


def _escape_problems(source: Source, node: Node) -> Iterator[Problem]:
    """Yield a problem for each escape that is unknown to the language; a shell may be meant to read it."""
    for string in walk(node):
        if isinstance(string, String):
            for span in unknown_escapes(source, Span(string.span.start + 1, string.span.end - string.is_closed)):
                # The string certainly differs from the intended one; how the kernel reads it is not documented [inf].
                message = f"{source.decode(span)} is not an escape of the Wolfram Language"
                yield Problem("syntax-error", span, message, "write \\\\ for a backslash", Severity.WARNING)
