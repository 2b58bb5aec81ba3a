"""The passwords in the words of the command line, which a message may repeat: a launch command typed without quotes.

Few runs print a message, and few words can hold a password, so the words are read when a message needs it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rkconf.deferred import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rkconf.secrets import Mask

_SHELLS = ("bash", "tcsh", "cmd")
_SEPARATOR = pattern(r"[:=\s]")
"""A character between a password and the name, the option or the program in front of it."""
_PREFIX = pattern(r"--?[\w-]+=|@|[A-Za-z]:(?=[\\/])")
"""The beginning of a word in front of a command: an option, the sign of a file, or a drive."""
_words: list[str] = []


def remember(words: Sequence[str]) -> None:
    """Keep the words of the command line."""
    _words[:] = words


def masked(message: str) -> str:
    """Return a message without the passwords in the words of the command line."""
    may_show = any(word in message or _SEPARATOR.search(word) for word in _words)
    return _mask(tuple(_words))(message) if may_show else message


@lru_cache(maxsize=1)
def _mask(words: tuple[str, ...]) -> "Mask":
    # Imported here because most messages need no mask.
    from rkconf.secrets import Mask

    found = set(_passwords(words))
    # A message may show a word as Python writes it.
    return Mask(frozenset(form for each in found for form in (each, repr(each)[1:-1], *each.split()) if form.strip()))


def _passwords(words: Sequence[str]) -> Iterator[str]:
    """Yield the passwords in words that are typed like one command, and in each word that may be a command."""
    from rkconf.command.password_words import may_hold
    from rkconf.command.passwords import passwords_in
    from rkconf.programs import clients_by_program

    starts = (at for at, word in enumerate(words) if word.lower() in clients_by_program())
    for start in (0, *starts) if words else ():
        yield from passwords_in(words[start:])
    for word in words:
        text = _PREFIX.sub("", word, count=1)
        if ":" in text or may_hold(text):
            yield from _in_command(text)


def _in_command(text: str) -> Iterable[str]:
    """Yield the passwords in a launch command, as each kind of shell reads it."""
    from rkconf import inputs, linting
    from rkconf.linting import Assumptions
    from rkconf.versions import DEFAULT, load

    (checked,) = inputs.bare({"launch": text.encode(errors="surrogateescape")})
    for shell in _SHELLS:
        target = Assumptions(load(DEFAULT), local_shell=shell).target(checked)
        yield from linting.mask(checked, target).forms
