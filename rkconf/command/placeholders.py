"""Fill in placeholders, as the Front End and the parallel package do before any shell runs."""

import re
from collections.abc import Mapping

from rkconf.record import record
from rkconf.source import Excerpt

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
        return tuple(item for item in self.placeholders if item.name == name and item.value is not None)


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
