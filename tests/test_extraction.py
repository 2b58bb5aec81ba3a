"""Extracting: what the fields of a specification say, what stays word for word, and that nothing is lost."""

from pathlib import Path

import pytest

from rkconf import emit, spec, versions
from rkconf.entries import read
from rkconf.extraction import Extraction, extract
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.syntax import escape
from tests.conftest import SAMPLES, Program

KERNELS = SAMPLES / "kernels"
DEFAULT = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
LINK = '-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName "`linkname`" -LinkHost `ipaddress`'

TUNNEL = (
    "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -o ExitOnForwardFailure=yes -S none "
    "-R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B -l `3` `1` math -mathlink -linkmode Connect `4` "
    "-linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit"
)


def extracted(text: str, version: str = "7") -> Extraction:
    return extract(read(Source("init.m", text.encode())), versions.load(version))


def entry(command: str, mlopen: str = DEFAULT, more: str = "") -> str:
    options = f'"RemoteMachine" -> True, "TranslateReturns" -> True, "MLOpenArguments" -> "{mlopen}", '
    return f'SetOptions[$FrontEnd, EvaluatorNames->{{"x" -> {{{options}"LoginScript" -> "{escape(command)}"{more}}}}}]'


def parallel(command: str) -> str:
    return f'LaunchKernels[RemoteMachine["node1", "{escape(command)}", 2]]'


RENDERED = [
    pytest.param(path.name, version.name, id=f"{path.stem} {version}")
    for path in sorted(KERNELS.glob("*.toml"))
    for version in versions.known()
    if not (KERNELS / path.stem / f"{version}.refused").exists()
]


@pytest.mark.parametrize(("sample", "version"), RENDERED)
def test_what_was_rendered_is_rendered_again_the_same(sample: str, version: str) -> None:
    loaded = spec.load(Source(sample, (KERNELS / sample).read_bytes())).specification
    assert loaded
    rendering = render(loaded, versions.load(version))
    for text in (as_wl_all(rendering), as_wl(rendering)):
        extraction = extracted(text, version)
        assert extraction.notes == ()
        again = render(reloaded(extraction), versions.load(version))
        assert again.parallel == (rendering.parallel if text == as_wl(rendering) else ())
        assert [emit.entry(kernel) for kernel in again.kernels] == [emit.entry(kernel) for kernel in rendering.kernels]


def reloaded(extraction: Extraction) -> spec.Specification:
    loaded = spec.load(Source("kernels.toml", spec.dump(extraction.specification).encode()))
    assert loaded.specification == extraction.specification
    return extraction.specification


@pytest.mark.parametrize(("sample", "version"), RENDERED)
def test_what_was_rendered_comes_back_as_the_same_fields(sample: str, version: str) -> None:
    loaded = spec.load(Source(sample, (KERNELS / sample).read_bytes())).specification
    assert loaded
    target = versions.load(version)
    found = extracted(as_wl(render(loaded, target)), version).specification
    assert [fields(row, target) for row in found.kernels] == [fields(row, target) for row in loaded.kernels]
    assert [fields(row, target) for row in found.parallel] == [fields(row, target) for row in loaded.parallel]


