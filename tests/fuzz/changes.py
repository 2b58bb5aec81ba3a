"""Laws of commands that change texts: fixes, conversions, extracted and rendered entries."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rkconf import inputs, versions
from rkconf.source import Source, Span
from tests.fuzz.program import Outcome
from tests.fuzz.trial import BARE, Fault, Trial, errors

_FIXES = ("--fix", "--fix-only")
_OTHER_OUTPUTS = ("--diff", "--add-ignores", "--help")
_BOUNDED = b" not tried, after "
"""A part of the message about a run that made as many repairs as one run makes."""
_INCOMPLETE = (b": left out: ", b"is missing; `rkconf render` writes", b"names no program that rkconf can read")
"""Parts of the messages about what an extraction omits or adds."""


def _is_fix(trial: Trial) -> bool:
    given = trial.invocation
    return given.command == "lint" and given.has(*_FIXES) and not given.has(*_OTHER_OUTPUTS) and trial.is_done


def _fixed(trial: Trial, outcome: Outcome) -> bytes | None:
    """Return the fixed text of the one input; None if there is no such text."""
    if trial.file == "-":
        return outcome.out
    return outcome.out.removesuffix(b"\n") if _option(trial) else outcome.files.get(trial.file)


def _given(trial: Trial) -> bytes:
    if _option(trial):
        return trial.invocation.value(_option(trial)).encode(errors="surrogateescape")
    return trial.invocation.stdin if trial.file == "-" else trial.invocation.files[trial.file]


def _option(trial: Trial) -> str:
    """Return the option of the bare text that is the one input; empty if there is no such text."""
    given = [option for option in BARE if trial.invocation.has(option)]
    is_text = len(given) == 1 and not trial.file and not trial.invocation.value(given[0]).startswith(("@", "-"))
    return given[0] if is_text else ""


def _with_text(trial: Trial, words: Iterable[str], text: bytes) -> Outcome:
    """Run words with another text as the input."""
    option, value = _option(trial), text.decode(errors="surrogateescape")
    if option:
        old = trial.invocation.value(option)
        return trial.run(*(value if word == old else word for word in words))
    if trial.file == "-":
        return trial.run(*words, stdin=text)
    return trial.run(*words, files={**trial.invocation.files, trial.file: text})


def fixed_once(trial: Trial) -> Iterator[Fault]:
    """Report a second run of a fix that changes more."""
    text = _fixed(trial, trial.outcome) if _is_fix(trial) else None
    if text is not None and not text.startswith((b"@", b"-")) and _BOUNDED not in trial.outcome.err:
        after = _fixed(trial, _with_text(trial, trial.invocation.words, text))
        if after != text:
            yield Fault(_levels(trial), f"{text!r}\n{after!r}")


def _levels(trial: Trial) -> str:
    return "unsafe" if trial.invocation.has("--unsafe-fixes") else "safe"


def fixes_cause_no_error(trial: Trial) -> Iterator[Fault]:
    """Report an error of a rule and an entry that was not in the text before."""
    text = _fixed(trial, trial.outcome) if _is_fix(trial) else None
    if text is None or text.startswith((b"@", b"-")):
        return
    words = [*trial.named, *trial.assumptions]
    before = trial.findings(*words)
    after = _with_text(trial, ("lint", *words, "--format", "json"), text)
    if before is None or after.status not in {0, 1}:
        return
    for code, entry in Counter(errors(json.loads(after.out)["diagnostics"])) - Counter(errors(before)):
        yield Fault(code, f"entry {entry}\n{_given(trial)!r}\n{text!r}")


def bytes_outside_stay(trial: Trial) -> Iterator[Fault]:
    """Report a changed byte outside of every entry with a finding and of every fix."""
    if not _is_fix(trial) or not trial.file:
        return
    text, before = _fixed(trial, trial.outcome), _given(trial)
    found = trial.findings(*trial.named, *trial.assumptions)
    if found is None or text is None or text == before:
        return
    kept = _kept(before, _touched(trial, before, found))
    if not _in_order(kept, text):
        yield Fault(_levels(trial), f"{before!r}\n{text!r}")


def _touched(trial: Trial, data: bytes, found: list[dict[str, Any]]) -> Iterator[Span]:
    """Yield the spans that fixes may change: their edits, and the entries and calls with a finding."""
    name = trial.invocation.value("--stdin-filename", "<stdin>") if trial.file == "-" else trial.file
    checked = (inputs.read_text if trial.file == "-" else inputs.read)(Source(name, data))
    whole = [*(each.span for each in checked.document.entries), *(each.span for each in checked.document.parallel)]
    texts = (text for each in checked.launches for text in (each.launch.command, each.launch.mlopen))
    whole += [text.span for text in texts if text]
    for each in found:
        start, end = each["start"]["offset"], each["end"]["offset"]
        yield Span(start, end)
        yield from (span for span in whole if span.start <= start <= span.end)
        for edit in (each["fix"] or {"edits": []})["edits"]:
            yield Span(edit["start"], edit["end"])
            # The fixes of other findings in the same entry may become possible.
            yield from (span for span in whole if span.start <= edit["end"] and edit["start"] <= span.end)


def _kept(data: bytes, touched: Iterable[Span]) -> list[bytes]:
    """Return the pieces between the spans; the first and the last piece are the ends of the text."""
    pieces, place = [], 0
    for span in sorted(touched):
        if span.start >= place:
            pieces.append(data[place : span.start])
        place = max(place, span.end)
    return [*pieces, data[place:]]


def _in_order(pieces: list[bytes], text: bytes) -> bool:
    if len(pieces) == 1:
        return text == pieces[0]
    first, *middle, last = pieces
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in middle:
        place = text.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


def _is_conversion(trial: Trial) -> bool:
    given = trial.invocation
    is_printed = not given.has("--diff", "--check", "--output", "--in-place", "--on-loss", "--help")
    return given.command == "convert" and given.has("--from") and is_printed and trial.outcome.status == 0


def conversion_to_itself(trial: Trial) -> Iterator[Fault]:
    """Report a conversion to the same version that changes a byte."""
    given = trial.invocation
    is_same = given.value("--from") == given.value("--to")
    if is_same and trial.file and _is_conversion(trial) and trial.outcome.out != _given(trial):
        yield Fault("", f"{_given(trial)!r}\n{trial.outcome.out!r}")


def conversions_cause_no_error(trial: Trial) -> Iterator[Fault]:
    """Report an error of a rule and an entry that the old version does not have, and that is not reported as a loss."""
    given = trial.invocation
    # A conversion may assume Windows, and lint reads the result for Unix.
    if not _is_conversion(trial) or trial.file in {"", "-"} or b"Windows" in trial.outcome.err:
        return
    before = trial.findings(trial.file, "--version", given.value("--from"))
    converted = {**given.files, trial.file: trial.outcome.out}
    after = trial.findings(trial.file, "--version", given.value("--to"), files=converted)
    if before is None or after is None:
        return
    for code, entry in Counter(errors(after)) - Counter(errors(before)):
        detail = f"entry {entry}\n{_given(trial)!r}\n{trial.outcome.out!r}"
        yield Fault(code, detail)


def there_and_back(trial: Trial) -> Iterator[Fault]:
    """Report a text without errors that is extracted otherwise after a conversion there and back without a remark."""
    given = trial.invocation
    if not _is_conversion(trial) or trial.file in {"", "-"} or trial.outcome.err:
        return
    old, new = given.value("--from"), given.value("--to")
    found = trial.findings(trial.file, "--version", old)
    if found is None or any(errors(found)):
        return
    there = {**given.files, trial.file: trial.outcome.out}
    back = trial.run("convert", trial.file, "--from", new, "--to", old, files=there)
    if back.status == 0 and not back.err and not trial.file.endswith(".toml"):
        first = trial.run("extract", trial.file, "--version", old)
        last = trial.run("extract", trial.file, "--version", old, files={**given.files, trial.file: back.out})
        if first.out != last.out:
            yield Fault(f"{old} {new}", f"{_given(trial)!r}\n{trial.outcome.out!r}\n{back.out!r}")


def extracted_again(trial: Trial) -> Iterator[Fault]:
    """Report a specification that differs after it was rendered and extracted."""
    given = trial.invocation
    is_whole = given.command == "extract" and given.has("--version") and not given.has("--output", "--name")
    if not is_whole or trial.outcome.status or any(text in trial.outcome.err for text in _INCOMPLETE):
        return
    version = given.value("--version")
    files = {"kernels.toml": trial.outcome.out}
    rendered = trial.run("render", "kernels.toml", "--version", version, files=files)
    if rendered.status == 0:
        again = trial.run("extract", "r.wl", "--version", version, files={"r.wl": rendered.out})
        is_described = bool(versions.parse(version).parallel_description)
        left_out = _NOT_IN_DESCRIPTIONS if is_described else frozenset()
        differing = _kernels(again.out, left_out) ^ _kernels(trial.outcome.out, left_out)
        if differing:
            detail = f"{trial.outcome.out.decode()}\n{rendered.out.decode()}\n{again.out.decode()}{again.err.decode()}"
            yield Fault(" ".join(sorted({key for key, _ in differing})), detail)


_NOT_IN_DESCRIPTIONS = frozenset({"connection", "ports", "kernel_version", "may_prompt"})
"""The keys of a group of parallel kernels that a description has no word for: ssh carries the link itself, and
Mathematica writes its options."""


def _kernels(specification: bytes, left_out: frozenset[str] = frozenset()) -> set[tuple[str, str]]:
    """Return keys and values of a specification; equal groups of parallel kernels are one with their common count."""
    content = tomllib.loads(specification.decode())
    counts: Counter[str] = Counter()
    for group in content.get("parallel", []):
        kept = {key: value for key, value in group.items() if key not in left_out}
        counts[json.dumps({**kept, "count": 1}, sort_keys=True)] += group.get("count", 1)
    rows = [content.get("frontend", {}), *content.get("kernels", [])]
    found = {(key, f"{number}: {value}") for number, row in enumerate(rows) for key, value in row.items()}
    return found | {("parallel", f"{group}: {count}") for group, count in counts.items()}


def rendered_without_error(trial: Trial) -> Iterator[Fault]:
    """Report an error in a text that was rendered."""
    given = trial.invocation
    is_text = given.command == "render" and given.value("--as") in {"wl", "wl-all"} and given.has("--version")
    # A file does not name the system of its Front End, so a command for cmd.exe would be read by a shell of Unix.
    is_for_windows = any(b"windows" in text for text in (*given.files.values(), given.stdin))
    if not is_text or is_for_windows or trial.outcome.status:
        return
    files = {"r.wl": trial.outcome.out}
    found = trial.findings("r.wl", "--version", given.value("--version"), files=files)
    for code, entry in errors(found or []):
        yield Fault(code, f"entry {entry}\n{trial.outcome.out.decode()}")


def rendered_into_twice(trial: Trial) -> Iterator[Fault]:
    """Report a file that changes again when the same entries are inserted."""
    given = trial.invocation
    if given.command != "render" or not given.has("--into") or not given.has("--in-place") or trial.outcome.status:
        return
    again = trial.run(*given.words, files=trial.outcome.files)
    if again.status == 0 and again.files != trial.outcome.files:
        yield Fault("", repr(trial.outcome.files))


def baseline_suppresses(trial: Trial) -> Iterator[Fault]:
    """Report a finding that a baseline just written does not suppress."""
    given = trial.invocation
    if given.command != "lint" or not given.has("--write-baseline") or not trial.is_done or trial.file in {"", "-"}:
        return
    words = (*trial.named, *trial.assumptions, "--baseline", given.value("--write-baseline"))
    found = trial.findings(*words, files=trial.outcome.files)
    for each in found or []:
        if "suppressed" not in json.dumps(each):
            yield Fault(each["code"], json.dumps(each))


def ignores_suppress(trial: Trial) -> Iterator[Fault]:
    """Report a finding that remains after an ignore comment was inserted for every finding."""
    given = trial.invocation
    is_wanted = given.command == "lint" and given.has("--add-ignores") and not given.has(*_FIXES, "--diff")
    if not is_wanted or not trial.is_done or trial.file in {"", "-"} or b"not ignored" in trial.outcome.err:
        return
    again = trial.run(*given.words, files=trial.outcome.files)
    if again.files != trial.outcome.files:
        yield Fault("", f"{_given(trial)!r}\n{again.files!r}")
