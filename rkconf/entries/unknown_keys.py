"""The documented key that an unknown one is meant to be: the most similar one that the entry does not have yet."""

from rkconf.entries.document import LocatedEntry, LocatedOption
from rkconf.entries.keys import FIELDS
from rkconf.spelling import closest


def meant_key(entry: LocatedEntry, option: LocatedOption) -> str | None:
    """Return the key that was meant by the key of an option; None for a documented key, and for one unlike all."""
    if option.key in FIELDS:
        return None
    return closest(option.key, [key for key in FIELDS if not entry.get(key)], kind="keys")


def meant_option(entry: LocatedEntry, key: str) -> LocatedOption | None:
    """Return the option with a key, or the one that is meant to have it; None if there is none."""
    return entry.get(key) or next((each for each in entry.options if meant_key(entry, each) == key), None)