def fields(row: spec.Kernel | spec.Parallel, version: versions.Version) -> dict[str, object]:
    """Return what a row says: the path stands for the facts that lead to it, and a tunnel's file for one that is used.

    The name of parallel kernels is for ``--name`` alone; no text of theirs has a place for it.
    """
    said = row.model_dump(exclude_defaults=True, exclude={"os", "kernel_version", "kernel"})
    if isinstance(row, spec.Parallel):
        said.pop("name", None)
    if not spec.further_ports(row, version):
        said.pop("kernel_init", None)
    return {**said, "kernel": spec.kernel_path(row, version)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            entry(f'ssh skye.local "./math.sh" {LINK}'),
            {"host": "skye.local", "kernel": "./math.sh"},
            id="ssh",
        ),
        pytest.param(
            entry(f'ssh -v -p 22 -o ProxyJump=gate -4 -i "a key" me@skye.local \\"/A b/math\\" {LINK}'),
            {
                "host": "skye.local",
                "user": "me",
                "port": 22,
                "kernel": "/A b/math",
                "verbose": True,
                "ssh": {"ProxyJump": "gate"},
                "ssh_options": ("-4", "-i", "a key"),
            },
            id="ssh with options, and a path with a blank",
        ),
        pytest.param(
            entry("ssh host math " + LINK.replace('"', ""), f"-LinkName 53001,53002 {DEFAULT}"),
            {"host": "host", "kernel": "math", "connection": "fixed-ports", "ports": (53001, 53002)},
            id="fixed ports",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"HostName" -> "h", '
            '"MLOpenArguments" -> "-LinkMode Listen"}}]',
            {
                "host": "h",
                "options": "basic",
                "translate_returns": False,
                "extra": {"MLOpenArguments": '"-LinkMode Listen"'},
            },
            id="Basic Options with MLOpen arguments left over",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine" -> True, "TranslateReturns" -> True, '
            '"HostName" -> "h", "RemoteLogin" -> "u", "AutoStartOnLaunch" -> True, "Other" -> {1}}}]',
            {"host": "h", "user": "u", "options": "basic", "auto_start": True, "extra": {"Other": "{1}"}},
            id="Basic Options, and a key that has no field",
        ),
    ],
)
def test_what_fields_can_say(text: str, expected: dict[str, object]) -> None:
    [kernel] = extracted(text).specification.kernels
    assert kernel.model_dump(exclude_defaults=True) == {"name": "x", **expected}


def test_mathssh_is_known_where_it_is_attested() -> None:
    text = entry(f'`java` -jar "`mathssh`" me@skye.local ./math.sh {LINK}')
    assert extracted(text, "5.2").specification.kernels[0].transport == "mathssh"
    assert extracted(text, "6").specification.kernels[0].launch_command is not None


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"./reach.sh skye {LINK}", id="somebody's script"),
        pytest.param(f"ssh skye nice ./math.sh {LINK}", id="a prefix"),
        pytest.param(f"ssh skye ./math.sh -noinit {LINK}", id="a flag that no field has"),
        pytest.param(f"ssh -l me skye ./math.sh {LINK}", id="the login written otherwise"),
        pytest.param(f"ssh skye ~/math.sh {LINK}", id="a tilde"),
        pytest.param(f"ssh $HOST ./math.sh {LINK}", id="a variable"),
        pytest.param(f"ssh skye ./math.sh {LINK} &", id="the background"),
        pytest.param(f"ssh skye ./math.sh {LINK} 2> log", id="a redirection on this side"),
        pytest.param(f"ssh skye './math.sh {LINK} > log'", id="a redirection on the other side"),
        pytest.param(f"cd /; ssh skye ./math.sh {LINK}", id="two commands"),
        pytest.param("ssh skye ./math.sh " + LINK.replace("`ipaddress`", "192.168.1.2"), id="a literal address"),
        pytest.param("ssh skye ./math.sh -mathlink", id="no link"),
        pytest.param("ssh 'a b' ./math.sh", id="a host with a blank"),
        pytest.param("ssh skye 'unbalanced", id="a quote without an end"),
    ],
)
def test_what_no_field_can_say_stays_word_for_word(command: str) -> None:
    [kernel] = extracted(entry(command)).specification.kernels
    assert kernel.model_dump(exclude_defaults=True) == {
        "name": "x",
        "launch_command": command,
        "mlopen_arguments": DEFAULT,
    }


def test_mlopen_arguments_of_another_form_stay_beside_the_fields() -> None:
    other = "-LinkProtocol TCPIP -LinkMode Listen -LinkOptions MLDontInteract"
    [kernel] = extracted(entry(f"ssh skye ./math.sh {LINK}", other)).specification.kernels
    assert (kernel.host, kernel.mlopen_arguments) == ("skye", other)


