r"""The program that the builtin ``start`` of cmd.exe starts, after its title and switches.

Source: ``start /?`` of Windows, which has the title first; measured with the cmd.exe of Wine, which also takes it after
switches without a value, and starts nothing at an unknown switch.
"""

from collections.abc import Sequence

from rkconf.record import replace
from rkconf.shell.execution import Execution, Occurrence
from rkconf.shell.facts import WindowsShell
from rkconf.shell.words import Field


def started_program(started: Execution, shell: WindowsShell) -> Execution:
    """Return the execution of the program that ``start`` starts; if that is not known, of ``start`` itself."""
    words = started.words
    at = _program_index(words, shell)
    if at is None:
        return started
    waits = any(word.text.lower() in shell.waits for word in words[1:at])
    mark = None if waits else words[0].raw
    stays = Occurrence.ALWAYS if waits else Occurrence.NEVER
    return replace(started, words=words[at:], background_mark=mark, waits=stays)


def _program_index(words: Sequence[Field], shell: WindowsShell) -> int | None:
    """Return the index of the program in the words; None if it is not known, or there is none."""
    at = _past_switches(words, 1, shell.switches)
    if at < len(words) and _is_title(words[at]):
        at += 1
    while at < len(words) and words[at].text.startswith("/"):
        wanted = _length(words[at].text.lower(), shell)
        if not wanted:
            return None
        at += wanted
    return at if at < len(words) and words[at].text else None


def _past_switches(words: Sequence[Field], at: int, switches: Sequence[str]) -> int:
    while at < len(words) and words[at].text.lower() in switches:
        at += 1
    return at


def _is_title(word: Field) -> bool:
    raw = word.raw.text
    return len(raw) > 1 and raw.startswith('"') and raw.endswith('"')


def _length(switch: str, shell: WindowsShell) -> int:
    """Return how many words a switch takes, with its value; 0 for an unknown switch."""
    if switch in shell.switches:
        return 1
    if switch in shell.value_switches:
        return 2
    return int(any(switch.startswith(known) for known in shell.glued_switches))
