"""``rkconf trace --diagram`` and ``--svg``: the machines, who calls whom, at which port, and what firewalls let in."""

import re
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from rkconf import inputs, versions
from rkconf.command import Target, local_shells, remote_shells
from rkconf.diagram import Network, Opening, Picture, Port, Side, pictures
from rkconf.diagram.layout import Sheet, lay_out
from rkconf.shell.words import UNKNOWN
from rkconf.tracing import follow
from tests.conftest import SAMPLES, Golden, Program

CONNECT = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName"
LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
DIRECT = f"ssh me@skye.local ./math.sh {CONNECT} `linkname` -LinkHost `ipaddress`"
FIXED = f"-LinkName 53001,53002 {LISTEN}"
NAME = "31415@127.0.0.1,31416@127.0.0.1"
TUNNELLED = f"-LinkName {NAME} {LISTEN}"
BACK = "-R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416"
OUT = " ".join(f"-L 127.0.0.1:{port}:127.0.0.1:{port}" for port in range(31417, 31421))
TUNNEL = f"ssh {BACK} {OUT} me@skye.local ./math.sh {CONNECT} {NAME} -LinkHost 127.0.0.1 -initfile rkconf-links.m"
PARALLEL = (
    "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B me@`1` "
    "./math.sh -mathlink -linkmode Connect `4` -linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel "
    "-noinit > /dev/null 2>&1 &"
)
TEMPLATE = (
    "ssh -l `3` `1` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"
)
PROXY = DIRECT.replace("ssh ", "ssh -o 'ProxyCommand=nc -X 5 -x relay.example.org:1080 %h %p' ")
ARGUMENTS = f"{CONNECT} {NAME} -LinkHost 127.0.0.1 -initfile rkconf-links.m"
INNER = f'ssh {BACK} {OUT} skye.local "bash -lc \\"./math.sh {ARGUMENTS}\\""'
CHAIN = f"ssh -J jump.example.org:2222 {BACK} {OUT} me@gate.example.org '{INNER}'"
PAST = f"ssh gate 'ssh skye.local ./math.sh {CONNECT} `linkname`'"
KERNELS = SAMPLES / "kernels"
HERE = "the Front End's machine"


def drawn(texts: dict[str, str], version: str = "7") -> Picture:
    [checked] = inputs.bare({kind: text.encode() for kind, text in texts.items()})
    target = Target(versions.load(version), versions.load(version), local_shells(None), remote_shells("bash"))
    [(_, launch, _)] = checked.launches
    [picture, *_] = pictures(follow(launch, target, checked.parts), "a title")
    return picture


def seen(launch: str, mlopen: str = LISTEN, version: str = "7") -> Network:
    found = drawn({"launch": launch, "mlopen": mlopen}, version).network
    assert found
    return found


def ports(found: Network) -> dict[str, list[tuple[Side, int | None, bool]]]:
    """Return who listens at which port, and whether the call runs inside ssh, for each link."""
    return {
        link.name: [(channel.listener, channel.port.number, bool(channel.forwards)) for channel in link.channels]
        for link in found.links
    }


@pytest.mark.parametrize(
    ("name", "version", "words"),
    [
        pytest.param("direct", "7", ["direct.toml"], id="ports that nobody fixes"),
        pytest.param("fixed-ports", "7", ["fixed-ports.toml"], id="two ports through a firewall"),
        pytest.param("fixed-ports-5.2", "5.2", ["fixed-ports.toml"], id="the main link alone"),
        pytest.param("tunnel", "7", ["tunnel.toml"], id="six ports inside ssh"),
        pytest.param("gate", "7", ["many.toml", 'blanks "and" quotes'], id="a machine between"),
        pytest.param("parallel-tunnel", "7", ["many.toml", "node2.example.org"], id="parallel kernels inside ssh"),
        pytest.param("script", "7", ["many.toml", "word for word"], id="a script that nobody knows"),
        pytest.param("proxy", "5.2", ["--launch", PROXY, "--mlopen", FIXED], id="a command that makes the connection"),
        pytest.param("chain", "7", ["--launch", CHAIN, "--mlopen", TUNNELLED], id="a tunnel behind a tunnel"),
        pytest.param("past", "7", ["--launch", PAST, "--mlopen", LISTEN], id="links past a gate"),
        pytest.param("examples", "7", ["--parallel", TEMPLATE], id="a template whose machine and login are examples"),
    ],
)
def test_a_picture_of_every_kind(
    name: str, version: str, words: list[str], rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KERNELS)
    for suffix, form in (("txt", ["--diagram"]), ("svg", ["--svg", "-"])):
        outcome = rkconf("trace", *words, "--version", version, "--remote-shell", "bash", *form)
        assert (outcome.status, outcome.err) == (0, "")
        golden(SAMPLES / "diagrams" / f"{name}.{suffix}", outcome.raw)


