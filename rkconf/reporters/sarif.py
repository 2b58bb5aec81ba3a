"""SARIF 2.1.0, which GitHub code scanning, Azure DevOps and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import os
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

from rkconf import __version__
from rkconf.diagnostics import Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.fingerprints import Fingerprint, fingerprints, path_from
from rkconf.printable import json_pieces, without_markup
from rkconf.record import replace
from rkconf.reporters import Paint, Report
from rkconf.rule import Rule
from rkconf.rules import GROUPS, RULES
from rkconf.secrets import MASK
from rkconf.source import Source, Span
from rkconf.website import REPOSITORY, rule_page

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# The version belongs to the algorithm of the fingerprint.
_FINGERPRINT = "rkconf/v1"
# A missing closing bracket may mark a whole file.
_LONGEST_SNIPPET = 1000
# GitHub shows no more of a full description.
_LONGEST_DESCRIPTION = 1024

# Markdown needs two backticks only around code that contains one.
_DOUBLE_BACKTICKS = re.compile(r"``([^`]+)``")

_Object = dict[str, Any]


def render(report: Report, paint: Paint) -> Iterator[str]:  # noqa: ARG001 - the interface of all formats
    """Yield the log of one run, indented."""
    yield from json_pieces({"$schema": _SCHEMA, "version": "2.1.0", "runs": iter([_run(report)])})
    yield "\n"


def _run(report: Report) -> _Object:
    codes = {found.code for found in report.found}
    rules = [rule for rule in RULES if rule.code in codes]
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    known = zip(report.found, fingerprints(report.found), strict=True)
    return {
        "tool": {"driver": _driver(rules)},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which rkconf was run."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "redactionTokens": [MASK] if any(found.secrets for found in report.found) else [],
        "results": (_result(found, indexes[found.code], known_as) for found, known_as in known),
    }


def _driver(rules: Iterable[Rule]) -> _Object:
    return {
        "name": "rkconf",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": REPOSITORY,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> _Object:
    markdown = _DOUBLE_BACKTICKS.sub(r"`\1`", rule.explanation)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{without_markup(rule.summary)}."},
        "fullDescription": {"text": _reason(rule)},
        "help": {
            "text": without_markup(rule.explanation),
            "markdown": f"# {rule.code} {rule.name}\n\n{markdown}",
        },
        "helpUri": rule_page(rule.code),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": _properties(rule),
    }


def _reason(rule: Rule) -> str:
    """Return the explanation of a rule up to its examples, in whole paragraphs."""
    paragraphs = without_markup(rule.explanation.partition("\n\nBad:")[0]).split("\n\n")
    while len(paragraphs) > 1 and len("\n\n".join(paragraphs)) > _LONGEST_DESCRIPTION:
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _properties(rule: Rule) -> _Object:
    """Return the tags of a rule, and the properties by which code scanning ranks a weakness."""
    tags = [GROUPS[rule.code[:3]]]
    if rule.weakness is None:
        return {"tags": tags}
    tags += ["security", f"external/cwe/cwe-{rule.weakness.cwe:03}"]
    return {"tags": tags, "security-severity": f"{rule.weakness.score:.1f}"}


def _invocation(report: Report) -> _Object:
    notifications = [{"level": "error", "message": {"text": message}} for message in report.unreadable]
    return {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}


def _result(found: Diagnostic, index: int, known_as: Fingerprint) -> _Object:
    return {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}\n{found.help}" if found.help else found.message},
        "locations": [_location(found)],
        **({"relatedLocations": related} if (related := [*_related(found), *_caused(found)]) else {}),
        "partialFingerprints": {_FINGERPRINT: known_as.digest},
        "fixes": [_fix(found.source, fix)] if (fix := found.open_fix) else [],
        "suppressions": _suppressions(found),
    }


def _related(found: Diagnostic) -> list[_Object]:
    return [{**_location(found.at(each)), "message": {"text": each.message}} for each in found.related]


def _caused(found: Diagnostic) -> list[_Object]:
    """Return the place of the finding that causes another one."""
    if found.cause is None:
        return []
    cause = replace(found, source=found.cause.source, span=found.cause.span)
    return [{**_location(cause), "message": {"text": f"{found.cause.code} is the cause"}}]


def _suppressions(found: Diagnostic) -> list[_Object]:
    if found.suppressed is None:
        return []
    return [{"kind": "inSource" if found.by_comment else "external", "justification": found.suppressed}]


def _location(found: Diagnostic) -> _Object:
    region = _region(found.source, found.span)
    if len(found.span) <= _LONGEST_SNIPPET:
        region["snippet"] = {"text": found.shown(found.span)}
    entry = {"logicalLocations": [{"name": found.entry, "kind": "object"}]} if found.entry else {}
    return {"physicalLocation": {"artifactLocation": _artifact(found.source.name), "region": region}, **entry}


def _region(source: Source, span: Span) -> _Object:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start,
        "byteLength": len(span),
    }


def _artifact(name: str) -> _Object:
    """Return the location of a file: relative to the root if it is below it, else as an absolute URI."""
    path = path_from(".", name)
    if path.startswith("../") or os.path.isabs(path):  # noqa: PTH117 - a name such as <stdin> is not a path
        return {"uri": Path(name).absolute().as_uri()}
    uri = {"uri": quote_from_bytes(os.fsencode(path))}
    return uri if path.startswith("<") else {**uri, "uriBaseId": _ROOT}


def _fix(source: Source, fix: Fix) -> _Object:
    return {
        "description": {"text": fix.description},
        "artifactChanges": [
            {"artifactLocation": _artifact(source.name), "replacements": _replacements(source, fix.edits)}
        ],
        "properties": {"applicability": fix.applicability},
    }


def _replacements(source: Source, edits: Iterable[Edit]) -> list[_Object]:
    return [
        {"deletedRegion": _region(source, edit.span), "insertedContent": _content(edit.data)} for edit in sorted(edits)
    ]


def _content(data: bytes) -> _Object:
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"binary": b64encode(data).decode()}
