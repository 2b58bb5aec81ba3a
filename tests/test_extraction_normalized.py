"""``extract --normalize``: fields replace a command that means the same, and never one that means something else."""

import pytest

from rkconf import versions
from rkconf.entries import read
from rkconf.extraction import extract
from rkconf.source import Source
from rkconf.spec.model import given_values
from tests.conftest import Program
from tests.extractions import DEFAULT, LINK, entry, extracted, parallel
from tests.recipes import THROUGH

CALL = "-LinkMode Connect -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1"
TUNNEL = {"connection": "tunnel", "ports": (31415, 31416)}
HERE = {"name": "x", "host": "skye", "may_prompt": True}
PLAIN = {**HERE, "kernel": "./math.sh"}
SHUFFLED = "-linkhost `ipaddress` -linkname `linkname` -linkprotocol tcpip -linkmode connect -mathlink"


def normalized(text: str, version: str = "7") -> dict[str, object]:
    found = extract(read(Source("init.m", text.encode())), versions.load(version), normalize=True)
    rows = [given_values(each) for each in found.specification.kernels]
    (row,) = rows or [given_values(each) for each in found.specification.parallel]
    return row


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        pytest.param(f"ssh skye nice ./math.sh {LINK}", "no field expresses nice", id="a program before the kernel"),
        pytest.param(f"ssh skye 'module load m; ./math.sh {LINK}'", "no field expresses module", id="a second program"),
        pytest.param(f"ssh skye module load m ./math.sh {LINK}", "no field expresses module", id="another program"),
        pytest.param(f"ssh skye A=1 ./math.sh {LINK}", "no field expresses A=1", id="a variable"),
        pytest.param(f"ssh skye ./math.sh {LINK} -noprompt", "no field expresses -noprompt", id="a flag of the kernel"),
        pytest.param(f"ssh gate ssh skye ./math.sh {LINK}", "no field expresses ssh", id="a second login"),
        pytest.param("./tunnel.sh skye `linkname`", "no field expresses ./tunnel.sh", id="a script"),
        pytest.param(f"ssh skye ./math.sh {LINK} > log", "would change its meaning", id="a redirection"),
    ],
)
def test_the_reason_for_a_verbatim_command_is_reported(command: str, reason: str) -> None:
    document = read(Source("init.m", entry(command).encode()))
    notes = [each.message for each in extract(document, versions.load("7"), normalize=True).altered]
    assert [reason in note for note in notes if "keeps its launch command verbatim" in note] == [True]
    assert not any("verbatim" in each.message for each in extract(document, versions.load("7")).altered)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param(f"ssh skye math {SHUFFLED}", {**HERE, "kernel": "math"}, id="a name that is a builtin of fish"),
        pytest.param(f"ssh skye ./math.sh {SHUFFLED}", PLAIN, id="flags in another order and case"),
        pytest.param(f"ssh skye -p 22 -l me ./math.sh {LINK}", {**PLAIN, "user": "me", "port": 22}, id="options last"),
        pytest.param(
            f"ssh -o User=me -o Port=22 skye ./math.sh {LINK}", {**PLAIN, "user": "me", "port": 22}, id="a login in -o"
        ),
        pytest.param(
            f"ssh -vp22 me@skye ./math.sh {LINK}",
            {**PLAIN, "user": "me", "port": 22, "verbose": True},
            id="options in one word",
        ),
        pytest.param(f"exec ssh skye 'exec ./math.sh {LINK}'", PLAIN, id="exec"),
        pytest.param(f"ssh skye \\\n ./math.sh {LINK}", PLAIN, id="a continued line"),
        pytest.param(
            f"ssh -i key -4 skye ./math.sh {LINK}", {**PLAIN, "ssh_options": ("-i", "key", "-4")}, id="others"
        ),
    ],
)
def test_a_command_of_the_same_meaning_becomes_fields(command: str, expected: dict[str, object]) -> None:
    assert normalized(entry(command)) == expected


def test_a_tunnel_that_was_typed_by_hand_becomes_fields() -> None:
    command, mlopen = THROUGH
    expected = {**HERE, "host": "remote.host.name", "user": "username", "kernel": "math", **TUNNEL}
    assert normalized(entry(command, mlopen), "5.2") == expected
    assert "launch_command" in extracted(entry(command, mlopen), "5.2").toml