def test_mixed_options_keep_both() -> None:
    [kernel] = extracted(entry(f"ssh skye ./math.sh {LINK}", more=', "HostName" -> "other"')).specification.kernels
    assert (kernel.host, kernel.extra) == ("skye", {"HostName": '"other"'})


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param(
            "ssh -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &",
            {"kernel": "math"},
            id="the user's slot",
        ),
        pytest.param(
            "ssh me@`1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &",
            {"kernel": "math", "user": "me"},
            id="a literal user",
        ),
        pytest.param(
            "ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &",
            None,
            id="no user at all",
        ),
        pytest.param("ssh `1` math", None, id="nothing of the link"),
        pytest.param(f"{TUNNEL} > /dev/null 2>&1 &", {"kernel": "math", "connection": "tunnel"}, id="a tunnel"),
        pytest.param(
            f"{TUNNEL.replace('ssh -o', 'ssh -L 8080:web:80 -o')} > /dev/null 2>&1 &",
            {"kernel": "math", "connection": "tunnel", "ssh_options": ("-L", "8080:web:80")},
            id="a tunnel, and a forward of one's own",
        ),
        pytest.param(
            f"{TUNNEL.replace('$A:$H:$A', '49321:$H:49321')} > /dev/null 2>&1 &",
            None,
            id="a tunnel for a port that is an example by chance",
        ),
        pytest.param(f"X=1; {TUNNEL} > /dev/null 2>&1 &", None, id="a tunnel in other words"),
        pytest.param(
            "ssh -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit > /dev/null 2>&1 &",
            {"kernel": "math", "kernel_version": "6"},
            id="a kernel of an older version, by its flags",
        ),
    ],
)
def test_templates(command: str, expected: dict[str, object] | None) -> None:
    [group] = extracted(parallel(command)).specification.parallel
    fields = {"command": command} if expected is None else expected
    assert group.model_dump(exclude_defaults=True) == {"host": "node1", "count": 2, **fields}


def test_the_same_slave_several_times_is_one_with_a_count() -> None:
    text = 'LaunchSlave["a", "ssh `1`"]\n' * 3 + 'LaunchSlave["b", "ssh `1`"]\n'
    assert [(group.host, group.count) for group in extracted(text, "6").specification.parallel] == [("a", 3), ("b", 1)]


def test_a_slave_in_a_table_has_a_count() -> None:
    [group] = extracted('slaves = Table[ LaunchSlave["a", "ssh `1`"], {4} ]', "6").specification.parallel
    assert group.count == 4


@pytest.mark.parametrize(
    ("text", "note"),
    [
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {}, "l2" -> {}}]', "'l2' is a local kernel", id="local"
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"HostName" -> "a"}, "x" -> {"HostName" -> "b"}}]',
            "a second entry 'x'",
            id="a second entry of the same name",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"HostName" -> "a;b"}}]',
            "'x' cannot be said",
            id="a bad host",
        ),
        pytest.param('$RemoteCommand = "ssh `1`"', "$RemoteCommand is a default", id="a default command"),
        pytest.param('RemoteMachine[f[x], "ssh `1`", 1]', "the machine is computed", id="a computed machine"),
        pytest.param('RemoteMachine["a", 1]', "the launch command is computed, or", id="the default command"),
    ],
)
def test_what_is_left_out_is_told(text: str, note: str) -> None:
    [problem] = extracted(text).notes
    assert problem.message.startswith(note)


def test_the_command_line(rkconf: Program) -> None:
    text = entry("ssh skye.local ./math.sh " + LINK)
    outcome = rkconf("extract", "-", "--version", "6", stdin=text.encode())
    assert outcome.status == 0
    assert outcome.out == (
        '[frontend]\nversion = "6"\n\n[[kernels]]\nname = "x"\nhost = "skye.local"\nkernel = "./math.sh"\n'
    )


FIXED = entry("ssh skye.local ./math.sh " + LINK.replace('"', ""), f"-LinkName 53001,53002 {DEFAULT}")
OTHER = FIXED.replace("skye.local", "galaxy.local")


