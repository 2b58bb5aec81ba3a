r"""The command begins with the prompt of a terminal, or with the label of a dialog.

A terminal prints a prompt such as ``$``, ``fred@laptop:~$`` or ``C:\Users\fred>`` before a command, a notebook
``In[1]:=``, and ``rkconf render --as dialog`` the label of each field. The text is not part of the command.
The shell looks for a program of that name, or writes the output to a file named ``ssh``.

Bad:

    $ ssh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink

Exceptions:

``>`` before a file name is a redirection and is not reported.

Fix safety:

This fix is safe: it only removes the prompt or the labels. It is unsafe for ``$ssh``, which may be a variable.
"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.command.pasted_prompts import PastedPrompt, pasted_prompt
from rkconf.command.repair import safe, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.entries import dialog_labels
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt


@rule("RK312", Severity.ERROR, Subject.LAUNCH, fix=Applicability.SAFE)
def check(launch: Launch, _: Target) -> Iterator[Finding]:
    """Check the beginning of the command, and the labels before both texts."""
    for text, label in ((launch.command, dialog_labels.COMMAND), (launch.mlopen, dialog_labels.MLOPEN)):
        if text:
            yield from _labelled(launch, text, label)
    prompt = pasted_prompt(launch.command) if launch.command else None
    if prompt:
        yield _prompted(launch, prompt)


def _labelled(launch: Launch, text: Excerpt, label: str) -> Iterator[Finding]:
    """Find the label before the value of its field, with the other fields around them."""
    lines = text.text.splitlines(keepends=True)
    number = next((number for number, line in enumerate(lines) if line.lstrip().startswith(f"{label}:")), None)
    if number is None or not _is_dialog(lines[:number]):
        return
    after = next((at for at in range(number + 1, len(lines)) if dialog_labels.begins_line(lines[at])), len(lines))
    begin = text.text.index(f"{label}:", len("".join(lines[:number])))
    end = len("".join(lines[:after]).rstrip())
    value = begin + len(label) + 1
    value = end - len(text.text[value:end].lstrip())
    edits = [launch.replace(text[:value].span, "")]
    if after < len(lines):
        edits.append(launch.replace(text[end:].span, ""))
    place = text[begin : begin + len(label) + 1]
    message = f"`{place}` is the label of a field, not part of its value"
    advice = "keep only the value" if len(lines) > 1 else "remove it"
    yield Finding(place.span, message, advice, safe(advice, *edits))


def _is_dialog(lines: list[str]) -> bool:
    """Return whether the lines before a label are those of a dialog: none, its path in a menu, or other fields."""
    return all(dialog_labels.begins_line(line) or " > " in line or not line.strip() for line in lines)


def _prompted(launch: Launch, prompt: PastedPrompt) -> Finding:
    make = safe if prompt.kind.certain else unsafe
    fix = make("remove it", launch.replace(prompt.place.span, ""))
    message = f"`{prompt.text}` is the prompt of {prompt.kind.of}, not part of the command"
    return Finding(prompt.text.span, message, "remove it", fix)