def test_without_fixed_ports_both_machines_listen_at_any() -> None:
    here, there = (Side.HERE, None, False), (Side.THERE, None, False)
    assert ports(seen(DIRECT)) == {"main": [here] * 2, "preemptive": [there] * 2, "service": [there] * 2}
    assert ports(seen(DIRECT, version="5.2")) == {"main": [here] * 2}


def test_fixed_ports_are_those_of_the_main_link() -> None:
    assert ports(seen(DIRECT, FIXED))["main"] == [(Side.HERE, 53001, False), (Side.HERE, 53002, False)]


def test_a_tunnel_carries_every_link() -> None:
    assert ports(seen(TUNNEL, TUNNELLED)) == {
        "main": [(Side.HERE, 31415, True), (Side.HERE, 31416, True)],
        "preemptive": [(Side.THERE, 31417, True), (Side.THERE, 31418, True)],
        "service": [(Side.THERE, 31419, True), (Side.THERE, 31420, True)],
    }


def test_without_its_init_file_the_kernel_listens_anywhere() -> None:
    found = seen(TUNNEL.replace(" -initfile rkconf-links.m", ""), TUNNELLED)
    assert ports(found)["service"] == [(Side.THERE, None, False)] * 2
    assert [forward.entrance.number for forward in found.forwards] == [31417, 31418, 31419, 31420]


def test_every_login_has_its_machine_its_jump_hosts_and_its_forwards() -> None:
    found = seen(CHAIN, TUNNELLED)
    assert [machine.name for machine in found.machines] == [HERE, "gate.example.org", "skye.local"]
    assert [[gate.name for gate in login.jump_hosts] for login in found.logins] == [["jump.example.org"], []]
    chained = [[way.login for way in channel.forwards] for link in found.links for channel in link.channels]
    assert chained == [[0, 1]] * 6
    assert found.forwards == ()


@pytest.mark.parametrize(
    ("before", "after", "carried", "said"),
    [
        pytest.param(
            f"{BACK} {OUT} me@", f"{OUT} me@", [[1], [1], *[[0, 1]] * 4], "nobody 31415", id="no way on from the gate"
        ),
        pytest.param(
            f"{BACK} {OUT} me@", f"{BACK} me@", [*[[0, 1]] * 2, *[[1]] * 4], "Front End -> nobody", id="no way to it"
        ),
        pytest.param(
            "-R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 -L 127.0.0.1:31417:127.0.0.1:31417 "
            "-L 127.0.0.1:31418:127.0.0.1:31418 -L 127.0.0.1:31419:127.0.0.1:31419 -L "
            "127.0.0.1:31420:127.0.0.1:31420 skye",
            "-R 127.0.0.1:31415:desk:31415 -R 127.0.0.1:31416:desk:31416 skye",
            [[1], [1], [], [], [], []],
            "desk 31415",
            id="the gate calls another machine",
        ),
    ],
)
def test_a_link_gets_as_far_as_its_forwards_lead(before: str, after: str, carried: list[list[int]], said: str) -> None:
    assert before in CHAIN
    launch = CHAIN.replace(before, after)
    channels = [channel for link in seen(launch, TUNNELLED).links for channel in link.channels]
    assert [[way.login for way in channel.forwards] for channel in channels] == carried
    assert said in text(drawn({"launch": launch, "mlopen": TUNNELLED}))


