"""Setups: the steps, the files, and specifications that cannot be set up."""

import shlex
from pathlib import Path

import pytest

from rkconf.provisioning.files import script
from tests.conftest import SAMPLES, Golden, Program
from tests.known import NEAREST, UNKNOWN
from tests.setups import DIRECT, KERNELS, TUNNEL, TWO, commands, contents, prose, setup

SHOWN = [
    *(("direct", "5.2"), ("direct", "7"), ("script", "5.2"), ("mathssh", "5.2"), ("mixed-versions", "5.2")),
    *(("fixed-ports", "5.2"), ("fixed-ports", "7"), ("tunnel", "5.2"), ("tunnel", "7")),
    *(("parallel", "6"), ("parallel", "7"), ("basic-options", "7"), ("many", "7")),
    *(("windows", "7"), ("parallel-tunnel", "7")),
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


def test_kernels_of_one_machine_have_a_script_each_where_they_differ() -> None:
    made = contents(setup(TWO.format(one="/a/math", two="/b/math", more="")))
    assert [made[f"far.example.org/{name}.sh"] for name in ("math", "math-2")] == [script("/a/math"), script("/b/math")]


def test_a_script_that_a_launch_command_names_keeps_its_name() -> None:
    made = contents(setup(TWO.format(one="/a/math", two="./math.sh", more='os = "linux"')))
    assert made["far.example.org/math-2.sh"] == script("/a/math")
    assert made["far.example.org/math.sh"] == script("/usr/local/Wolfram/Mathematica/7.0/Executables/math")


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        pytest.param(
            TWO.format(one='./math.sh"\nos = "linux', two=".//math.sh", more='os = "macos"'),
            1,
            "kernels.toml:12:10: error: .//math.sh already starts another kernel; give each kernel its own script",
            id="one script for two kernels",
        ),
        pytest.param(
            TWO.format(one="./math.sh", two="/b/math", more=""),
            0,
            "kernels.toml:7:10: note: the kernel that ./math.sh starts is unknown: the file looks for it at its usual",
            id="a script and no system",
        ),
        pytest.param(
            TWO.format(one="math.sh", two="/b/math", more=""),
            0,
            "kernels.toml:7:10: note: math.sh is found only if it is on PATH in a non-interactive ssh session: "
            "no file is written for it; write ./math.sh",
            id="a script on PATH",
        ),
        pytest.param(
            TUNNEL.format(kernel="./math.sh", kernel_init="math.sh"),
            1,
            "kernels.toml:11:15: error: math.sh is also the path of a script that starts a kernel; give the init",
            id="an init file with the path of a script",
        ),
        pytest.param(
            TUNNEL.format(kernel="./rkconf-links.m.sh", kernel_init="rkconf-links.m.sh") + 'os = "linux"\n',
            1,
            "kernels.toml:11:15: error: rkconf-links.m.sh is also the path of a script",
            id="an init file with the path of a script that is written",
        ),
        pytest.param('[frontend]\nversion = "7"\n', 2, "this specification holds no kernels", id="no kernel"),
        pytest.param(
            '[frontend]\nversion = "7"\n[[kernels]]\nname = "x"\nlaunch_command = "./reach `linkname`"\n',
            2,
            "the launch command logs in to no machine that rkconf can determine",
            id="a verbatim launch command, and no host",
        ),
        pytest.param(TWO.format(one="a", two="b", more='user = "a@b"'), 1, "user cannot be used", id="a user with @"),
        pytest.param(
            TWO.format(one="a\\nb", two="b", more=""), 1, "kernel cannot be used", id="a path with a line break"
        ),
        pytest.param("[[kernels]", 1, "syntax-error", id="not TOML"),
        pytest.param(TWO.format(one="a", two="b", more="").replace('"7"', f'"{UNKNOWN}"'), 1, NEAREST, id="a version"),
    ],
)
def test_a_specification_that_cannot_be_set_up(
    text: str, status: int, message: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kernels.toml").write_text(text)
    outcome = rkconf("setup", "kernels.toml", "--output", "made")
    assert (outcome.status, outcome.out, Path("made").exists()) == (status, "", status == 0)
    assert message in outcome.err


def test_a_script_on_path_is_not_written() -> None:
    made = setup('[[kernels]]\nname = "skye"\nhost = "skye.local"\nkernel = "math.sh"\nos = "linux"\n')
    assert not commands(made, "cat > ")
    assert "math.sh on skye.local must be on PATH" in made.files[0].text


def test_a_script_for_a_terminal_never_has_a_name_that_a_launch_command_uses() -> None:
    unknown = setup(TWO.format(one="./math.sh", two="/b/math", more=""))
    assert commands(unknown, "cat > ")[1].endswith(
        '"cat > math-2.sh && chmod +x math-2.sh" < far.example.org/math-2.sh'
    )
    init = setup(TUNNEL.format(kernel="/a/math", kernel_init="math.sh"))
    assert "CreateFrontEndLink" in contents(init)["far.example.org/math.sh"]
    assert script("/a/math") in contents(init).values()


@pytest.mark.parametrize(
    "host",
    ["a b", "a;touch x", "$(touch x)", "a'b", 'a"b', "a`b`", "-oProxyCommand=x", "a\\nHost *", "../up", "a/b", "*"],
)
def test_a_host_that_is_not_a_plain_name_is_refused(host: str, rkconf: Program) -> None:
    text = DIRECT.replace("skye.local", host.replace('"', '\\"'))
    outcome = rkconf("setup", "-", "--version", "7", stdin=text.encode())
    assert (outcome.status, outcome.out) == (1, "")


def test_a_name_selects_one_kernel(rkconf: Program, tmp_path: Path) -> None:
    (tmp_path / "kernels.toml").write_text(TWO.format(one="/a/math", two="/b/math", more=""))
    outcome = rkconf("setup", str(tmp_path / "kernels.toml"), "--name", "two")
    assert "'two'" in outcome.out
    assert "'one'" not in outcome.out
    assert "/a/math" not in outcome.out
    outcome = rkconf("setup", str(tmp_path / "kernels.toml"), "--name", "three")
    assert (outcome.status, outcome.out) == (2, "")
    assert "no kernel named 'three'; known: 'one', 'two'" in outcome.err


def test_a_dash_means_standard_output(rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = rkconf("setup", str(KERNELS / "tunnel.toml"), "--version", "7", "--output", "-")
    assert (outcome.status, outcome.out) == (0, rkconf("setup", str(KERNELS / "tunnel.toml"), "--version", "7").out)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--output", ""], "the folder name is empty; name a folder", id="no name"),
        pytest.param(["--output", "a", "--output", "b"], "--output can be given only once", id="two places"),
    ],
)
def test_an_output_that_is_not_one_folder(
    options: list[str], message: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = rkconf("setup", str(KERNELS / "tunnel.toml"), "--version", "7", *options)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_the_printed_steps_begin_with_the_command_that_writes_them(rkconf: Program, tmp_path: Path) -> None:
    specification = tmp_path / "my kernels.toml"
    specification.write_bytes((KERNELS / "tunnel.toml").read_bytes())
    words = ("setup", str(specification), "--version", "7", "--name", "through a tunnel")
    first, _, rest = rkconf(*words).out.partition("\n\n")
    command = " ".join(first.split()).partition("`")[2].partition("`")[0]
    assert shlex.split(command) == ["rkconf", *words, "--output", "DIR"]
    assert "The files are printed after the steps, each under its name" in " ".join(first.split())
    rkconf(*words, "--output", str(tmp_path / "made"))
    assert rest.startswith((tmp_path / "made" / "steps.txt").read_text())


PROXY = 'ssh = { ProxyCommand = "nc -x proxy %h %p" }'


def test_the_hosts_that_a_proxy_command_contacts_are_unknown() -> None:
    text = prose(setup(TWO.format(one="math", two="math", more=PROXY)))
    assert "- TCP port 22 from wherever the proxy command connects from: ssh" in text
    unknown = "rkconf cannot determine which hosts the proxy command of 'two' contacts: "
    assert unknown in text.partition(". Copy files")[0]
    assert unknown in text.partition(". Configure the firewalls")[2]


def test_two_proxy_commands_are_in_the_plural() -> None:
    text = TWO.format(one=f'math"\n{PROXY}#', two="math", more=PROXY)
    assert "the proxy commands of 'one' and 'two' contact: " in prose(setup(text))
    assert "proxy command" not in prose(setup(DIRECT))


ROUTES = [
    pytest.param('ssh = { ProxyJump = "jump" }', id="through a jump host"),
    pytest.param(PROXY, id="through a proxy command"),
]


@pytest.mark.parametrize("route", ROUTES)
def test_a_script_for_a_terminal_never_has_a_name_that_may_be_used_by_another_route(route: str) -> None:
    named = TWO.format(one='./math.sh"\nos = "linux', two="/b/math", more=route)
    assert [command.partition(" && ")[0].rpartition("> ")[2] for command in commands(setup(named), "cat > ")] == [
        "math.sh",
        "math-2.sh",
    ]
    unknown = TWO.format(one="./math.sh", two="/b/math", more=route)
    assert [command.partition(" && ")[0].rpartition("> ")[2] for command in commands(setup(unknown), "cat > ")] == [
        "math.sh",
        "math-2.sh",
    ]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("kernel", "places"),
    [
        pytest.param("/b/math", ["math.sh", "math-2.sh"], id="two kernels"),
        pytest.param("/a/math", ["math.sh", "math.sh"], id="one kernel, twice"),
    ],
)
def test_scripts_for_a_terminal_do_no_harm_where_two_routes_reach_one_machine(
    route: str, kernel: str, places: list[str]
) -> None:
    made = setup(TWO.format(one="/a/math", two=kernel, more=route))
    assert [command.partition(" && ")[0].rpartition("> ")[2] for command in commands(made, "cat > ")] == places


