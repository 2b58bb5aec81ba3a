"""Which launch command of an input is meant, and the error where none can be."""

import pytest

from rkconf import inputs, launchables, versions
from rkconf.errors import UsageError
from rkconf.linting import Assumptions
from rkconf.source import Source

KERNEL = '[[kernels]]\nname = "skye"\nhost = "skye.local"\nkernel = "./math.sh"\n'
GROUP = '[[parallel]]\nhost = "node1"\nkernel = "./math.sh"\n'
CALL = 'RemoteMachine["node1", "ssh `1` ./math.sh `2`", 1]'


def find(text: str, name: str | None, path: str = "j.toml") -> launchables.LaunchableKernel:
    checked = inputs.read(Source(path, text.encode()))
    found = launchables.find(checked, Assumptions().target(checked), name)
    assert isinstance(found, launchables.LaunchableKernel)
    return found


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        pytest.param(KERNEL, None, "skye", id="the only one"),
        pytest.param(KERNEL + GROUP, "node1", "node1", id="a group without a name, by its host"),
        pytest.param(GROUP + 'name = "g1"', "g1", "g1", id="a group by its name"),
        pytest.param(GROUP + 'name = "g1"', "node1", "g1", id="a group with a name, by its host"),
        pytest.param(GROUP + GROUP + 'name = "g1"', "g1", "g1", id="two groups on one host, by a name"),
        pytest.param(
            GROUP + GROUP + 'name = "g1"', "node1", "node1", id="two groups on one host, the one without a name"
        ),
        pytest.param(
            GROUP.replace("node1", "skye") + KERNEL + 'user = "me"', "skye", None, id="a host called as a kernel"
        ),
    ],
)
def test_a_kernel_is_found_by_what_it_is_called(text: str, name: str | None, found: str | None) -> None:
    if found is None:
        with pytest.raises(UsageError, match="several kernels are named 'skye'"):
            find(text, name)
    else:
        assert find(text, name).name == found


@pytest.mark.parametrize(
    ("text", "path"),
    [pytest.param(GROUP + 'name = "g1"', "j.toml", id="a group"), pytest.param(CALL, "j.m", id="a call")],
)
def test_a_template_gets_its_host(text: str, path: str) -> None:
    assert find(text, None, path).launch.values == {"1": "node1"}


@pytest.mark.parametrize(
    ("text", "name", "path", "said"),
    [
        pytest.param("", None, "j.toml", "no kernel has a launch command", id="none"),
        pytest.param(
            'RemoteMachine["node1", 4]',
            None,
            "j.m",
            "no kernel has a launch command: the default command ($RemoteCommand) of version 7 is unknown; "
            "write a command as the second argument",
            id="the default command alone",
        ),
        pytest.param(
            '$ConfiguredKernels = {"node1"}',
            None,
            "j.m",
            "no kernel has a launch command, and version 7 takes no address; "
            "write RemoteMachine with the host and a command",
            id="an address",
        ),
        pytest.param(
            KERNEL,
            "Skye",
            "j.toml",
            "no kernel 'Skye' with a launch command (did you mean 'skye'?); known: 'skye'",
            id="no such",
        ),
        pytest.param(
            KERNEL + GROUP + GROUP,
            None,
            "j.toml",
            "several kernels have a launch command; name one: 'skye', 'node1'",
            id="several, each name once",
        ),
        pytest.param(
            GROUP + 'name = "g1"\n' + GROUP + 'name = "g2"',
            "node1",
            "j.toml",
            "several kernels have a launch command; name one: 'g1', 'g2'",
            id="two groups with names on one host",
        ),
        pytest.param(
            GROUP + GROUP,
            "node1",
            "j.toml",
            "several kernels are named 'node1'; give each kernel its own name",
            id="two groups without names on one host",
        ),
        pytest.param(
            f'$RemoteCommand = "ssh `1` ./math.sh `2`"; {CALL}',
            None,
            "j.m",
            "several kernels have a launch command; name one: 1 (its line), 'node1'",
            id="a template of all machines",
        ),
        pytest.param(
            f"{{{CALL}, {CALL}}}",
            None,
            "j.m",
            "several kernels are named 'node1'; pass the command of one with --parallel TEXT",
            id="two calls for one host",
        ),
        pytest.param(
            f"{{{CALL},\n{CALL}}}",
            None,
            "j.m",
            "several kernels are named 'node1'; name one by its line: 1, 2",
            id="two calls on two lines",
        ),
    ],
)
def test_a_message_offers_a_way_out(text: str, name: str | None, path: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        find(text, name, path)
    assert str(raised.value) == f"{path}: {said}"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(KERNEL, [], id="one that can work"),
        pytest.param(KERNEL + "prot = 1", ["RK002"], id="an unknown key"),
        pytest.param(KERNEL + 'connection = "tunnel"\nports = [65534, 65535]', ["RK106"], id="not in this version"),
        pytest.param(KERNEL + 'launch_command = "ssh skye.local"', ["RK411"], id="a verbatim command"),
    ],
)
def test_a_specification_that_cannot_work_is_refused(text: str, codes: list[str]) -> None:
    checked = inputs.read(Source("j.toml", text.encode()))
    found = launchables.refusals(checked, Assumptions().target(checked))
    assert [each.code for each in found if each.severity == "error"] == codes


