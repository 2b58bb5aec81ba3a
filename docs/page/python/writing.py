"""Entries of a specification or of a small form, and conversions to another version."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docs.page.python import checking, inputs, places
from docs.page.python.page_words import shown
from rkconf import linting, versions
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.inputs import specification as read_specification
from rkconf.reporters import plural
from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.conversion.changes import Remark

_NAME = "kernels.toml"
_DEFAULT_SYSTEM = "linux"
"""The system of the kernel's machine where the form gives no path."""
_FORM_KEYS = ("name", "host", "user")


def render(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries of a form or a specification; without a text if it has errors.

    Raises:
        UsageError: The form lacks an answer, or the version or the form of the entries is unknown.
    """
    from rkconf import rendering

    writers = {
        "wl": rendering.as_wl,
        "wl-all": rendering.as_wl_all,
        "dialog": rendering.as_dialog,
        "json": rendering.as_json,
    }
    write = writers.get(request.get("as") or "dialog")
    if write is None:
        message = f"unknown form {request['as']!r}; known: {', '.join(writers)}"
        raise UsageError(message)
    version = versions.parse(request["version"])
    text = _from_form(request["form"], version.name) if "form" in request else request["specification"]
    checked = read_specification(Source(_NAME, inputs.encoded(text)))
    found = rendering.verify(checked, version)
    result = {"text": "", "specification": text, "findings": checking.findings(found), "notes": []}
    if any(each.severity is Severity.ERROR for each in found):
        return result
    advice = [linting.diagnostic(checked, each) for each in rendering.advice(checked.loaded, version)]
    notes = [shown(f"{each.message}; {each.help}".removesuffix("; ")) for each in advice]
    return {**result, "text": write(rendering.render(checked.specification, version)), "notes": notes}


def _from_form(form: Mapping[str, str], version: str) -> str:
    """Return the specification that `rkconf new` writes for these answers."""
    from rkconf.spec import questions

    answers = {key: value for key in _FORM_KEYS if (value := form.get(key, "").strip())}
    path = form.get("path", "").strip()
    system = {"kernel": path} if path else {"os": _DEFAULT_SYSTEM}
    source = questions.specification({**answers, **system, "connection": form["network"], "version": version})
    return source.data.decode()


def convert(given: Mapping[str, Any], to: str, old: str | None = None) -> dict[str, Any]:
    """Return an input as another version needs it, with everything that is lost.

    Raises:
        UsageError: A version is unknown.
        RejectedError: A specification has errors in its own version.
        WriteRefusedError: The boxes of a notebook would have to change.
    """
    from rkconf import conversion

    checked = inputs.read(given)
    new = versions.parse(to)
    target = inputs.sound_target(checked, {"version": old} if old else {})
    version = target.version if old else conversion.written_for(checked, target.version)
    made = conversion.convert(checked, version, new)
    losses, notes = ([_remark(checked, each) for each in remarks] for remarks in (made.losses, made.notes))
    lost = (
        f", with {plural(len(losses), 'loss')[:-1] if len(losses) == 1 else f'{len(losses)} losse'}s" if losses else ""
    )
    return {
        **_converted(checked, made.data),
        "losses": losses,
        "notes": notes,
        "summary": f"Converted from {version} to {new}{lost}.",
    }


def _converted(checked: Input, data: bytes) -> dict[str, str]:
    """Return the converted text of each field; a command may have several lines, and only its own length changes."""
    if checked.is_file:
        return {"text": data.decode()}
    longer = len(data) - len(checked.written.data)
    command, *others = checked.parts
    changed = {places.field(command.source): data[: len(command.source.data) + longer]}
    kept = {places.field(part.source): part.source.data for part in others}
    return {field: text.decode() for field, text in {**changed, **kept}.items()}


def _remark(checked: Input, remark: "Remark") -> dict[str, Any]:
    part = checked.part(remark.span)
    span = type(remark.span)(remark.span.start - part.start, remark.span.end - part.start)
    advice = {"help": shown(remark.advice)} if remark.advice else {}
    return {"message": shown(remark.message), **advice, "place": places.place(part.source, span)}
