"""Kernels that an address and options describe: their parts, and working forms that no rule reports."""

import pytest

from rkconf.entries import read
from rkconf.source import Source
from tests.described_kernels import codes, codes_without_version, findings


@pytest.mark.parametrize(
    ("command", "arguments", "found"),
    [
        pytest.param('"plink"', '"-batch", "-P", "22"', False, id="options of plink"),
        pytest.param('"/opt/putty/plink"', '"-batch"', False, id="plink by its path"),
        pytest.param(r'"C:\\PuTTY\\plink.exe"', '"-batch"', False, id="plink on Windows"),
        pytest.param('"plink"', '"-o", "BatchMode=yes"', True, id="options of ssh for plink"),
        pytest.param('"/usr/bin/ssh"', '"-noagent"', True, id="options of plink for ssh"),
        pytest.param('"ssh -q"', '"-o", "BatchModus=yes"', True, id="ssh with an option"),
        pytest.param('"my-login"', '"-batch"', False, id="an unknown client"),
        pytest.param("f[]", '"-batch"', False, id="a computed client"),
    ],
)
def test_options_are_those_of_the_client(command: str, arguments: str, found: bool) -> None:  # noqa: FBT001
    text = f'KernelConfiguration["ssh://h", "SshCommand" -> {command}, "SshArguments" -> {{{arguments}}}]'
    assert ("RK413" in codes(text, "14.1")) is found


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        pytest.param('LaunchKernels["ssh://h"]', ["LaunchKernels"], id="an address"),
        pytest.param('LaunchKernels[{"h", "g"}]', ["LaunchKernels"] * 2, id="a list of hosts"),
        pytest.param('LaunchKernels[{KernelConfiguration["h"]}]', ["LaunchKernels"], id="a list of descriptions"),
        pytest.param('RemoteEvaluate[RemoteKernelObject["h"], 1 + 1]', ["RemoteEvaluate"], id="an evaluation"),
        pytest.param('$DefaultParallelKernels = {"ssh://h"}', ["$DefaultParallelKernels"], id="the default list"),
        pytest.param('AppendTo[$ConfiguredKernels, "ssh://h"]', ["$ConfiguredKernels"], id="a longer list"),
        pytest.param('k = System`KernelConfiguration["h"]', [""], id="a description in a variable, with its context"),
        pytest.param(
            'nodes = {"ssh://h", "g"}; LaunchKernels[nodes]', ["LaunchKernels"] * 2, id="a list in a variable"
        ),
        pytest.param(
            'k = SshKernel["h"]; LaunchKernels[k]', ["LaunchKernels"], id="an invented function in a variable"
        ),
        pytest.param("LaunchKernels[4]; $DefaultKernels = 4; LaunchKernels[links]", [], id="numbers and links"),
        pytest.param('Print["LaunchKernels[\\"ssh://h\\"]"] (* KernelConfiguration["h"] *)', [], id="in a string"),
    ],
)
def test_descriptions_are_found_with_their_receiver(text: str, receivers: list[str]) -> None:
    kernels = read(Source("a.m", text.encode())).descriptions.kernels
    assert [kernel.receiver for kernel in kernels] == receivers


