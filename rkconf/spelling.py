"""Find the known word that a user meant by an unknown one: a synonym, or the most similar word."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from rkconf import tables
from rkconf.record import record

Kind: TypeAlias = Literal["commands", "options", "values", "settings", "keys", "specification", "choices", "functions"]
"""A table of synonyms."""

SIMILARITY = 0.6
"""The least similarity of a word that was meant, unless a caller gives another one."""
VALUE_SIMILARITY = 0.7
"""The similarity for values of options: they are short, so a smaller one would take fish for sh."""

_SYNONYM_SIMILARITY = 0.85
"""The least similarity of a misspelt synonym: a smaller one would take another word for it."""

_SWAPPED = 2
_SEPARATORS = str.maketrans("", "", "-_ ./")


@record
class Synonyms:
    """The words that people type for known words, of which the first one that is known is meant.

    A key is folded: in lowercase, without dashes, underscores, spaces, dots and slashes.
    """

    commands: Mapping[str, tuple[str, ...]]
    """Commands of rkconf, and their options: `lint --fix`."""
    options: Mapping[str, tuple[str, ...]]
    """Options of commands."""
    values: Mapping[str, tuple[str, ...]]
    """Values of options: formats, severities, shells."""
    settings: Mapping[str, tuple[str, ...]]
    """Keys of a settings file."""
    keys: Mapping[str, tuple[str, ...]]
    """Keys of an entry of the Front End, by titles of its dialog and similar words."""
    specification: Mapping[str, tuple[str, ...]]
    """Keys of a specification. Text after a known key shows its value."""
    choices: Mapping[str, tuple[str, ...]]
    """Values of keys of a specification that have few: systems, connections."""
    functions: Mapping[str, tuple[str, ...]]
    """Functions of Mathematica that describe a kernel."""


def closest(word: str, known: Iterable[str], *, similarity: float = SIMILARITY, kind: Kind | None = None) -> str | None:
    """Return the known word that was meant by an unknown one; None if none is near.

    A synonym comes first, because it need not resemble the known word: `check` means `lint`. Case does not count.

    Args:
        word: The unknown word.
        known: The words that could have been meant.
        similarity: The least ratio of `difflib.SequenceMatcher`, from 0 to 1.
        kind: The table of synonyms to look in; without one, only similarity counts.
    """
    candidates = {each.casefold(): each for each in known}
    meant: Iterable[str] = getattr(synonyms(), kind).get(folded(word), ()) if kind else ()
    synonym = next((each for each in meant if each.partition(" ")[0].casefold() in candidates), None)
    if synonym:
        return synonym
    near = _nearest(word.casefold(), tuple(candidates), similarity)
    spelt = _misspelt_synonym(word, candidates, kind) if kind else None
    return spelt or (candidates[near] if near else None)


def suggestion(
    word: str, known: Iterable[str], *, similarity: float = SIMILARITY, kind: Kind | None = None, quoted: bool = False
) -> str:
    """Return the part of a message that names the known word that was meant; an empty text if none is near.

    The arguments are those of `closest`; ``quoted`` puts the known word between quotes.
    """
    near = closest(word, known, similarity=similarity, kind=kind)
    if near is None:
        return ""
    return f" (did you mean {near!r}?)" if quoted else f" (did you mean {near}?)"


def _misspelt_synonym(word: str, known: Mapping[str, str], kind: Kind) -> str | None:
    """Return the known word for the synonym that a word resembles more than every known word; None without one."""
    meanings: Mapping[str, tuple[str, ...]] = getattr(synonyms(), kind)
    near = _nearest(folded(word), (*known, *meanings), _SYNONYM_SIMILARITY)
    meant = meanings.get(near, ()) if near and near not in known else ()
    return next((each for each in meant if each.partition(" ")[0].casefold() in known), None)


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...], similarity: float) -> str | None:
    """Return the most similar word; it is kept, since a mistake is read again in every shell and after every repair."""
    from difflib import get_close_matches

    swapped = next((each for each in known if _swaps_two_letters(word, each)), None)
    return swapped or next(iter(get_close_matches(word, known, n=1, cutoff=similarity)), None)


def _swaps_two_letters(word: str, known: str) -> bool:
    """Return whether two neighbouring letters are in the wrong order: in short words no ratio shows that."""
    wrong = [at for at, pair in enumerate(zip(word, known, strict=False)) if pair[0] != pair[1]]
    if len(word) != len(known) or len(wrong) != _SWAPPED or wrong[1] - wrong[0] != 1:
        return False
    return word[wrong[0]] == known[wrong[1]] and word[wrong[1]] == known[wrong[0]]


def folded(word: str) -> str:
    """Return a word as a key of the table of synonyms."""
    return word.casefold().translate(_SEPARATORS)


@cache
def synonyms() -> Synonyms:
    """Return the tables of synonyms."""
    return tables.read(Synonyms, "synonyms.toml")