@pytest.mark.parametrize(
    ("launch", "said"),
    [
        pytest.param('ssh -J "$(gate)" me@skye.local ./math.sh', "through ?", id="a jump host"),
        pytest.param('ssh -l "$(whoami)" skye.local ./math.sh', "log in as ?", id="a user"),
        pytest.param('ssh "$(host)" ./math.sh', '─ "$(host)" ─', id="a machine"),
        pytest.param("ssh gate 'ssh \"$(host)\" ./math.sh'", "TCP 22 from gate (ssh)", id="a machine after a gate"),
    ],
)
def test_what_only_the_machine_knows_is_marked(launch: str, said: str) -> None:
    shown = text(drawn({"launch": f"{launch} {CONNECT} `linkname`"}))
    assert said in shown
    assert UNKNOWN not in shown


def test_each_login_needs_its_own_opening() -> None:
    assert list(seen(CHAIN, TUNNELLED).openings) == [
        Opening("jump.example.org", (Port(2222),), HERE, "ssh"),
        Opening("gate.example.org", (Port(22),), "jump.example.org", "ssh"),
        Opening("skye.local", (Port(22),), "gate.example.org", "ssh"),
    ]


@pytest.mark.parametrize(
    ("launch", "machine", "caller"),
    [
        pytest.param(PAST.replace("skye.local", "localhost"), "gate", HERE, id="the second"),
        pytest.param(PAST.replace("gate", "localhost"), "skye.local", HERE, id="the first"),
    ],
)
def test_a_login_to_loopback_stays_on_its_machine(launch: str, machine: str, caller: str) -> None:
    assert [(each.machine, each.caller) for each in seen(launch).openings] == [
        (machine, caller),
        (HERE, machine),
        (machine, HERE),
    ]


def test_a_connection_that_was_opened_before_carries_the_links() -> None:
    launch = f"ssh -N -f {BACK} {OUT} skye.local && ssh skye.local ./math.sh {ARGUMENTS}"
    assert ports(seen(launch, TUNNELLED)) == ports(seen(TUNNEL, TUNNELLED))
    other = launch.replace("skye.local &&", "elsewhere &&")
    assert [channel.forwards for channel in seen(other, TUNNELLED).links[0].channels] == [(), ()]


def test_a_forward_that_leads_past_the_front_end_reaches_nobody() -> None:
    found = seen(TUNNEL.replace("127.0.0.1:31416 -L", "127.0.0.1:31500 -L"), TUNNELLED)
    assert [channel.is_awaited for channel in found.links[0].channels] == [True, False]
    assert "nobody 31500" in text(drawn({"launch": TUNNEL.replace(":31416 -L", ":31500 -L"), "mlopen": TUNNELLED}))


@pytest.mark.parametrize(
    ("before", "after", "astray"),
    [
        pytest.param(
            "127.0.0.1:$A:$H:$A", "127.0.0.1:31415:$H:$A", [True, False], id="a fixed port for one chosen anew"
        ),
        pytest.param("127.0.0.1:$A:$H:$A", "127.0.0.1:$A:$H:$B", [False, False], id="crossed ports"),
        pytest.param("-R 127.0.0.1:$B:$H:$B ", "", [False, True], id="a port that nothing forwards"),
    ],
)
def test_a_kernel_that_calls_its_own_machine_past_the_tunnel_needs_no_firewall(
    before: str, after: str, astray: list[bool]
) -> None:
    picture = drawn({"parallel": PARALLEL.replace(before, after)})
    assert picture.network
    assert [channel.is_astray for channel in picture.network.links[0].channels] == astray
    assert ("nobody <- kernel" in text(picture)) is any(astray)
    assert [opening.purpose for opening in picture.network.openings] == ["ssh"]


def test_ports_of_a_fixed_link_name_are_shown_as_numbers() -> None:
    cut = "L=`linkname`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; "
    command = TUNNEL.replace(BACK, "-R 127.0.0.1:$A:127.0.0.1:$A -R 127.0.0.1:$B:127.0.0.1:$B")
    assert seen(cut + command, TUNNELLED).links == seen(TUNNEL, TUNNELLED).links


def test_a_forward_of_ones_own_carries_no_link() -> None:
    found = seen(DIRECT.replace("ssh ", "ssh -L 8080:web:80 -R 2222:127.0.0.1:22 "))
    assert [(forward.listener, str(forward.exit), forward.host) for forward in found.forwards] == [
        (Side.THERE, "80", "web"),
        (Side.HERE, "22", ""),
    ]