def test_an_input_that_is_not_a_specification_is_never_refused() -> None:
    checked = inputs.read(Source("j.m", b'RemoteMachine["node1", "ssh `1"]'))
    assert launchables.refusals(checked, Assumptions().target(checked)) == ()


def entry(name: str) -> str:
    return f'"{name}"->{{"RemoteMachine"->True, "LoginScript"->"ssh skye.local math"}}'


def entries(*kernels: str, between: str = ",\n") -> str:
    return f"SetOptions[$FrontEnd, EvaluatorNames->{{{between.join(kernels)}}}]"


@pytest.mark.parametrize(
    ("text", "path", "titles"),
    [
        pytest.param(entries(entry("a"), entry("b")), "i.m", ("a", "b"), id="names"),
        pytest.param(entries(entry("a"), entry("a")), "i.m", ("a, line 1", "a, line 2"), id="lines"),
        pytest.param(
            entries(entry("a"), entry("a"), between=","),
            "i.m",
            ("a, line 1, number 1", "a, line 1, number 2"),
            id="one line",
        ),
        pytest.param(GROUP + GROUP, "j.toml", ("node1, number 1", "node1, number 2"), id="a specification"),
        pytest.param("", "i.m", (), id="none"),
    ],
)
def test_the_titles_of_kernels_with_one_name_differ(text: str, path: str, titles: tuple[str, ...]) -> None:
    checked = inputs.read(Source(path, text.encode()))
    target = Assumptions().target(checked)
    assert launchables.titles(checked, target) == titles
    found = [launchables.numbered(checked, target, number) for number in range(len(titles))]
    assert [each.name for each in found] == [title.partition(",")[0] for title in titles]
    with pytest.raises(UsageError, match=f"no kernel number {len(titles) + 1}"):
        launchables.numbered(checked, target, len(titles))


DEFAULT = 'LaunchKernels[RemoteMachine["node1", 4]]'
SET = f'$RemoteCommand = "ssh `1` ./math.sh `2` &"; {DEFAULT}'


@pytest.mark.parametrize(
    ("text", "version", "command"),
    [
        pytest.param(DEFAULT, "10", "ssh -x -f -l `3` `1` wolfram -wstp", id="that of the version"),
        pytest.param(SET, "7", "ssh `1` ./math.sh `2` &", id="that of the file"),
        pytest.param(SET, "10", "ssh `1` ./math.sh `2` &", id="that of the file before that of the version"),
    ],
)
def test_a_call_without_a_command_has_the_default_one(text: str, version: str, command: str) -> None:
    checked = inputs.read(Source("j.m", text.encode()))
    kernel = launchables.find(checked, Assumptions(version=versions.load(version)).target(checked), "node1")
    assert isinstance(kernel, launchables.LaunchableKernel)
    assert kernel.launch.command is not None
    assert kernel.launch.command.text.startswith(command)
    assert kernel.launch.count == 4