HOSTS = ", ".join(f'"ssh://h{number}"' for number in range(400))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param('LaunchKernels["ssh://<user>@h"]', "RK210", id="a word of a guide in brackets"),
        pytest.param('LaunchKernels["ssh://ann@[hostname]:22"]', "RK210", id="square brackets"),
        pytest.param('LaunchKernels["ssh://ann@<your host>:<port>"]', "RK210", id="two words, one of them a port"),
        pytest.param('LaunchKernels["ssh://YOUR_HOST"]', "RK210", id="a word in capitals"),
        pytest.param('LaunchKernels["ssh://h/path/to/wolfram"]', "RK210", id="a path of a guide"),
        pytest.param('KernelConfiguration["h", "Username" -> "USERNAME"]', "RK210", id="a user in capitals"),
        pytest.param('KernelConfiguration["h", "Username" -> "<user>"]', "RK210", id="the user as an option"),
        pytest.param('KernelConfiguration["h", "KernelCommand" -> "/path/to/w"]', "RK210", id="the program"),
        pytest.param('KernelConfiguration["h", "SshIdentity" -> "<key file>"]', "RK210", id="the key"),
        pytest.param('LaunchKernels["ssh://ann@$HOST"]', "RK805", id="a variable for the host"),
        pytest.param('LaunchKernels["ssh://$USER@h"]', "RK805", id="a variable for the user"),
        pytest.param('LaunchKernels["$HOST"]', "RK805", id="a variable alone"),
        pytest.param('LaunchKernels["ssh ann@h wolfram"]', "RK805", id="a whole command"),
        pytest.param('LaunchKernels["ssh://ann@@h"]', "RK805", id="two @"),
        pytest.param('LaunchKernels["ann@@h"]', "RK805", id="two @ in a plain host"),
        pytest.param("LaunchKernels['ssh://h']", "RK015", id="single quotes"),
        pytest.param("LaunchKernels[{'ssh://h', 'ssh://g'}]", "RK015", id="single quotes in a list"),
        pytest.param("LaunchKernels[ssh://ann@h]", "RK015", id="no quotes"),
        pytest.param('LaunchKernels("ssh://h?4")', "RK015", id="parentheses"),
        pytest.param(f"LaunchKernels({{{HOSTS}}})", "RK015", id="parentheses around a long list"),
        pytest.param('LaunchKernels(KernelConfiguration("ssh://h", (1)))', "RK015", id="parentheses in parentheses"),
        pytest.param("LaunchKernels[\u201cssh://h?4\u201d]", "RK015", id="curly quotes"),
        pytest.param(
            'In[1]:= LaunchKernels["ssh://h"]\nOut[1]= {KernelObject[1]}', "RK015", id="the label of an input"
        ),
        pytest.param('launchKernels["ssh://h"]', "RK822", id="a function in lowercase"),
        pytest.param('LaunchKernel["ssh://h"]', "RK822", id="a misspelt function"),
        pytest.param('LauchKernels[{KernelConfiguration["h"]}]', "RK822", id="a misspelt function of a description"),
        pytest.param('k = KernelConfigration["ssh://h"]', "RK822", id="a misspelt description"),
        pytest.param('"ssh://ann@@h" // LaunchKernels', "RK805", id="a function after its argument"),
        pytest.param('"ssh://ann@@h" // KernelConfiguration // LaunchKernels', "RK805", id="two functions after it"),
        pytest.param('{"ssh://ann@@h"} // Map[KernelConfiguration] // LaunchKernels', "RK805", id="an operator form"),
        pytest.param('LaunchKernels["ann@h:ssh"]', "RK805", id="a name for the port of a plain host"),
        pytest.param('LaunchKernels["ssh://ann@192.168.1.300"]', "RK805", id="a number above 255"),
        pytest.param('LaunchKernels[RemoteMachine["192.168.1.2.3"]]', "RK805", id="five numbers"),
        pytest.param(
            'KernelConfiguration["ssh://" <> h, "KernelCmd" -> "w"]', "RK801", id="an option of a computed one"
        ),
        pytest.param('KernelConfiguration[h, "KernelComand" -> "w"]', "RK801", id="a misspelt option of any kernel"),
        pytest.param('KernelConfiguration["Local", "KernelComand" -> "w"]', "RK801", id="a misspelt local option"),
        pytest.param(
            'KernelConfiguration[<|"MachineName" -> "h", "KernelCmd" -> "w"|>]', "RK801", id="an association of options"
        ),
        pytest.param('KernelConfiguration["MachineName" -> "h", "KernelCmd" -> "w"]', "RK801", id="no address"),
    ],
)
def test_a_text_that_was_copied_or_misspelt_is_reported(text: str, code: str) -> None:
    found = [each for each in findings(text, "14.1") if each.code != "RK012"]
    assert [each.code for each in found] == [code]
    assert found[0].help


