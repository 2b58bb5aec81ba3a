"""The settings of `EvaluatorNames` in a file; those through `CurrentValue` are read again when they are used."""

from array import array
from collections.abc import Callable, Iterator, Sequence

from rkconf.entries.document import EvaluatorNames, LocatedEntry, NamesForm
from rkconf.entries.kernels import names_of
from rkconf.kept_results import KeptResults
from rkconf.lazy_sequence import ItemsOfParts, LazySequence
from rkconf.record import replace

MOST_KEPT_SETTINGS = 100
"""The first expressions of a file, whose settings are kept; those of others are read again when they are used."""


class NamesSettings:
    """The settings of one file, in its order; each is in an expression, which has the number of its region.

    The Front End joins the options of an entry that a file sets one by one: the first setting has all of them, and the
    others have no entry.
    """

    def __init__(self, read: Callable[[int], tuple[EvaluatorNames, ...]]) -> None:
        """Begin without settings; ``read`` returns again those that an expression makes through `CurrentValue`."""
        self._lists: dict[int, tuple[EvaluatorNames, ...]] = {}
        self._found: dict[int, tuple[EvaluatorNames, ...]] = {}  # those of the expression that is added
        self._parsed_again = read
        self._read = KeptResults(self._read_again, MOST_KEPT_SETTINGS)
        self._joined = KeptResults(self._with_all_options, MOST_KEPT_SETTINGS)
        self._parts: dict[str, array[int]] = {}  # the expressions that set an option of an entry, by its name
        self._number = 0
        self._whole = array("I")  # the settings of the whole list
        self._settings = ItemsOfParts(self._joined)
        self._entries = ItemsOfParts(lambda number: self.every[number].entries)

    def add_list(self, region: int, names: EvaluatorNames) -> None:
        """Add a setting of the whole list, which is kept; its entries may be read when they are used."""
        self._lists[region] = (names,)
        self._note(region, names)

    def add(self, region: int, found: tuple[EvaluatorNames, ...]) -> None:
        """Add the settings that an expression makes through `CurrentValue`."""
        if found:
            self._found = {region: found}
            for names in self._read(region):
                self._note(region, names)

    def _note(self, region: int, names: EvaluatorNames) -> None:
        if names.literal:
            self._whole.append(self._number)
        is_addition = names.form is NamesForm.ADDITION
        entries = sum(self._begins(region, each) for each in names.entries) if is_addition else len(names.entries)
        self._settings.add(region, 1)
        self._entries.add(self._number, entries)
        self._number += 1

    def _begins(self, region: int, entry: LocatedEntry) -> bool:
        """Return whether an entry is the first of its options, or complete; note where its options are."""
        if entry.is_complete:
            return True
        parts = self._parts.setdefault(entry.name, array("I"))
        is_first = not parts
        if is_first or parts[-1] != region:
            parts.append(region)
        return is_first

    @property
    def every(self) -> Sequence[EvaluatorNames]:
        """All settings."""
        return self._settings.items

    @property
    def entries(self) -> Sequence[LocatedEntry]:
        """The entries of all settings."""
        return self._entries.items

    @property
    def lists(self) -> Sequence[EvaluatorNames]:
        """The settings of the whole list that are not computed."""
        return LazySequence(len(self._whole), lambda at: self.every[self._whole[at]]) if self._whole else ()

    def _read_again(self, region: int) -> tuple[EvaluatorNames, ...]:
        return self._lists.get(region) or self._found.pop(region, None) or self._parsed_again(region)

    def _with_all_options(self, region: int) -> tuple[EvaluatorNames, ...]:
        """Return the settings of an expression; an entry that begins in one of them has all of its options."""
        return tuple(
            self._with_options(region, names) if names.form is NamesForm.ADDITION else names
            for names in self._read(region)
        )

    def _with_options(self, region: int, names: EvaluatorNames) -> EvaluatorNames:
        if all(entry.is_complete for entry in names.entries):
            return names
        entries = tuple(self._whole_entries(region, names))
        return replace(names, entries=entries, entry_names=names_of(entries))

    def _whole_entries(self, region: int, names: EvaluatorNames) -> Iterator[LocatedEntry]:
        for entry in names.entries:
            if entry.is_complete:
                yield entry
            elif self._parts[entry.name][0] == region:
                parts = self._parts_of(entry.name)
                if parts[0].span == entry.span:
                    yield _joined(parts)

    def _parts_of(self, name: str) -> Sequence[LocatedEntry]:
        """Return the entries of this name that have some of its options."""
        settings = (names for region in self._parts[name] for names in self._read(region))
        additions = (names for names in settings if names.form is NamesForm.ADDITION)
        return [each for names in additions for each in names.entries if not each.is_complete and each.name == name]


def _joined(parts: Sequence[LocatedEntry]) -> LocatedEntry:
    options = tuple(option for part in parts for option in part.options)
    problems = tuple(problem for part in parts for problem in part.problems)
    return replace(parts[0], options=options, problems=problems)
