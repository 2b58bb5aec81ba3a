"""The text of a specification, and its schema."""

import json
import tomllib

import jsonschema
import pytest

from rkconf import spec
from rkconf.resources import directory
from tests.conftest import Golden
from tests.specifications import KERNEL, TUNNEL, specification

SCHEMA = directory("schemas") / "spec.schema.json"


def test_dump_omits_defaults() -> None:
    text = """[frontend]
version = "5.2"

[[kernels]]
name = "skye"
host = "skye.local"
user = "username"
kernel = "./math.sh"
connection = "tunnel"
ports = [31415, 31416]
ssh_options = ["-i", "key \\"file\\""]

[kernels.ssh]
ProxyJump = "jump"

[[parallel]]
host = "node1"
os = "linux"
count = 4
"""
    assert spec.dump(specification(text)) == text
    assert tomllib.loads(spec.dump(specification(text))) == tomllib.loads(text)


def test_an_empty_specification_is_dumped_as_nothing() -> None:
    assert spec.dump(spec.Specification()) == ""


def test_the_schema_is_fresh(golden: Golden) -> None:
    golden(SCHEMA, json.dumps(spec.schema(), indent=2) + "\n")


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        pytest.param(KERNEL + TUNNEL, True, id="a tunnel"),
        pytest.param(KERNEL + "prot = 1", False, id="an unknown key"),
        pytest.param(KERNEL + "ports = [1, 2, 3]", False, id="a third port"),
    ],
)
def test_the_schema_agrees_with_the_reader(text: str, valid: bool) -> None:  # noqa: FBT001 - a column of the table
    validator = jsonschema.Draft202012Validator(spec.schema())
    assert validator.is_valid(tomllib.loads(text)) is valid