@pytest.mark.parametrize(
    ("jump", "name", "port"),
    [
        pytest.param("gate", "gate", 22, id="a name"),
        pytest.param("me@gate:2222", "gate", 2222, id="a user and a port"),
        pytest.param("ssh://me@gate:2222", "gate", 2222, id="a URI"),
        pytest.param("[2001:db8::1]:2222", "2001:db8::1", 2222, id="an IPv6 address with a port"),
        pytest.param("2001:db8::1", "2001:db8::1", 22, id="an IPv6 address"),
    ],
)
def test_the_machine_between(jump: str, name: str, port: int) -> None:
    [gate] = seen(DIRECT.replace("ssh ", f"ssh -o ProxyJump={jump} ")).logins[0].jump_hosts
    assert (gate.name, gate.port) == (name, Port(port))


@pytest.mark.parametrize(
    ("options", "gates", "proxy"),
    [
        pytest.param("-o 'ProxyCommand=nc %h %p'", [], "nc %h %p", id="a command"),
        pytest.param("-o ProxyCommand=none", [], "", id="no command"),
        pytest.param("-J gate -o ProxyCommand=nc", ["gate"], "", id="a jump first"),
        pytest.param("-o ProxyCommand=nc -o ProxyJump=gate", [], "nc", id="a command first"),
        pytest.param("-o ProxyCommand=none -o ProxyJump=gate", [], "", id="no command first"),
        pytest.param("-J none -o ProxyCommand=nc", [], "nc", id="no jump first"),
        pytest.param("-J none", [], "", id="no jump"),
    ],
)
def test_of_jumps_and_proxy_commands_the_first_counts(options: str, gates: list[str], proxy: str) -> None:
    login = seen(DIRECT.replace("ssh ", f"ssh {options} ")).logins[0]
    assert ([gate.name for gate in login.jump_hosts], login.proxy) == (gates, proxy)


@pytest.mark.parametrize(
    ("words", "examples"),
    [
        pytest.param(["--parallel", TEMPLATE], "user for `3` and node.example.org for `1` (", id="nothing given"),
        pytest.param(["--parallel", TEMPLATE, "--set", "1=node1"], "user for `3` (", id="the machine given"),
        pytest.param(["--parallel", TEMPLATE, "--set", "1=node1", "--set", "3=anna"], "", id="everything given"),
        pytest.param(["--parallel", PARALLEL, "--set", "1=node1"], "", id="ports out of the link name"),
        pytest.param(["--launch", DIRECT], "", id="no placeholder for the machine"),
        pytest.param(["--launch", DIRECT.replace("me@", "`username`@")], "user for `username` (", id="the login"),
    ],
)
def test_an_example_is_called_one(words: list[str], examples: str, rkconf: Program) -> None:
    said = " ".join(rkconf("trace", *words, "--remote-shell", "bash", "--diagram").out.split())
    assert said.partition("Here with examples: ")[2].startswith(examples)
    assert ("Here with examples" in said) is bool(examples)


def test_the_ports_of_parallel_kernels_are_chosen_anew() -> None:
    found = drawn({"parallel": PARALLEL}).network
    assert found
    assert ports(found) == {"main": [(Side.HERE, None, True)] * 2}
    assert found.here.program == "master"


def test_a_port_that_is_given_for_a_placeholder_is_shown(rkconf: Program) -> None:
    given = ("--set", "2=4001@10.0.0.5,4002@10.0.0.5", "--remote-shell", "bash")
    outcome = rkconf("trace", "--parallel", PARALLEL, *given, "--diagram")
    assert "4001 sshd <- kernel" in outcome.out
    assert "master 4002" not in outcome.out
    assert "10.0.0.5 4002" in outcome.out


