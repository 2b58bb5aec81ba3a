"""What must exist beside an entry: the steps, what they ask to be opened, and what cannot be set up."""

import re
from pathlib import Path

import pytest

from rkconf.setup.files import script
from tests.conftest import SAMPLES, Golden, Program
from tests.setups import DIRECT, KERNELS, TWO, commands, contents, setup

SHOWN = [
    *(("direct", "5.2"), ("direct", "7"), ("script", "5.2"), ("mathssh", "5.2"), ("mixed-versions", "5.2")),
    *(("fixed-ports", "5.2"), ("fixed-ports", "7"), ("tunnel", "5.2"), ("tunnel", "7")),
    *(("parallel", "6"), ("parallel", "7"), ("basic-options", "7"), ("many", "7")),
]


@pytest.mark.parametrize(("recipe", "version"), SHOWN)
def test_the_steps_of_a_recipe(
    recipe: str, version: str, rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KERNELS)
    outcome = rkconf("setup", f"{recipe}.toml", "--version", version)
    assert outcome.status == 0
    golden(SAMPLES / "setup" / recipe / f"{version}.txt", outcome.err + outcome.out)


def test_two_users_of_one_machine_share_a_stanza_without_a_user() -> None:
    more = 'user = "somebody"'
    assert "User" not in contents(setup(TWO.format(one="math", two="math", more=more)))["ssh_config"]


def test_a_firewall_is_told_of_all_kernels_at_once_and_made_to_listen_once() -> None:
    more = 'connection = "fixed-ports"\nports = [2001, 2002]\n'
    text = TWO.format(one="math", two="math", more=more).replace('"one"', f'"one"\n{more.replace("200", "210")}')
    told = commands(setup(text, "5.2"), "firewall-cmd")
    added = " ".join(f"--add-port={port}/tcp" for port in (2101, 2102, 2001, 2002))
    assert told == [f"sudo firewall-cmd --permanent {added}", "sudo firewall-cmd --reload"]


@pytest.mark.parametrize(
    ("os", "named"),
    [
        pytest.param("macos", {"macOS application firewall"}, id="macOS"),
        pytest.param("linux", {"ufw", "firewalld", "nftables"}, id="Linux"),
    ],
)
def test_where_the_system_is_known_only_its_firewalls_are_named(os: str, named: set[str]) -> None:
    text = (KERNELS / "fixed-ports.toml").read_text() + f'[frontend]\nos = "{os}"\n'
    steps = setup(text, "5.2").files[0].text
    known = ("macOS application firewall", "ufw", "firewalld", "nftables")
    assert {name for name in known if f"   {name}:" in steps} == named


@pytest.mark.parametrize(
    ("recipe", "version", "machines"),
    [
        pytest.param("direct", "5.2", ["the Front End's machine"], id="direct, one link"),
        pytest.param("direct", "7", ["the Front End's machine", "skye.local"], id="direct, links of the kernel's own"),
        pytest.param("fixed-ports", "5.2", ["the Front End's machine"], id="fixed ports, one link"),
        pytest.param("fixed-ports", "6", ["the Front End's machine", "remotehostname"], id="fixed ports, three links"),
        pytest.param("tunnel", "5.2", [], id="a tunnel"),
        pytest.param("tunnel", "7", [], id="a tunnel with further links"),
        pytest.param("parallel", "7", ["the machine whose kernel starts them"], id="parallel kernels"),
        pytest.param("basic-options", "7", [], id="a launch command of the Front End's own"),
    ],
)
def test_what_has_to_be_open(recipe: str, version: str, machines: list[str]) -> None:
    steps = setup((KERNELS / f"{recipe}.toml").read_text(), version).files[0].text
    assert re.findall("   On (.*), let in:", steps) == machines
    assert ("Nothing else has to be open" in steps) == (recipe == "tunnel")


def test_kernels_of_one_machine_have_a_script_each_where_they_differ() -> None:
    made = contents(setup(TWO.format(one="/a/math", two="/b/math", more="")))
    assert [made[f"far.example.org/{name}.sh"] for name in ("math", "math-2")] == [script("/a/math"), script("/b/math")]


def test_a_script_that_a_launch_command_names_keeps_its_name() -> None:
    made = contents(setup(TWO.format(one="/a/math", two="./math.sh", more='os = "linux"')))
    assert made["far.example.org/math-2.sh"] == script("/a/math")
    assert made["far.example.org/math.sh"] == script("/usr/local/Wolfram/Mathematica/7.0/Executables/math")


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        pytest.param(
            TWO.format(one='./math.sh"\nos = "linux', two="math.sh", more='os = "macos"'),
            1,
            "kernels.toml:12:10: error: math.sh starts another kernel already; give each kernel a script of its own",
            id="one script for two kernels",
        ),
        pytest.param(
            TWO.format(one="./math.sh", two="/b/math", more=""),
            0,
            "kernels.toml:7:10: note: which kernel does ./math.sh start? No file is written for it",
            id="a script and no system",
        ),
        pytest.param('[frontend]\nversion = "7"\n', 2, "so there is nothing to set up", id="no kernel"),
        pytest.param(
            '[frontend]\nversion = "7"\n[[kernels]]\nname = "x"\nlaunch_command = "./reach `linkname`"\n',
            2,
            "no host beside it: nothing is set up for it",
            id="a launch command word for word, and no host",
        ),
        pytest.param(TWO.format(one="a", two="b", more='user = "a@b"'), 1, "user cannot be used", id="a user with @"),
        pytest.param(
            TWO.format(one="a\\nb", two="b", more=""), 1, "kernel cannot be used", id="a path with a line break"
        ),
        pytest.param("[[kernels]", 1, "syntax-error", id="no TOML"),
        pytest.param(TWO.format(one="a", two="b", more="").replace('"7"', '"8"'), 1, "known: 5.2", id="a version"),
    ],
)
def test_what_cannot_be_set_up(
    text: str, status: int, said: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kernels.toml").write_text(text)
    outcome = rkconf("setup", "kernels.toml", "--output", "made")
    assert (outcome.status, outcome.out, Path("made").exists()) == (status, "", status == 0)
    assert said in outcome.err


@pytest.mark.parametrize(
    "host",
    ["a b", "a;touch x", "$(touch x)", "a'b", 'a"b', "a`b`", "-oProxyCommand=x", "a\\nHost *", "../up", "a/b", "*"],
)
def test_a_host_that_is_more_than_a_name_sets_nothing_up(host: str, rkconf: Program) -> None:
    text = DIRECT.replace("skye.local", host.replace('"', '\\"'))
    outcome = rkconf("setup", "-", "--version", "7", stdin=text.encode())
    assert (outcome.status, outcome.out) == (1, "")


def test_a_name_names_one_kernel(rkconf: Program, tmp_path: Path) -> None:
    (tmp_path / "kernels.toml").write_text(TWO.format(one="/a/math", two="/b/math", more=""))
    outcome = rkconf("setup", str(tmp_path / "kernels.toml"), "--name", "two")
    assert "'two'" in outcome.out
    assert "'one'" not in outcome.out
    assert "/a/math" not in outcome.out
    outcome = rkconf("setup", str(tmp_path / "kernels.toml"), "--name", "three")
    assert (outcome.status, outcome.out) == (2, "")
    assert "no kernel named 'three'; there are 'one', 'two'" in outcome.err
