"""The kernel init, as another implementation of the Wolfram Language and rkconf's own scanner read it."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rkconf.provisioning.files import kernel_init
from rkconf.source import Source
from rkconf.syntax import scan

SESSION = Path(__file__).with_name("wolfram_session.py")
# Set where Mathics3 must be installed, as in CI; read before the tests get a plain environment.
REQUIRED = os.environ.get("RKCONF_TESTS_NEED_WOLFRAM") == "1"

TUNNEL = '"31415@127.0.0.1,31416@127.0.0.1"'
CASES = {
    "a tunnel": f"System`$ParentLink = LinkObject[{TUNNEL}, 1, 1]",
    "a tunnel with the larger port first": 'System`$ParentLink = LinkObject["2001@127.0.0.1,1999@127.0.0.1", 1, 1]',
    "a link whose name is only on the command line": (
        '$CommandLine = {"math", "-mathlink", "-LinkName", ' + TUNNEL + ', "-LinkHost", "x"}'
    ),
    "a direct link": 'System`$ParentLink = LinkObject["49321@192.168.1.2,49322@192.168.1.2", 1, 1]',
    "one end elsewhere": 'System`$ParentLink = LinkObject["31415@127.0.0.1,31416@192.168.1.2", 1, 1]',
    "a host that is not a number": 'System`$ParentLink = LinkObject["31415@localhost,31416@localhost", 1, 1]',
    "one port": 'System`$ParentLink = LinkObject["31415@127.0.0.1", 1, 1]',
    "ports that are code": 'System`$ParentLink = LinkObject["Quit[]@127.0.0.1,31416@127.0.0.1", 1, 1]',
    "shared memory": 'System`$ParentLink = LinkObject["k7f_shm", 1, 1]',
    "no link at all": "Null",
    "a name missing at the end of the command line": '$CommandLine = {"math", "-linkname"}',
}
PORTS = {
    "a tunnel": (31417, 31418, 31419, 31420),
    "a tunnel with the larger port first": (2002, 2003, 2004, 2005),
    "a link whose name is only on the command line": (31417, 31418, 31419, 31420),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    if not REQUIRED and importlib.util.find_spec("mathics") is None:
        pytest.skip("Mathics3 is not installed; `pip install --group wolfram` installs it")
    path = tmp_path_factory.mktemp("kernel") / "rkconf-links.m"
    path.write_text(kernel_init())
    run = subprocess.run(
        [sys.executable, SESSION, path],
        input=json.dumps(CASES),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, dict[str, Any]] = json.loads(run.stdout)
    return found


def name(first: int, second: int) -> str:
    return f'"{first}@127.0.0.1,{second}@127.0.0.1"'


@pytest.mark.parametrize("case", PORTS)
def test_in_a_tunnel_the_two_links_wait_on_the_four_ports_after_the_larger_one(
    case: str, outcomes: dict[str, dict[str, Any]]
) -> None:
    first, second, third, fourth = PORTS[case]
    made = [name(first, second), name(third, fourth)]
    assert outcomes[case]["made"] == "{" + ", ".join(f"LinkObject[{each}, 7, 7]" for each in made) + "}"
    assert (
        re.findall(r'HoldComplete\[("[^"]*"), LinkMode . Listen, LinkProtocol . "TCPIP"\]', outcomes[case]["links"])
        == made
    )


@pytest.mark.parametrize("case", [case for case in CASES if case not in PORTS])
def test_with_any_other_link_the_definition_of_the_kernel_is_kept(
    case: str, outcomes: dict[str, dict[str, Any]]
) -> None:
    assert (outcomes[case]["made"], outcomes[case]["links"]) == ("{own, own}", "{}")


@pytest.mark.parametrize("case", CASES)
def test_it_prints_nothing_and_has_no_other_effect(case: str, outcomes: dict[str, dict[str, Any]]) -> None:
    outcome = outcomes[case]
    assert (outcome["complaints"], outcome["protected"], outcome["strays"]) == ([], "{Protected}", "{}")


def test_rkconf_reads_it() -> None:
    assert scan(Source("rkconf-links.m", kernel_init().encode())).problems == ()


def test_it_uses_only_functions_of_the_oldest_version_that_needs_it() -> None:
    code = re.sub(r'"[^"]*"|\(\*.*?\*\)|rkconf`\w+', "", kernel_init(), flags=re.DOTALL)
    # All are documented for 5.2 at the latest, except those of MathLink`: the file redefines one of them, and does not
    # need the other.
    assert set(re.findall(r"[$A-Z][\w`]*", code)) == {
        *("$CommandLine", "$ParentLink", "Cases", "DigitCharacter", "First", "Head", "If", "LinkCreate", "LinkMode"),
        *("LinkObject", "LinkProtocol", "Listen", "Map", "Max", "Partition", "Protect", "StringJoin", "StringMatchQ"),
        *("StringQ", "StringSplit", "ToExpression", "ToLowerCase", "ToString", "True", "Unprotect", "With"),
        *("MathLink`CreateFrontEndLink", "MathLink`LinkSetPrintFullSymbols"),
    }


def test_every_symbol_that_it_defines_has_the_context_of_rkconf() -> None:
    code = re.sub(r'"[^"]*"|\(\*.*?\*\)', "", kernel_init(), flags=re.DOTALL)
    assert re.findall(r"(?<![\w`$])[a-z]\w*(?!`)\b(?!`)", code) == []