@pytest.mark.parametrize(
    ("launch", "mlopen", "expected"),
    [
        pytest.param(
            TUNNEL, TUNNELLED, [Opening("skye.local", (Port(22),), HERE, "ssh")], id="a tunnel needs ssh alone"
        ),
        pytest.param(
            DIRECT.replace("ssh ", "ssh -p 2222 "),
            FIXED,
            [
                Opening("skye.local", (Port(2222),), HERE, "ssh"),
                Opening(HERE, (Port(53001), Port(53002)), "skye.local", "main link"),
                Opening("skye.local", (Port(),), HERE, "preemptive and service links"),
            ],
            id="fixed ports, and those of the kernel",
        ),
        pytest.param(
            TUNNEL.replace("ssh ", "ssh -J a@gate1:2222,gate2 "),
            TUNNELLED,
            [
                Opening("gate1", (Port(2222),), HERE, "ssh"),
                Opening("gate2", (Port(22),), "gate1", "ssh"),
                Opening("skye.local", (Port(22),), "gate2", "ssh"),
            ],
            id="machines between",
        ),
        pytest.param(
            TUNNEL.replace("ssh ", "ssh -p 2222 -o ProxyCommand=nc "),
            TUNNELLED,
            [Opening("skye.local", (Port(2222),), "wherever the proxy command calls", "ssh")],
            id="a command that makes the connection",
        ),
        pytest.param(DIRECT.replace("skye.local", "127.0.0.1"), LISTEN, [], id="one machine"),
    ],
)
def test_what_firewalls_must_let_in(launch: str, mlopen: str, expected: list[Opening]) -> None:
    assert list(seen(launch, mlopen).openings) == expected


@pytest.mark.parametrize(
    "launch",
    [
        pytest.param("math -mathlink", id="a kernel on this machine"),
        pytest.param("./reach.sh `linkname`", id="a script"),
        pytest.param("ssh", id="no host"),
        pytest.param("'", id="a quote without an end"),
    ],
)
def test_where_no_other_machine_is_seen_there_is_nothing_to_draw(launch: str) -> None:
    picture = drawn({"launch": launch})
    assert picture.network is None
    assert "There is nothing to draw: no other machine can be seen." in text(picture)


def text(picture: Picture) -> str:
    from rkconf.diagram import text as characters

    return characters.draw([lay_out(picture)])


@dataclass(frozen=True)
class Area:
    """What something takes of a sheet: columns and rows, the ends not included."""

    left: int
    right: int
    row: int

    def overlaps(self, other: "Area") -> bool:
        return self.row == other.row and self.left < other.right and other.left < self.right


def areas(sheet: Sheet) -> list[Area]:
    labels = [Area(label.column, label.column + len(label.text), label.row) for label in sheet.labels]
    arrows = [Area(arrow.start, arrow.end, arrow.row) for arrow in sheet.arrows]
    sides = [
        Area(column, column + 1, row)
        for box in sheet.boxes
        for row in range(box.row, box.row + box.height)
        for column in (box.column, box.column + box.width - 1)
    ]
    return [*labels, *arrows, *sides]


PICTURES = [
    pytest.param(DIRECT, LISTEN, id="direct"),
    pytest.param(TUNNEL, TUNNELLED, id="tunnel"),
    pytest.param(CHAIN, TUNNELLED, id="chain"),
    pytest.param(CHAIN.replace("-R 127.0.0.1:31416:127.0.0.1:31416", "-L 1:w:1"), TUNNELLED, id="a part of a chain"),
    pytest.param(PAST, FIXED, id="past a gate"),
    pytest.param(PAST.replace("gate", "g" * 90), FIXED, id="past a gate with a long name"),
    pytest.param(DIRECT.replace("skye.local", "x" * 200), FIXED, id="a long host"),
    pytest.param(DIRECT.replace("me@", "m" * 200 + "@"), FIXED, id="a long user"),
    pytest.param(DIRECT.replace("ssh ", f"ssh -J {'g' * 90} "), FIXED, id="a long gate"),
    pytest.param(DIRECT.replace("ssh ", f"ssh -o 'ProxyCommand={'nc ' * 60}' "), FIXED, id="a long proxy command"),
    pytest.param(DIRECT.replace("me@", "`username`@"), FIXED, id="an example"),
    pytest.param(DIRECT.replace("ssh ", f"ssh -L 8080:{'w' * 90}:80 "), FIXED, id="a long forward"),
    pytest.param(DIRECT.replace("skye.local", "'<&>\"\x01\n'"), LISTEN, id="a host of marks"),
]


@pytest.mark.parametrize(("launch", "mlopen"), PICTURES)
def test_nothing_overlaps_and_nothing_sticks_out(launch: str, mlopen: str) -> None:
    sheet = lay_out(drawn({"launch": launch, "mlopen": mlopen}))
    taken = areas(sheet)
    assert [pair for pair in combinations(taken, 2) if pair[0].overlaps(pair[1])] == []
    assert all(0 <= area.left <= area.right <= sheet.width and 0 <= area.row < sheet.height for area in taken)
    for arrow in sheet.arrows:
        assert arrow.start < arrow.label_column
        assert arrow.label_column + len(arrow.label) < arrow.end


