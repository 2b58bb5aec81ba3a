"""The published forms of reports, as far as rkconf writes them, for jsonschema.

Stricter than the published ones where they leave room: an object has no property that is not listed here.
"""

from typing import Any

Form = dict[str, Any]

TEXT: Form = {"type": "string"}
DIGEST: Form = {"type": "string", "pattern": "^[0-9a-f]{32}$"}


def _object(required: str, /, **properties: Form) -> Form:
    return {"type": "object", "required": required.split(), "additionalProperties": False, "properties": properties}


def _list(items: Form, **rest: Any) -> Form:  # noqa: ANN401 - keywords of JSON Schema
    return {"type": "array", "items": items, **rest}


def _one_of(*values: str) -> Form:
    return {"enum": [*values]}


def _from(least: int) -> Form:
    return {"type": "integer", "minimum": least}


_URI: Form = {"type": "string", "format": "uri"}
_MESSAGE = _object("text", text=TEXT)
_MULTIFORMAT = _object("text", text=TEXT, markdown=TEXT)
_LEVEL = _one_of("none", "note", "warning", "error")
_CONTENT = _object("", text=TEXT, binary={"type": "string", "contentEncoding": "base64"})
_ARTIFACT = _object("uri", uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT)
_REGION = _object(
    "startLine startColumn endLine endColumn",
    startLine=_from(1),
    startColumn=_from(1),
    endLine=_from(1),
    endColumn=_from(1),
    byteOffset=_from(0),
    byteLength=_from(0),
    snippet=_CONTENT,
)
_LOCATION = _object(
    "physicalLocation",
    physicalLocation=_object("artifactLocation", artifactLocation=_ARTIFACT, region=_REGION),
    logicalLocations=_list(_object("name", name=TEXT, kind=TEXT), uniqueItems=True),
    message=_MESSAGE,
)
_FIX = _object(
    "artifactChanges",
    description=_MESSAGE,
    artifactChanges=_list(
        _object(
            "artifactLocation replacements",
            artifactLocation=_ARTIFACT,
            replacements=_list(
                _object("deletedRegion", deletedRegion=_REGION, insertedContent=_CONTENT),
                minItems=1,
            ),
        ),
        minItems=1,
        uniqueItems=True,
    ),
    properties=_object("applicability", applicability=_one_of("safe", "unsafe")),
)
_SUPPRESSION = _object("kind", kind=_one_of("inSource", "external"), justification=TEXT)
_RESULT = _object(
    "message ruleId ruleIndex locations partialFingerprints suppressions",
    ruleId=TEXT,
    ruleIndex=_from(0),
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(_LOCATION, minItems=1, maxItems=1),
    relatedLocations=_list(_LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": DIGEST, "minProperties": 1},
    fixes=_list(_FIX, uniqueItems=True),
    suppressions=_list(_SUPPRESSION, uniqueItems=True),
)
_RULE = _object(
    "id name shortDescription fullDescription help helpUri properties",
    id=TEXT,
    name=TEXT,
    shortDescription=_MULTIFORMAT,
    fullDescription=_MULTIFORMAT,
    help=_MULTIFORMAT,
    helpUri=_URI,
    defaultConfiguration=_object("", level=_LEVEL),
    # GitHub reads both: https://docs.github.com/en/code-security/code-scanning (SARIF support, reportingDescriptor).
    properties=_object(
        "tags",
        tags=_list(TEXT, minItems=1, uniqueItems=True),
        **{"security-severity": {"type": "string", "pattern": r"^(10\.0|[0-9]\.[0-9])$"}},
    ),
)
_DRIVER = _object(
    "name informationUri",
    name=TEXT,
    version=TEXT,
    semanticVersion=TEXT,
    informationUri=_URI,
    rules=_list(_RULE, uniqueItems=True),
)
_INVOCATION = _object(
    "executionSuccessful",
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications=_list(_object("message", level=_LEVEL, message=_MESSAGE)),
)
_RUN = _object(
    "tool results",
    tool=_object("driver", driver=_DRIVER),
    invocations=_list(_INVOCATION),
    originalUriBaseIds={"type": "object", "additionalProperties": _object("", description=_MESSAGE)},
    columnKind=_one_of("utf16CodeUnits", "unicodeCodePoints"),
    newlineSequences=_list(TEXT, minItems=1, uniqueItems=True),
    redactionTokens=_list(TEXT, uniqueItems=True),
    results=_list(_RESULT),
)

SARIF: Form = _object("version runs", version=_one_of("2.1.0"), runs=_list(_RUN, minItems=1)) | {
    "$comment": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
}
SARIF["properties"]["$schema"] = {"type": "string", "format": "uri"}

GITLAB: Form = _list(
    _object(
        "description check_name fingerprint severity location",
        description=TEXT,
        check_name=TEXT,
        fingerprint=DIGEST,
        severity=_one_of("info", "minor", "major", "critical", "blocker"),
        location=_object(
            "path lines",
            # A path of the repository: never absolute, and without `./`.
            path={"type": "string", "pattern": r"^(?!\./|/)"},
            lines=_object("begin", begin=_from(1)),
        ),
    )
) | {"$comment": "https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"}
