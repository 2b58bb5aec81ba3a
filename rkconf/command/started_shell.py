"""Parse the arguments of a shell: ``-c text``, ``-lc text``, ``--login -c text``, or a script."""

from rkconf.record import record
from rkconf.shell.words import Field

_TEXT_LETTERS = "c"
_FLAG_LETTERS = "abefhiklmnprstuvxBCDEHPTVX"
_LONG_FLAGS = frozenset(
    {
        "--login",
        "--norc",
        "--noprofile",
        "--posix",
        "--restricted",
        "--verbose",
        "--interactive",
        "--no-config",
        "--private",
        "--rcs",
        "--no-rcs",
    }
)
_LONG_VALUES = frozenset({"--rcfile", "--init-file"})
_LONG_TEXT = "--command"


@record
class StartedShell:
    """The arguments of a shell; ``text`` is the command that it runs, None for a script or no argument."""

    text: Field | None = None
    name: Field | None = None
    rest: tuple[Field, ...] = ()
    options: frozenset[str] = frozenset()
    """The letters of the options that are set."""
    unknown: str = ""
    """The reason why it is not followed; empty if it is."""
    refused: str = ""
    """The reason why it runs nothing; empty if it runs."""


def read(words: tuple[Field, ...], flags_after_text: str = "") -> StartedShell:
    """Return the parsed arguments of a shell (POSIX sh, measured with the shells in `shells.toml`)."""
    at, wants_text, options = 0, False, set[str]()
    while at < len(words) and words[at].text[:1] in {"-", "+"} and len(words[at].text) > 1:
        text = words[at].text
        at += 1
        if text == "--":
            break
        if text.startswith("--"):
            at, wants_text = _long(text, at, wants_text=wants_text)
            if at < 0:
                return StartedShell(unknown=f"rkconf does not know the option {text} of this shell")
            continue
        if set(text[1:]) - set(_FLAG_LETTERS + _TEXT_LETTERS + "o"):
            return StartedShell(unknown=f"rkconf does not know the option {text} of this shell")
        wants_text = wants_text or "c" in text
        options = options | set(text[1:]) if text.startswith("-") else options - set(text[1:])
        at += text.count("o")
    return _operands(words[at:], flags_after_text, wants_text=wants_text, options=frozenset(options))


def _long(text: str, at: int, *, wants_text: bool) -> tuple[int, bool]:
    if text in _LONG_VALUES:
        return at + 1, wants_text
    if text == _LONG_TEXT:
        return at, True
    return (at, wants_text) if text in _LONG_FLAGS else (-1, wants_text)


def _operands(
    words: tuple[Field, ...], flags_after_text: str, *, wants_text: bool, options: frozenset[str]
) -> StartedShell:
    if not wants_text:
        return StartedShell(rest=words)
    if not words:
        return StartedShell(unknown="the option -c lacks its command")
    if flags_after_text and len(words) > 1 and words[1].text.startswith("-"):
        wrong = set(words[1].text[1:]) - set(flags_after_text)
        message = f"this shell has no option {words[1].text}"
        return StartedShell(refused=message) if wrong else StartedShell(unknown="options follow its command")
    return StartedShell(words[0], words[1] if len(words) > 1 else None, words[2:], options)
