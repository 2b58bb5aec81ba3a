"""The schemas in schemas/ agree with the models, and what rkconf prints follows them."""

import dataclasses
import json
import tomllib
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from pydantic import TypeAdapter

from rkconf import versions
from rkconf.record import RecordField, fields
from rkconf.reporters import diagnosis_schema, machine_schema
from rkconf.reporters.schema import describe
from rkconf.resources import directory
from rkconf.settings import model
from rkconf.versions import Version
from rkconf.versions.model import LinkFact
from tests.conftest import SAMPLES, Golden, Program

FACTS = sorted(Path(versions.__file__).parent.glob("[0-9]*.toml"))


def as_dataclass(kind: type) -> type:
    """Give a record the attributes by which pydantic knows a dataclass."""

    def described(each: RecordField) -> "dataclasses.Field[Any]":
        made: Any = dataclasses.field(default=dataclasses.MISSING if each.is_required else each.default)
        made.name, made.type, made._field_type = each.name, each.kind, dataclasses._FIELD  # type: ignore[attr-defined] # noqa: SLF001
        return cast("dataclasses.Field[Any]", made)

    kind.__dataclass_fields__ = {each.name: described(each) for each in fields(kind)}  # type: ignore[attr-defined]
    return kind


def schema_of_version() -> dict[str, Any]:
    """A file gives every fact, or extends another that does."""
    as_dataclass(LinkFact)
    schema = TypeAdapter(as_dataclass(Version)).json_schema()
    required = [key for key in schema.pop("required") if key != "name"]
    return {**schema, "required": ["name"], "anyOf": [{"required": ["extends"]}, {"required": required}]}


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        pytest.param("report", describe(), id="report"),
        pytest.param("diagnosis", diagnosis_schema.describe(), id="diagnosis"),
        pytest.param("machine", machine_schema.describe(), id="machine"),
        pytest.param("version", schema_of_version(), id="version"),
        pytest.param("settings", model.schema(), id="settings"),
    ],
)
def test_a_schema_is_fresh_and_printed(kind: str, schema: dict[str, Any], golden: Golden, rkconf: Program) -> None:
    path = Path(str(directory("schemas"))) / f"{kind}.schema.json"
    golden(path, json.dumps(schema, indent=2) + "\n")
    assert json.loads(rkconf("schema", kind).out) == schema


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_every_version_file_follows_its_schema(path: Path) -> None:
    jsonschema.validate(tomllib.loads(path.read_text()), schema_of_version())


def test_a_report_follows_its_schema(rkconf: Program) -> None:
    outcome = rkconf("lint", str(SAMPLES / "frontend"), "--format", "json")
    report = json.loads(outcome.out)
    jsonschema.validate(report, describe())
    assert report["summary"]["errors"] == sum(found["severity"] == "error" for found in report["diagnostics"]) > 0


def test_an_empty_report_follows_its_schema(rkconf: Program) -> None:
    jsonschema.validate(json.loads(rkconf("lint", "-", "--format", "json").out), describe())


@pytest.mark.parametrize("specification", ["[[kernels]]\n", "[[kernels]]\nname = 'a'\nhost = 'b'\n"])
def test_a_diagnosis_follows_its_schema(specification: str, rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text(specification)
    diagnosis = json.loads(rkconf("doctor", str(path), "--format", "json").out)
    jsonschema.validate(diagnosis, diagnosis_schema.describe())
    assert diagnosis["outcome"] == "fails"


def test_an_unknown_schema_names_the_known_ones(rkconf: Program) -> None:
    outcome = rkconf("schema", "spek")
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert "did you mean spec?" in outcome.err