def test_arguments_to_mlopen_of_the_same_meaning_need_no_key() -> None:
    shuffled = "-linkprotocol TCPIP -LinkOptions MLDontInteract -LinkMode listen"
    assert normalized(entry(f"ssh skye ./math.sh {LINK}", shuffled)) == PLAIN
    other = DEFAULT.replace("-LinkOptions MLDontInteract", "")
    assert normalized(entry(f"ssh skye ./math.sh {LINK}", other)) == {**PLAIN, "mlopen_arguments": other}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"ssh skye nice ./math.sh {LINK}", id="a prefix that changes the process"),
        pytest.param(f"ssh skye ./math.sh -noinit {LINK}", id="a flag without a field"),
        pytest.param(f"ssh skye ./math.sh {LINK} -LinkMode Connect", id="a flag twice"),
        pytest.param(f"ssh skye ./math.sh {LINK} &", id="the background"),
        pytest.param(f"ssh skye ./math.sh {LINK} 2> log", id="a local redirection"),
        pytest.param(f"ssh skye './math.sh {LINK}; echo'", id="another command afterwards"),
        pytest.param(f"cd /; ssh skye ./math.sh {LINK}", id="another command before"),
        pytest.param("ssh skye ./math.sh " + LINK.replace("TCPIP", "TCP"), id="another protocol"),
        pytest.param("ssh skye ./math.sh " + LINK.replace("`ipaddress`", "192.0.2.7"), id="a literal address"),
        pytest.param("ssh skye ./math.sh " + LINK.replace('"`linkname`"', "49321@192.168.1.2"), id="a literal name"),
        pytest.param(f"ssh $HOST ./math.sh {LINK}", id="a variable"),
        pytest.param(f"ssh skye ~/math.sh {LINK}", id="a tilde of the local shell"),
    ],
)
def test_a_command_of_another_meaning_is_kept(command: str) -> None:
    assert normalized(entry(command))["launch_command"] == command


@pytest.mark.parametrize(
    "options",
    [
        pytest.param("-R 0.0.0.0:31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416", id="another address"),
        pytest.param("-R 31415:localhost:31415 -R 31416:127.0.0.1:31416", id="another name"),
        pytest.param("-g -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416", id="all addresses"),
        pytest.param("-S socket -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416", id="a shared connection"),
        pytest.param("-R 31415:127.0.0.1:31416 -R 31416:127.0.0.1:31415", id="crossed ports"),
        pytest.param("-D 1080 -R 31415:127.0.0.1:31415 -L 9:127.0.0.1:9", id="one forward is missing"),
    ],
)
def test_a_tunnel_of_another_meaning_is_kept(options: str) -> None:
    command = f"ssh {options} skye math -mathlink {CALL}"
    assert normalized(entry(command, THROUGH[1]), "5.2")["launch_command"] == command


def test_a_template_of_the_same_meaning_becomes_fields() -> None:
    rendered = "ssh -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"
    shuffled = "ssh `1` -l `3` math -noinit -linkname `2` -subkernel -mathlink `4` -linkmode Connect >/dev/null 2>&1 &"
    expected = {"host": "node1", "kernel": "math", "count": 2, "may_prompt": True}
    assert normalized(parallel(rendered)) == normalized(parallel(shuffled)) == expected
    literal = shuffled.replace("`4`", "-linkprotocol TCPIP")
    assert normalized(parallel(literal))["command"] == literal


def test_the_option_normalizes_files_and_commands(rkconf: Program) -> None:
    text = entry(f"ssh skye ./math.sh {SHUFFLED}").encode()
    for words, stdin in ((["-"], text), (["--launch", f"ssh skye ./math.sh {SHUFFLED}", "--name", "x"], b"")):
        assert "launch_command" in rkconf("extract", *words, "--version", "7", stdin=stdin).out
        outcome = rkconf("extract", *words, "--version", "7", "--normalize", stdin=stdin)
        assert outcome.status == 0
        assert 'kernel = "./math.sh"' in outcome.out
        assert "launch_command" not in outcome.out


def test_a_command_with_an_unknown_host_has_no_name_of_it(rkconf: Program) -> None:
    assert 'name = "remote"' in rkconf("extract", "--launch", f"ssh $H ./math.sh {LINK}", "--version", "7").out
