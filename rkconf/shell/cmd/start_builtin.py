r"""The program that ``start`` of cmd.exe starts, behind its own title and switches.

Source: ``start /?`` of Windows, which has the title first; measured with the cmd.exe of Wine, which takes it behind
switches that stand alone too, and starts nothing at a switch that it does not know.
"""

from collections.abc import Sequence
from dataclasses import replace

from rkconf.shell.execution import Execution, Occurrence
from rkconf.shell.facts import WindowsShell
from rkconf.shell.words import Field


def behind(started: Execution, shell: WindowsShell) -> Execution:
    """Return what ``start`` starts; where that is not known, ``start`` itself as a program with its words."""
    words = started.words
    at = _place_of_program(words, shell)
    if at is None:
        return started
    waits = any(word.text.lower() in shell.waits for word in words[1:at])
    mark = None if waits else words[0].raw
    stays = Occurrence.ALWAYS if waits else Occurrence.NEVER
    return replace(started, words=words[at:], background_mark=mark, waits=stays)


def _place_of_program(words: Sequence[Field], shell: WindowsShell) -> int | None:
    """Return how many words are not the program's; None where that is not known, or nothing is behind them."""
    at = _behind_switches(words, 1, shell.switches)
    if at < len(words) and _is_title(words[at]):
        at += 1
    while at < len(words) and words[at].text.startswith("/"):
        wanted = _length(words[at].text.lower(), shell)
        if not wanted:
            return None
        at += wanted
    return at if at < len(words) and words[at].text else None


def _behind_switches(words: Sequence[Field], at: int, switches: Sequence[str]) -> int:
    while at < len(words) and words[at].text.lower() in switches:
        at += 1
    return at


def _is_title(word: Field) -> bool:
    raw = word.raw.text
    return len(raw) > 1 and raw.startswith('"') and raw.endswith('"')


def _length(switch: str, shell: WindowsShell) -> int:
    """Return how many words a switch takes: its value may be one more, or stand right behind it; 0: not known."""
    if switch in shell.switches:
        return 1
    if switch in shell.value_switches:
        return 2
    return int(any(switch.startswith(known) for known in shell.glued_switches))