OLD = "/usr/local/Wolfram/Mathematica/7.0/Executables/math"
MACHINE = 'RemoteMachine["h", "ssh -f `1` wolfram -wstp -linkmode Connect `4` -linkname `2` -subkernel -noinit"'


@pytest.mark.parametrize(
    ("text", "version", "code"),
    [
        pytest.param(f'KernelConfiguration["h", "KernelCommand" -> "{OLD}"]', "14.1", "RK818", id="an old kernel"),
        pytest.param(f'LaunchKernels["ssh://h/{OLD}"]', "14.1", "RK818", id="an old kernel in the address"),
        pytest.param(
            'KernelConfiguration["h", "KernelCommand" -> "\\"/usr/local/Wolfram/Wolfram/13.3/Executables/wolfram\\""]',
            "14.1",
            "RK820",
            id="the folder of later versions",
        ),
        pytest.param('LaunchKernels[RemoteServices["h"]]', "14.1", "RK803", id="a superseded description"),
        pytest.param("LaunchKernels[]; Kernels[]", "14.1", "RK803", id="a superseded function"),
        pytest.param('KernelConfiguration["h", "SshIdentity" -> "~/.ssh/k.pub"]', "14.1", "RK821", id="a public key"),
        pytest.param('KernelConfiguration["ssh://h:22", "Port" -> 2222]', "14.1", "RK821", id="two ports"),
        pytest.param('KernelConfiguration["ssh://ann@h", "Username" -> "bob"]', "14.1", "RK821", id="two users"),
        pytest.param('KernelConfiguration["ssh://h", "MachineName" -> "g"]', "14.1", "RK821", id="two hosts"),
    ],
)
def test_a_value_that_cannot_work_is_reported(text: str, version: str, code: str) -> None:
    assert codes(text, version) == [code]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        pytest.param('"SshArguments" -> {"-i", "k.pub"}', "RK413", id="a public key"),
        pytest.param('"SshArguments" -> {"-Z"}', "RK413", id="an unknown option"),
        pytest.param('"SshArguments" -> {"-p", "70000"}', "RK413", id="no port"),
        pytest.param('"Method" -> "Forward", "SshArguments" -> {"-N"}', "RK807", id="no remote command"),
    ],
)
def test_options_of_ssh_with_which_no_kernel_starts_are_reported(option: str, expected: str) -> None:
    assert set(codes(f'KernelConfiguration["h", {option}]', "14.1")) == {"RK810", expected}


@pytest.mark.parametrize(
    ("call", "version", "severity"),
    [
        pytest.param(f"LaunchKernels[{MACHINE}, 2, True, True, {{}}]]", "10", "error", id="six in 10"),
        pytest.param(f"LaunchKernels[{{{MACHINE}, 2, True, True]}}]", "11", "error", id="five in a list"),
        pytest.param(f"LaunchKernels[{MACHINE}, 2, True]]", "12", "warning", id="four in a version that was not read"),
        pytest.param(f"LaunchKernels[{MACHINE}, 2, {{}}]]", "10", None, id="a list of options"),
        pytest.param(f"LaunchKernels[{MACHINE}, 2, ConnectionType -> LinkLaunch]]", "10", None, id="an option"),
        pytest.param(f"$ConfiguredKernels = {{{MACHINE}, 2, True, True, {{}}]}}", "10", None, id="the saved form"),
        pytest.param(f"LaunchKernels[{MACHINE}, 2, True, True]]", "13", None, id="an unknown version"),
    ],
)
def test_launch_kernels_does_not_take_the_saved_form(call: str, version: str, severity: str | None) -> None:
    found = [each.severity for each in findings(call, version) if each.code == "RK705"]
    assert found == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("text", "version"),
    [
        pytest.param(
            f'RemoteEvaluate[KernelConfiguration["h", "KernelCommand" -> "{OLD}"], 1]', "14.1", id="evaluation"
        ),
        pytest.param(f'KernelConfiguration["h", "KernelCommand" -> "{OLD.replace("7.0", "10.4")}"]', "14.1", id="10.4"),
        pytest.param("Kernels[] := 3; LaunchKernels[]; Kernels[]", "14.1", id="an own function"),
        pytest.param("CloseKernels[]; ParallelKernels[]; LaunchKernels[]", "14.1", id="longer names"),
        pytest.param("LaunchKernels[]; Kernels[]", "13.1", id="a version before"),
        pytest.param('KernelConfiguration["ssh://ann@h:22", "Username" -> "ann", "Port" -> 22]', "14.1", id="equal"),
        pytest.param('KernelConfiguration["h", "SshIdentity" -> "~/.ssh/k"]', "14.1", id="a tilde, which ssh expands"),
    ],
)
def test_a_value_that_works_is_not_reported(text: str, version: str) -> None:
    assert codes(text, version) == []


