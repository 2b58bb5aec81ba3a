"""The report of `rkconf doctor` about a machine: its forms, and the promises about it."""

import json
import re

import jsonschema
import pytest

from rkconf import __version__, versions
from rkconf.doctor.machine import commands
from rkconf.doctor.machine.remarks import remark_facts
from rkconf.reporters import Paint
from rkconf.reporters.machine import as_text
from rkconf.reporters.machine_document import as_json
from rkconf.reporters.machine_schema import describe
from rkconf.settings import Lookup
from tests.conftest import SAMPLES, Golden
from tests.scratch_homes import DIRECT, FIXED_PORTS, INIT, PRIVATE_KEY, TUNNEL, ScratchHome, init_file


def test_a_dry_run_starts_nothing_and_names_each_command(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    listed = commands(home.system, Lookup({}), versions.known())
    assert home.ran == []
    home.examined()
    assert list(dict.fromkeys(home.ran)) == list(listed)


def test_nothing_is_changed(home: ScratchHome) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    before = {path: path.lstat().st_mtime_ns for path in home.folder.rglob("*")}
    home.examined()
    assert {path: path.lstat().st_mtime_ns for path in home.folder.rglob("*")} == before


@pytest.mark.parametrize("name", remark_facts())
def test_a_problem_has_an_advice_and_a_note_is_short(name: str) -> None:
    fact = remark_facts()[name]
    assert fact.advice
    assert not fact.advice.endswith(".")
    assert not fact.message.endswith(".")


def shown(home: ScratchHome, text: str) -> str:
    """Return a report with the same paths and the same version on every machine."""
    return text.replace(str(home.folder), "/scratch").replace(f'"rkconf": "{__version__}"', '"rkconf": "0"')


@pytest.fixture
def troubled(home: ScratchHome) -> ScratchHome:
    """Return a machine with an entry in each section of the report."""
    home.write(INIT, init_file(TUNNEL.replace("-LinkMode Connect", "-LinkMode Conect"), FIXED_PORTS))
    home.write("shared/FrontEnd/init.m", init_file())
    (home.home / ".Wolfram").symlink_to("shared")
    home.write(".Wolfram/FrontEnd/14.1_init.m", 'SetOptions[$FrontEnd, VersionsLaunched->{"14.1.0"}]\n')
    home.variables = {"MATHEMATICA_BASE": "/missing", "SSH_AUTH_SOCK": "/missing/agent"}
    home.write(".ssh/config", "Host skye\n  RemoteCommand = tmux\n  LocalForward 8080 localhost:80\n")
    home.settings = "remotecommand tmux\nlocalforward 8080 [localhost]:80\nproxyjump gateway\n"
    home.write(".ssh/id_rsa", PRIVATE_KEY, mode=0o640)
    home.write(".ssh/id_dsa.pub", "ssh-dss AAAA")
    home.write("/proc/net/tcp", "header\n 0: 0100007F:7AB7 00000000:0000 0A 0\n")
    return home


def test_the_report_for_people_is_as_documented(troubled: ScratchHome, golden: Golden) -> None:
    text = as_text(troubled.examined(), Paint())
    golden(SAMPLES / "doctor" / "machine.txt", shown(troubled, text))


def test_the_report_for_programs_is_as_documented(troubled: ScratchHome, golden: Golden) -> None:
    report = as_json(troubled.examined())
    jsonschema.validate(json.loads(report), describe())
    golden(SAMPLES / "doctor" / "machine.json", shown(troubled, report))


def test_a_report_without_anything_wrong_follows_the_schema_and_names_the_next_step(home: ScratchHome) -> None:
    machine = home.examined()
    jsonschema.validate(json.loads(as_json(machine)), describe())
    assert "Nothing wrong was found" in as_text(machine, Paint()).splitlines()[-1]


def test_the_next_step_without_a_problem_tries_a_kernel(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    machine = home.examined()
    assert machine.next_step == "rkconf doctor ~/.Mathematica/FrontEnd/init.m skye"
    assert as_text(machine, Paint()).endswith(f"Nothing wrong was found. Next: {machine.next_step}\n")


def test_colours_change_no_word(troubled: ScratchHome) -> None:
    machine = troubled.examined()
    coloured = as_text(machine, Paint(coloured=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(machine, Paint())
    assert coloured != as_text(machine, Paint())


def test_a_narrow_terminal_breaks_no_word_and_no_command(troubled: ScratchHome) -> None:
    machine = troubled.examined()
    narrow = as_text(machine, Paint(), 40).splitlines()
    assert " ".join(" ".join(narrow).split()) == " ".join(as_text(machine, Paint()).split())
    commands_shown = {each.command for each in machine.remarks if each.command}
    assert {line.strip() for line in narrow} >= commands_shown
    others = [line for line in narrow if line.strip().removeprefix("Next: ") not in commands_shown]
    assert [line for line in others if len(line) > 40 and " " in line.strip()] == []


def test_no_output_shows_a_password(home: ScratchHome) -> None:
    home.write(INIT, init_file(DIRECT.replace("ssh ", "sshpass -p hunter2 ssh -l fred:hunter2 ", 1)))
    home.refusal = "command-line line 0: hunter2 is refused"
    machine = home.examined()
    listed = commands(home.system, Lookup({}), versions.known())
    for text in (as_text(machine, Paint()), as_json(machine), str(listed)):
        assert "hunter2" not in text


def test_control_characters_do_not_reach_a_terminal(home: ScratchHome) -> None:
    home.write(".ssh/id_\x1b[31mrsa.pub", "ssh-rsa AAAA")
    text = as_text(home.examined(), Paint())
    assert "\x1b" not in text
