"""Laws between outputs: formats and ways of reading agree, places are in the text, and secrets remain secret."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from rkconf.ignores import UNUSED
from rkconf.reporters import FORMATS
from tests.fuzz.mutations import SECRET
from tests.fuzz.trial import BARE, Fault, Trial

_CHANGES = ("--fix", "--fix-only", "--diff", "--add-ignores", "--write-baseline", "--show-files", "--help", "--output")


def _is_report(trial: Trial) -> bool:
    given = trial.invocation
    return given.command == "lint" and not given.has(*_CHANGES) and trial.outcome.crash is None


def format_changes_no_status(trial: Trial) -> Iterator[Fault]:
    """Report a status that depends on the format."""
    is_chosen = not trial.invocation.has("--format") or trial.invocation.value("--format") in FORMATS
    # After `--` the option would be a path.
    if not _is_report(trial) or not is_chosen or "--" in trial.invocation.words:
        return
    command, *rest = trial.invocation.without("--format", values=True).words
    other = FORMATS[len(trial.outcome.out) % len(FORMATS)]
    outcome = trial.run(command, "--format", other, *rest)
    if outcome.status != trial.outcome.status:
        yield Fault(other, f"{trial.outcome.status} {outcome.status}")


def runs_agree(trial: Trial) -> Iterator[Fault]:
    """Report two runs with different outputs."""
    if trial.outcome.crash:
        return
    again = trial.run(*trial.invocation.words)
    if again[:4] != trial.outcome[:4]:
        yield Fault(trial.invocation.command, f"{trial.outcome[:3]}\n{again[:3]}")


def standard_input_agrees(trial: Trial) -> Iterator[Fault]:
    """Report a difference between a file and the same bytes on standard input."""
    given = trial.invocation
    # After `--` the added option would be a path.
    is_alone = given.words.count(trial.file) == 1 and not given.has("-", "--stdin-filename") and "--" not in given.words
    if not _is_report(trial) or trial.file in {"", "-"} or not is_alone or given.stdin:
        return
    # Where the name came first, argparse would end the paths at it, and refuse a path after the options.
    words = ("lint", "-", *given.words[2:], "--stdin-filename", trial.file)
    other = trial.run(*words, stdin=given.files[trial.file])
    if (other.status, _report(other.out)) != (trial.outcome.status, _report(trial.outcome.out)):
        yield Fault("", f"{trial.outcome[:3]}\n{other[:3]}")


def _report(output: bytes) -> list[bytes]:
    """Return the lines of a report but the last, the next command, which names the input."""
    return [line for line in output.splitlines() if not line.startswith(b"Next: ")]


def places_are_in_the_text(trial: Trial) -> Iterator[Fault]:
    """Report a span or an edit outside of the text, and edits that overlap."""
    if not _is_report(trial) or (found := _found(trial)) is None:
        return
    texts = _texts(trial)
    for each in found:
        length = len(texts.get(each["path"], b""))
        edits = sorted((edit["start"], edit["end"]) for edit in (each["fix"] or {"edits": []})["edits"])
        spans = [(each["start"]["offset"], each["end"]["offset"]), *edits]
        is_known = each["path"] in texts
        if is_known and not all(0 <= start <= end <= length for start, end in spans):
            yield Fault(each["code"], json.dumps(each))
        if any(before[1] > after[0] for before, after in pairwise(edits)):
            yield Fault(each["code"], json.dumps(each))


def selected_alone(trial: Trial) -> Iterator[Fault]:
    """Report a finding that is missing when its rule is the only selected one; an unused comment is about others."""
    found = _found(trial) if _is_report(trial) else None
    if not found or trial.invocation.has("--select", "--ignore", "--baseline"):
        return
    code = found[len(trial.outcome.out) % len(found)]["code"]
    alone = trial.findings(*trial.named, *trial.assumptions, "--select", code)
    expected = {_shown(each) for each in found if each["code"] == code and each["name"] != UNUSED}
    if alone is not None and not expected <= set(map(_shown, alone)):
        yield Fault(code, f"{expected}\n{json.dumps(alone)}")


def _shown(found: dict[str, Any]) -> tuple[object, ...]:
    return tuple(json.dumps(found[key]) for key in ("code", "severity", "message", "start", "end", "entry"))


def _found(trial: Trial) -> list[dict[str, Any]] | None:
    return trial.findings(*trial.named, *trial.assumptions) if trial.named else None


def _texts(trial: Trial) -> dict[str, bytes]:
    """Return the texts that are read, by the names in reports."""
    given = trial.invocation
    name = given.value("--stdin-filename", "<stdin>")
    texts = {**given.files, name: given.stdin} if trial.file == "-" else dict(given.files)
    for option in BARE:
        if given.has(option):
            texts[f"<{option.strip('-')}>"] = _bare(trial, given.value(option))
    return texts


def _bare(trial: Trial, word: str) -> bytes:
    if word == "-":
        return trial.invocation.stdin
    if word.startswith("@") and word[1:] in trial.invocation.files:
        return trial.invocation.files[word[1:]]
    return word.encode(errors="surrogateescape")


def secrets_stay_secret(trial: Trial) -> Iterator[Fault]:
    """Report a password in an output, if RK402 finds it in every place."""
    marker = SECRET.encode()
    given, outcome = trial.invocation, trial.outcome
    is_shown = marker in outcome.err or (_masks(trial) and marker in outcome.out)
    # Other words, such as the name of standard input, are not commands.
    is_elsewhere = any(SECRET in word for word in given.words if word not in given.values(*BARE))
    if not is_shown or not trial.named or is_elsewhere:
        return
    version = [word for option in ("--from",) if given.has(option) for word in ("--version", given.value(option))]
    found = trial.findings(*trial.named, *(trial.assumptions or version), "--select", "RK402", "--no-ignores")
    texts = _texts(trial)
    # A text may contain it in pieces, as in `Xyz"zy"`, which need not be a password.
    is_whole = any(marker in text for text in texts.values())
    if found is not None and is_whole and all(_is_covered(name, text, found) for name, text in texts.items()):
        where = "standard error" if marker in outcome.err else "standard output"
        yield Fault(f"{given.command} {where}", (outcome.err + outcome.out).decode(errors="replace"))


def _masks(trial: Trial) -> bool:
    """Return whether standard output is a report, which shows no password; other outputs are commands to use."""
    given = trial.invocation
    is_report = given.command == "lint" and not given.has("--fix", "--fix-only", "--add-ignores")
    return is_report or given.command == "trace" or given.has("--diff")


def _is_covered(name: str, text: bytes, found: list[dict[str, Any]]) -> bool:
    spans = [(each["start"]["offset"], each["end"]["offset"]) for each in found if each["path"] == name]
    marker = SECRET.encode()
    start = text.find(marker)
    while start >= 0:
        if not any(first <= start and start + len(marker) <= last for first, last in spans):
            return False
        start = text.find(marker, start + 1)
    return True
