"""The text of a specification, and its schema."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from rkconf import spec
from rkconf.resources import directory
from tests.conftest import SAMPLES, Golden
from tests.specifications import HOST, KERNEL, PARALLEL, TUNNEL, problems, specification

SCHEMA = directory("schemas") / "spec.schema.json"
VALIDATOR = jsonschema.Draft7Validator(spec.schema())


def test_dump_omits_defaults() -> None:
    text = f"""{spec.DIRECTIVE}

[frontend]
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
        pytest.param(KERNEL, True, id="a direct connection"),
        pytest.param(KERNEL + TUNNEL, True, id="a tunnel"),
        pytest.param(KERNEL + "prot = 1", False, id="an unknown key"),
        pytest.param(KERNEL + 'connection = "tunnel"\nports = [5001, 5002, 5003]', False, id="a third port"),
        pytest.param(KERNEL + 'connection = "tunnel"\nports = [5001, 5001]', False, id="one port twice"),
        pytest.param(KERNEL + 'connection = "tunnel"\nports = [80, 81]', False, id="privileged ports"),
        pytest.param(KERNEL + 'connection = "tunnel"', False, id="a tunnel without ports"),
        pytest.param(KERNEL + 'connection = "fixed-ports"', False, id="fixed ports without ports"),
        pytest.param(KERNEL + "ports = [5001, 5002]", False, id="ports and a direct connection"),
        pytest.param(HOST, False, id="neither kernel nor system"),
        pytest.param(HOST + 'os = "linux"', True, id="a system"),
        pytest.param('[[kernels]]\nname = "x"\nkernel = "./math.sh"', False, id="no host"),
        pytest.param(KERNEL.replace('"skye"', '"Local"'), False, id="the name of the local kernel"),
        pytest.param(HOST + 'options = "basic"', True, id="Basic Options"),
        pytest.param(KERNEL + 'options = "basic"', False, id="Basic Options and a kernel"),
        pytest.param(KERNEL + 'transport = "mathssh"', True, id="mathssh"),
        pytest.param(KERNEL + 'transport = "mathssh"\nport = 22', False, id="mathssh and a port"),
        pytest.param(KERNEL + 'extra = { AutoStartOnLaunch = "True" }', False, id="a key that rkconf writes"),
        pytest.param(PARALLEL + 'connection = "fixed-ports"', False, id="fixed ports of parallel kernels"),
        pytest.param(PARALLEL + TUNNEL + "count = 2", False, id="two ports for two parallel kernels"),
    ],
)
def test_the_schema_agrees_with_the_reader(text: str, valid: bool) -> None:  # noqa: FBT001 - a column of the table
    assert VALIDATOR.is_valid(tomllib.loads(text)) is valid
    assert (not problems(text, "5.2")) is valid


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.toml")), ids=lambda path: path.stem)
def test_the_schema_accepts_every_sample(path: Path) -> None:
    assert not list(VALIDATOR.iter_errors(tomllib.loads(path.read_text())))


def test_the_schema_has_no_null_which_toml_lacks_and_no_reference_beside_other_keys() -> None:
    text = json.dumps(spec.schema())
    assert "null" not in text
    assert not re.findall(r'"\$ref": "[^"]*", ', text)
    assert spec.schema()["$id"] == spec.ADDRESS
    assert spec.ADDRESS.endswith("/schemas/spec.schema.json")