def test_kernels_with_the_same_ports_go_into_one_specification() -> None:
    text = FIXED.removesuffix("}]") + ", " + OTHER.partition("EvaluatorNames->{")[2].replace('"x"', '"y"', 1)
    extraction = extracted(text)
    first, second = reloaded(extraction).kernels
    assert (first.ports, second.ports) == ((53001, 53002), None)
    assert second.launch_command is not None
    assert spec.load(Source("kernels.toml", extraction.toml.encode())).problems == ()


class TestSeveralFiles:
    """One specification of several files."""

    @pytest.fixture(autouse=True)
    def _files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        launched = 'SetOptions[$FrontEnd, VersionsLaunched->{{"{}"}}]'
        texts = {
            "here.m": FIXED,
            "same.m": FIXED,
            "other.m": OTHER,
            "node.m": parallel(f"{TUNNEL} > /dev/null 2>&1 &"),
            "five.m": launched.format("5.2"),
            "seven.m": launched.format("7.0"),
        }
        for name, text in texts.items():
            (tmp_path / name).write_text(text)

    def test_kernels_and_parallel_kernels_together(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "node.m")
        assert (outcome.status, outcome.err) == (0, "")
        assert (outcome.out.count("[[kernels]]"), outcome.out.count("[[parallel]]")) == (1, 1)

    def test_what_two_files_say_alike_is_said_once(self, rkconf: Program) -> None:
        assert rkconf("extract", "here.m", "same.m", "here.m").out == rkconf("extract", "here.m").out

    def test_another_kernel_of_the_same_name_gets_a_number(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "other.m", "same.m")
        loaded = spec.load(Source("kernels.toml", outcome.raw))
        assert loaded.specification
        assert [kernel.name for kernel in loaded.specification.kernels] == ["x", "x (2)"]
        column = OTHER.index('"x"') + 1
        told = f"rkconf: other.m:1:{column}: this 'x' is called 'x (2)' now: another file has one of the same name\n"
        assert (outcome.status, outcome.err) == (0, told)

    def test_a_name_is_looked_for_in_all_of_them(self, rkconf: Program) -> None:
        assert rkconf("extract", "here.m", "node.m", "--name", "node1").out.count("[[") == 1
        missing = rkconf("extract", "here.m", "node.m", "--name", "y")
        assert (missing.status, missing.err) == (
            2,
            "rkconf: here.m, node.m: no kernel named 'y'; there are 'x', 'node1'\n",
        )

    def test_files_of_different_versions_need_a_word(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "five.m", "seven.m")
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err == (
            "rkconf: these files are for different versions (five.m 5.2, seven.m 7); say for which one with --version\n"
        )
        assert rkconf("extract", "five.m", "seven.m", "--version", "6").out == '[frontend]\nversion = "6"\n'

    def test_standard_input_is_read_once(self, rkconf: Program) -> None:
        assert rkconf("extract", "-", "here.m", stdin=OTHER.encode()).out.count("[[kernels]]") == 2
        assert "can be read once only" in rkconf("extract", "-", "-").err

    def test_nothing_is_printed_where_one_cannot_be_read(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "missing.m")
        assert (outcome.status, outcome.out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        pytest.param(["missing.m"], "", "missing.m: no such file", id="a missing file"),
        pytest.param(["-", "--name", "y"], entry("x"), "no kernel named 'y'; there are 'x'", id="an unknown name"),
        pytest.param([str(KERNELS / "direct.toml")], "", "this is a specification already", id="a specification"),
    ],
)
def test_what_cannot_be_extracted(arguments: list[str], stdin: str, said: str, rkconf: Program) -> None:
    outcome = rkconf("extract", *arguments, stdin=stdin.encode())
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err


def test_the_entries_of_real_files(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "frontend").glob("*-remote-entry.m")):
        document = read(Source(path.name, path.read_bytes()))
        extraction = extract(document, versions.load("7"))
        [kernel] = render(reloaded(extraction), versions.load("7")).kernels
        assert kernel == document.entries[1].model()
