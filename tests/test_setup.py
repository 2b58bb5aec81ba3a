"""What must exist beside an entry: the steps, what they ask to be opened, and what cannot be set up."""

import shlex
from pathlib import Path

import pytest

from rkconf.setup.files import script
from tests.conftest import SAMPLES, Golden, Program
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
    ("text", "status", "said"),
    [
        pytest.param(
            TWO.format(one='./math.sh"\nos = "linux', two=".//math.sh", more='os = "macos"'),
            1,
            "kernels.toml:12:10: error: .//math.sh starts another kernel already; give each kernel a script of its own",
            id="one script for two kernels",
        ),
        pytest.param(
            TWO.format(one="./math.sh", two="/b/math", more=""),
            0,
            "kernels.toml:7:10: note: which kernel does ./math.sh start? No file is written for it",
            id="a script and no system",
        ),
        pytest.param(
            TWO.format(one="math.sh", two="/b/math", more=""),
            0,
            "kernels.toml:7:10: note: math.sh is found only where the search path of a plain ssh login leads to it: "
            "no file is written for it; write ./math.sh",
            id="a script on the search path",
        ),
        pytest.param(
            TUNNEL.format(kernel="./math.sh", kernel_init="math.sh"),
            1,
            "kernels.toml:11:15: error: math.sh is the place of a script that starts a kernel; give the init file",
            id="an init file in the place of a script",
        ),
        pytest.param(
            TUNNEL.format(kernel="./rkconf-links.m.sh", kernel_init="rkconf-links.m.sh") + 'os = "linux"\n',
            1,
            "kernels.toml:11:15: error: rkconf-links.m.sh is the place of a script",
            id="an init file in the place of a script that is written",
        ),
        pytest.param('[frontend]\nversion = "7"\n', 2, "so there is nothing to set up", id="no kernel"),
        pytest.param(
            '[frontend]\nversion = "7"\n[[kernels]]\nname = "x"\nlaunch_command = "./reach `linkname`"\n',
            2,
            "no host is named beside words that are used as they stand: nothing is set up for it",
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


def test_a_script_on_the_search_path_is_put_nowhere() -> None:
    made = setup('[[kernels]]\nname = "skye"\nhost = "skye.local"\nkernel = "math.sh"\nos = "linux"\n')
    assert not commands(made, "cat > ")
    assert "math.sh on skye.local must stand where the search path" in made.files[0].text


def test_a_script_for_a_terminal_takes_no_place_that_is_named() -> None:
    unknown = setup(TWO.format(one="./math.sh", two="/b/math", more=""))
    assert commands(unknown, "cat > ")[0].endswith(
        '"cat > math-2.sh && chmod +x math-2.sh" < far.example.org/math-2.sh'
    )
    init = setup(TUNNEL.format(kernel="/a/math", kernel_init="math.sh"))
    assert "CreateFrontEndLink" in contents(init)["far.example.org/math.sh"]
    assert script("/a/math") in contents(init).values()


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


def test_standard_output_is_no_folder(rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = rkconf("setup", str(KERNELS / "tunnel.toml"), "--version", "7", "--output", "-")
    assert (outcome.status, outcome.out) == (0, rkconf("setup", str(KERNELS / "tunnel.toml"), "--version", "7").out)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["--output", ""], "the folder name is empty; name a folder", id="no name"),
        pytest.param(["--output", "a", "--output", "b"], "--output can be given only once", id="two places"),
    ],
)
def test_a_place_that_makes_no_sense(
    options: list[str], said: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = rkconf("setup", str(KERNELS / "tunnel.toml"), "--version", "7", *options)
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_printed_begins_with_the_command_that_writes_it(rkconf: Program, tmp_path: Path) -> None:
    specification = tmp_path / "my kernels.toml"
    specification.write_bytes((KERNELS / "tunnel.toml").read_bytes())
    words = ("setup", str(specification), "--version", "7", "--name", "through a tunnel")
    first, _, rest = rkconf(*words).out.partition("\n\n")
    command = " ".join(first.split()).partition("`")[2].partition("`")[0]
    assert shlex.split(command) == ["rkconf", *words, "--output", "DIR"]
    assert "here the files follow the steps, each under its name" in " ".join(first.split())
    rkconf(*words, "--output", str(tmp_path / "made"))
    assert rest.startswith((tmp_path / "made" / "steps.txt").read_text())


PROXY = 'ssh = { ProxyCommand = "nc -x proxy %h %p" }'


def test_whom_a_proxy_command_calls_from_is_not_known() -> None:
    said = prose(setup(TWO.format(one="math", two="math", more=PROXY)))
    assert "- TCP port 22 from wherever the proxy command calls: ssh" in said
    known = "Which machines the proxy command of 'two' calls, nobody knows but itself: "
    assert f"{known}a login of its own must work without a question too." in said.partition(". Files for")[0]
    assert f"{known}the way must be open for them too." in said.partition(". Firewalls")[2]


def test_two_proxy_commands_are_two() -> None:
    text = TWO.format(one=f'math"\n{PROXY}#', two="math", more=PROXY)
    assert "the proxy commands of 'one' and 'two' call, nobody knows but themselves: " in prose(setup(text))
    assert "proxy command" not in prose(setup(DIRECT))


WAYS = [
    pytest.param('ssh = { ProxyJump = "gate" }', id="through a gate"),
    pytest.param(PROXY, id="through a proxy command"),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_script_for_a_terminal_takes_no_place_that_may_be_named_by_another_way(way: str) -> None:
    named = TWO.format(one='./math.sh"\nos = "linux', two="/b/math", more=way)
    assert [command.partition(" && ")[0].rpartition("> ")[2] for command in commands(setup(named), "cat > ")] == [
        "math.sh",
        "math-2.sh",
    ]
    unknown = TWO.format(one="./math.sh", two="/b/math", more=way)
    assert [command.partition(" && ")[0].rpartition("> ")[2] for command in commands(setup(unknown), "cat > ")] == [
        "math-2.sh"
    ]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("kernel", "places"),
    [
        pytest.param("/b/math", ["math.sh", "math-2.sh"], id="two kernels"),
        pytest.param("/a/math", ["math.sh", "math.sh"], id="one kernel, twice"),
    ],
)
def test_scripts_for_a_terminal_do_no_harm_where_two_ways_lead_to_one_machine(
    way: str, kernel: str, places: list[str]
) -> None:
    made = setup(TWO.format(one="/a/math", two=kernel, more=way))
    assert [command.partition(" && ")[0].rpartition("> ")[2] for command in commands(made, "cat > ")] == places


@pytest.mark.parametrize("way", WAYS)
def test_a_script_that_is_named_by_two_ways_is_doubtful(way: str) -> None:
    made = setup(TWO.format(one='./math.sh"\nos = "linux', two="./math.sh", more=f'os = "macos"\n{way}'))
    [problem] = made.problems
    assert problem.severity is None
    assert problem.message.startswith("./math.sh starts another kernel already, if another way to a machine of")
    assert "math.sh differs for 'two' and 'one', to which two ways lead. Should it be one machine" in prose(made)
    same = setup(TWO.format(one='./math.sh"\nos = "linux', two="./math.sh", more=f'os = "linux"\n{way}'))
    assert not same.problems
    assert "two ways" not in prose(same)


def test_an_init_file_in_the_place_of_a_script_by_another_way_is_doubtful() -> None:
    text = TUNNEL.format(kernel="/a/math", kernel_init="math.sh")
    other = '[[kernels]]\nname = "b"\nhost = "far.example.org"\nuser = "me"\nkernel = "./math.sh"\n'
    [about_init, _] = setup(f"{text}{other}{PROXY}").problems
    assert about_init.severity is None
    assert "is the place of a script that starts a kernel, if another way" in about_init.message


@pytest.mark.parametrize("recipe", ["many", "windows", "fixed-ports", "parallel"])
def test_prose_is_no_wider_than_a_window(recipe: str) -> None:
    steps = setup((KERNELS / f"{recipe}.toml").read_text()).files[0].text
    told = [line for line in steps.splitlines() if not line.startswith("       ") or line.startswith("       - ")]
    assert max(map(len, told)) <= 100