@pytest.mark.parametrize(("launch", "mlopen"), PICTURES)
def test_the_svg_is_well_formed_and_says_what_the_text_says(launch: str, mlopen: str) -> None:
    from rkconf.diagram import svg

    sheet = lay_out(drawn({"launch": launch, "mlopen": mlopen}))
    root = ET.fromstring(svg.draw([sheet]))  # noqa: S314 - rkconf wrote it a line above
    written = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    said = [label.text for label in sheet.labels] + [box.title for box in sheet.boxes]
    said += [arrow.label for arrow in sheet.arrows]
    assert sorted(map(str, written)) == sorted(each.replace("->", "→").replace("<-", "←") for each in said)


def test_the_svg_is_readable_in_light_and_in_dark() -> None:
    from rkconf.diagram import svg

    light, dark = svg.draw([lay_out(drawn({"launch": DIRECT}))]).split("@media (prefers-color-scheme: dark)")
    coloured = {name for name in re.findall(r"^\.?(\w+) \{", light, re.MULTILINE) if name != "media"}
    assert coloured == set(re.findall(r"^  \.?(\w+) \{", dark, re.MULTILINE))


def test_the_text_fits_on_a_plain_terminal(rkconf: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(KERNELS)
    outcome = rkconf("trace", "tunnel.toml", "--version", "7", "--diagram")
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_a_terminal_without_lines_gets_ascii() -> None:
    from rkconf.diagram import text as characters

    assert characters.plain(text(drawn({"launch": TUNNEL, "mlopen": TUNNELLED}))).isascii()


def test_shells_that_differ_share_a_picture_and_say_how_each_ends(rkconf: Program) -> None:
    words = ("--launch", DIRECT.replace("./math.sh", "math"), "--mlopen", LISTEN)
    outcome = rkconf("trace", *words, "--version", "5.2", "--diagram")
    assert outcome.out.count("┌─ skye.local ") == 1
    said = " ".join(outcome.out.split())
    assert "the login shell is dash or bash or zsh or mksh or tcsh, it should run: " in said
    assert "the login shell is fish, it fails: this shell runs its own `math`" in said


def test_a_shell_that_starts_nothing_has_a_picture_of_its_own_behind_the_others(rkconf: Program) -> None:
    words = ("--parallel", "ssh me@`1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit >& /dev/null &")
    outcome = rkconf("trace", *words, "--version", "6", "--remote-shell", "bash", "--diagram")
    drawn, nothing = outcome.out.split("\n\n<parallel>")[0], outcome.out.partition("nothing to draw")[2]
    assert "Where the local shell is bash and the login shell is bash, it should run: " in drawn
    assert "Where the local shell is dash, it fails: " in nothing


def test_a_secret_is_masked_in_a_picture(rkconf: Program) -> None:
    outcome = rkconf("trace", "--launch", DIRECT.replace("me@", "me:sesame@"), "--diagram")
    assert "sesame" not in outcome.out
    assert "me:•••••• " in outcome.out


def test_an_svg_goes_into_a_file_and_the_text_to_standard_output(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "network.svg"
    alone = rkconf("trace", "--launch", DIRECT, "--svg", str(path))
    assert (alone.status, alone.out, alone.err) == (0, "", "")
    both = rkconf("trace", "--launch", DIRECT, "--svg", str(path), "--diagram")
    assert both.out.startswith("<launch>, for Mathematica 7\n\n ┌")
    assert path.read_text().startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            ["--diagram", "--format", "json"], "cannot be combined with --format json", id="a picture as JSON"
        ),
        pytest.param(
            ["--svg", "x.svg", "--format", "json"], "cannot be combined with --format json", id="an SVG as JSON"
        ),
        pytest.param(["--diagram", "--svg", "-"], "both write to standard output", id="two pictures in one place"),
        pytest.param(["--svg", "missing/x.svg"], "no such file or folder", id="a folder that is not there"),
    ],
)
def test_a_mistake_is_one_line(words: list[str], said: str, rkconf: Program) -> None:
    outcome = rkconf("trace", "--launch", DIRECT, *words)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert said in outcome.err
