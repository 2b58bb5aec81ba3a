"""Fill in placeholders, as the Front End and the parallel package do before any shell runs."""

import re
from collections.abc import Mapping
from functools import cached_property

from rkconf.record import record
from rkconf.source import Excerpt, Spans

_PAIR = re.compile(r"`([^`]*)`|`")


@record
class Placeholder:
    """A name between backticks; ``value`` is None for an unknown name, which stays in the command."""

    name: str
    raw: Excerpt
    value: str | None


@record
class Filled:
    """A command with its placeholders filled in."""

    text: Excerpt
    placeholders: tuple[Placeholder, ...] = ()
    unpaired: Excerpt | None = None
    """A backtick without a partner."""

    def named(self, name: str) -> tuple[Placeholder, ...]:
        """Return the placeholders with a name that were filled in."""
        return self._by_name.get(name, ())

    def derives(self, value: Excerpt, *names: str) -> bool:
        """Return whether a value contains text from a placeholder with one of these names that was filled in."""
        return any(value.comes_from(self._spans[name]) for name in names if name in self._spans)

    def derives_from_any(self, value: Excerpt) -> bool:
        """Return whether a value contains text from any placeholder that was filled in."""
        return self.derives(value, *self._spans)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Placeholder, ...]]:
        groups: dict[str, list[Placeholder]] = {}
        for item in self.placeholders:
            if item.value is not None:
                groups.setdefault(item.name, []).append(item)
        return {name: tuple(group) for name, group in groups.items()}

    @cached_property
    def _spans(self) -> Mapping[str, Spans]:
        return {name: Spans(item.raw.span for item in group) for name, group in self._by_name.items()}


def fill(text: Excerpt, values: Mapping[str, str]) -> Filled:
    """Replace the names in ``values`` by their values; other pairs of backticks stay."""
    pieces, placeholders, at = [], [], 0
    unpaired = None
    for match in _PAIR.finditer(text.text):
        raw, name = text[match.start() : match.end()], match.group(1)
        if name is None:
            unpaired = raw
            continue
        placeholder = Placeholder(name, raw, values.get(name))
        placeholders.append(placeholder)
        if placeholder.value is not None:
            pieces += [text[at : match.start()], Excerpt.stand_in(placeholder.value, raw.span)]
            at = match.end()
    pieces.append(text[at:])
    return Filled(Excerpt.join(pieces, text.anchor), tuple(placeholders), unpaired)