@pytest.mark.parametrize("route", ROUTES)
def test_a_script_that_is_used_by_two_routes_is_reported_as_doubtful(route: str) -> None:
    made = setup(TWO.format(one='./math.sh"\nos = "linux', two="./math.sh", more=f'os = "macos"\n{route}'))
    [problem] = made.problems
    assert problem.severity is None
    assert problem.message.startswith("./math.sh already starts another kernel, if another route to a machine of")
    assert "math.sh differs for 'two' and 'one', which are reached by two routes. If both are the same" in prose(made)
    same = setup(TWO.format(one='./math.sh"\nos = "linux', two="./math.sh", more=f'os = "linux"\n{route}'))
    assert not same.problems
    assert "two routes" not in prose(same)


def test_an_init_file_with_the_path_of_a_script_by_another_route_is_doubtful() -> None:
    text = TUNNEL.format(kernel="/a/math", kernel_init="math.sh")
    other = '[[kernels]]\nname = "b"\nhost = "far.example.org"\nuser = "me"\nkernel = "./math.sh"\n'
    [about_init, _] = setup(f"{text}{other}{PROXY}").problems
    assert about_init.severity is None
    assert "is also the path of a script that starts a kernel, if another route" in about_init.message


@pytest.mark.parametrize("recipe", ["many", "windows", "fixed-ports", "parallel"])
def test_prose_fits_into_a_window(recipe: str) -> None:
    steps = setup((KERNELS / f"{recipe}.toml").read_text()).files[0].text
    lines = [line for line in steps.splitlines() if not line.startswith("       ") or line.startswith("       - ")]
    assert max(map(len, lines)) <= 100