def test_the_text_that_a_remote_kernel_evaluates_is_read_too() -> None:
    text = b'RemoteEvaluate["ssh://h", SetOptions[$FrontEnd, EvaluatorNames -> {"a" -> {"LoginScript" -> "ssh h"}}]]'
    document = read(Source("a.m", text))
    assert [entry.name for entry in document.entries] == ["a"]
    assert len(document.descriptions.kernels) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param('KernelConfiguration["ssh://" <> host]', "RK012", id="a computed address"),
        pytest.param(
            'KernelConfiguration["h", "SshArguments" -> {"-o", "StrictHostKeyChecking=no"}]', "RK403", id="no key"
        ),
        pytest.param('KernelConfiguration["h", "SshArguments" -> {"-A"}]', "RK404", id="agent forwarding"),
        pytest.param('KernelConfiguration["ssh://ann:secret@h"]', "RK402", id="a password"),
        pytest.param('LaunchKernels["ssh://ann:secret@h"]', "RK402", id="a password in a plain address"),
        pytest.param('h = "ssh://ann:secret@h"; LaunchKernels[h]', "RK402", id="a password in a variable"),
        pytest.param(
            'KernelConfiguration["h", "SshCommand" -> "sshpass -p secret ssh"]', "RK402", id="a password for sshpass"
        ),
        pytest.param('KernelConfiguration["h", "Password" -> "secret"]', "RK402", id="a password as an option"),
        pytest.param('KernelConfiguration["h", "Username" -> "ann:secret"]', "RK402", id="a password after the user"),
        pytest.param(
            'KernelConfiguration["h", Authentication -> <|"Password" -> "secret"|>]', "RK402", id="an association"
        ),
        pytest.param('LaunchKernels["ssh ann:secret@h wolfram"]', "RK402", id="a password in a whole command"),
    ],
)
def test_rules_for_ssh_look_into_descriptions(text: str, code: str) -> None:
    assert code in codes(text, "13.1")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('LaunchKernels["ssh://node7?20"]', id="an address"),
        pytest.param('LaunchKernels[Table["ssh://node" <> ToString[i], {i, 3}]]', id="a computed address"),
        pytest.param('LaunchKernels["wstp://server", 2]', id="a server with a number"),
        pytest.param('$ConfiguredKernels = {WSTPServerKernel["wstp://server", 2]}', id="a kernel of a server"),
        pytest.param("kernel = LaunchKernels@1; LaunchKernels@$NodeCPU", id="a number after an operator"),
    ],
)
def test_a_form_that_people_use_is_not_reported_without_a_version(text: str) -> None:
    assert set(codes_without_version(text)) <= {"RK012"}


def test_a_file_that_names_no_version_is_written_for_the_version_of_its_symbols() -> None:
    assert "RK804" not in codes_without_version('LaunchKernels[KernelConfiguration["ssh://h"]]')
    assert "RK804" in codes('LaunchKernels[KernelConfiguration["ssh://h"]]', "7")


@pytest.mark.parametrize("text", ["SshKernel[h_] := KernelConfiguration[h]; ", "SshKernel = Hold; ", "x=1; "])
def test_an_invented_function_that_the_file_defines_is_known(text: str) -> None:
    is_defined = "SshKernel" in text
    assert ("RK822" not in codes(text + 'LaunchKernels[SshKernel["h"]]', "14.1")) is is_defined
