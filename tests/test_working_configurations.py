"""Configurations that work, or are not known to fail: no rule finds an error or a warning in them."""

from collections.abc import Sequence

import pytest

from rkconf import inputs
from rkconf.diagnostics import Severity
from rkconf.linting import Assumptions, check
from rkconf.source import Source
from rkconf.versions import parse

LATER = ("10", "11", "11.1", "12.2", "12.3", "13.1", "13.3", "14.1", "15")
DESCRIBING = ("13.1", "13.3", "14.1", "15")
MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
PATH = "/opt/mathematica/bin"


def entry(command: str, mlopen: str = MLOPEN, name: str = "far") -> str:
    """Return a file with an entry; the command is written as it is typed into the dialog."""
    texts = (text.replace("\\", "\\\\").replace('"', '\\"') for text in (mlopen, command))
    mlopen, command = texts
    options = f'"RemoteMachine" -> True, "MLOpenArguments" -> "{mlopen}", "LoginScript" -> "{command}"'
    return f'SetOptions[$FrontEnd, EvaluatorNames -> {{"Local" -> {{}}, "{name}" -> {{{options}}}}}]'


def started(program: str, flags: str) -> str:
    return entry(f'ssh ann@far.example.org "{program}" {flags}')


FLAGS = "-LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
PROGRAMS = [
    pytest.param(started(f"{PATH}/{program}", f"{flag} {FLAGS}"), LATER, id=f"{program} {flag}")
    for program, flag in [
        ("MathKernel", "-mathlink"),
        ("math", "-MathLink"),
        ("wolfram", "-wstp"),
        ("WolframKernel", "-wstp"),
        ("WolframKernel", "-mathlink"),
    ]
]
LINK_FLAGS = [
    pytest.param(started(f"{PATH}/wolfram", f"-wstp {flags}"), versions, id=name)
    for name, versions, flags in [
        ("linkconnect instead of the mode", LATER, FLAGS.replace("-LinkMode Connect", "-linkconnect")),
        ("linkconnect beside the mode", LATER, f"{FLAGS} -linkconnect"),
        ("lowercase flags", LATER, FLAGS.lower()),
        ("link options 4", LATER, f"{FLAGS} -linkoptions 4"),
        ("link options 256", LATER, f"{FLAGS} -linkoptions 256"),
        ("link options 260", LATER, f"{FLAGS} -linkoptions 260"),
    ]
] + [
    pytest.param(
        'LaunchKernels[LinkCreate["11235@node1", LinkProtocol -> "UUIDTCPIP"]]',
        LATER[1:],
        id="a link of another protocol",
    ),
    pytest.param(
        entry(
            f"ssh ann@far.example.org {PATH}/wolfram -wstp {FLAGS}".replace("TCPIP", "UUIDTCPIP"),
            MLOPEN.replace("TCPIP", "UUIDTCPIP"),
        ),
        LATER[1:],
        id="the protocol with a single port on both sides",
    ),
    pytest.param(
        entry(
            "ssh far '/opt/mathematica/bin/wolfram -wstp -LinkMode Connect -LinkProtocol TCPIP"
            ' -LinkName "`linkname`"\''
        ),
        LATER,
        id="a remote command in single quotes without a link host",
    ),
    pytest.param(
        entry(f"ssh -v ann@far.example.org {PATH}/wolfram -wstp {FLAGS}"), LATER, id="ssh that reports what it does"
    ),
]
TEMPLATE = f"ssh -x -f -l `3` `1` {PATH}/wolfram -wstp -linkmode Connect `4` -linkname '`2`' -subkernel -noinit"
MACHINES = [
    pytest.param(text, versions, id=name)
    for name, versions, text in [
        ("five saved arguments", LATER, f'{{RemoteMachine["h", "{TEMPLATE}", 4, True, True]}}'),
        ("six saved arguments", LATER, f'{{RemoteMachine["h", "{TEMPLATE}", 4, True, True, {{}}]}}'),
        ("an empty list of options", LATER, f'LaunchKernels[RemoteMachine["h", "{TEMPLATE}", 4, {{}}]]'),
        ("a plain machine", LATER, 'LaunchKernels[RemoteMachine["node1", 4]]'),
        ("a symbol as the host", LATER, "h = First[hosts]; LaunchKernels[RemoteMachine[h, 2]]"),
        ("the user by the old name", LATER, '$RemoteUserName = "ann"; LaunchKernels[RemoteMachine["node1", 2]]'),
        ("the user by the new name", LATER, '$RemoteUsername = "ann"; LaunchKernels[RemoteMachine["node1", 2]]'),
        ("a template with -nopaclet", LATER, f'LaunchKernels[RemoteMachine["h", "{TEMPLATE} -nopaclet", 4]]'),
        (
            "a template with -pacletreadonly",
            LATER,
            f'LaunchKernels[RemoteMachine["h", "{TEMPLATE} -pacletreadonly", 4]]',
        ),
        (
            "a kernel 10.4 of a master 11",
            ("11",),
            f'LaunchKernels[RemoteMachine["h", "{TEMPLATE.replace(PATH, "/opt/mathematica/10.4")}"]]',
        ),
        (
            "a kernel 8 of a master 11.1",
            ("11.1",),
            f'LaunchKernels[RemoteMachine["h", "{TEMPLATE.replace(PATH, "/opt/mathematica/8.0")}"]]',
        ),
    ]
]
ENTRIES = [
    pytest.param(
        f'SetOptions[$FrontEnd, EvaluatorNames -> {{"Local" -> {{"AutoStartOnLaunch" -> True}}, "{name}" -> {{}}}}]',
        LATER,
        id=f"the built-in entry {name}",
    )
    for name in ("LinkSnooper", "System", "Sandbox", "Player", "NotebookAssistance")
] + [
    pytest.param(
        'SetOptions[$FrontEnd, EvaluatorNames -> {"Local" -> {}, "ide" -> {"MLOpenArguments"'
        ' -> "-LinkMode Connect -LinkProtocol SharedMemory -LinkName ide_link"}}]',
        LATER,
        id="a link of an IDE on this machine",
    ),
]
DESCRIPTIONS = [
    pytest.param(text, DESCRIBING, id=name)
    for name, text in [
        ("one slash before the path", 'LaunchKernels["ssh://h/usr/bin/wolfram"]'),
        ("two slashes before the path", 'LaunchKernels["ssh://h//usr/bin/wolfram?4"]'),
        ("no path, user or port", 'LaunchKernels["ssh://h"]'),
        ("a plain host", 'KernelConfiguration["prokyon", "KernelCommand" -> "wolfram"]'),
        ("a plain host with a hyphen", 'LaunchKernels["node-7"]'),
        ("a host and a number", 'LaunchKernels["h", 4]'),
        ("this machine", 'LaunchKernels["localhost"]; LaunchKernels[KernelConfiguration["Local", "KernelCount" -> 2]]'),
        ("a number", "LaunchKernels[4]; LaunchKernels[]"),
        ("links", "LaunchKernels[LinkObject[a, b, c]]; LaunchKernels[{LinkCreate[]}]; LaunchKernels[links]"),
        ("kernels of other packages", 'LaunchKernels[ClusterKernels[{h}, 4]]; LaunchKernels[LightweightGrid["h"]]'),
        ("a local machine", "LaunchKernels[LocalMachine[4]]"),
        ("a local command in quotes", 'KernelConfiguration["Local", "KernelCommand" -> "\\"/opt/my wolfram\\""]'),
        ("a local command without quotes", 'KernelConfiguration["Local", "KernelCommand" -> "/opt/wolfram.sh"]'),
        ("properties of local kernels", 'KernelConfiguration["Local", "UseKernelForking" -> True, "Class" -> "a"]'),
        ("a limit by the licence", 'KernelConfiguration["h", "LimitByLicense" -> True]'),
        ("a list to choose from", '$ConfiguredKernels = {"ssh://h"}'),
        ("a longer list in a notebook", 'cfg = First[$ConfiguredKernels]; cfg["KernelCount"]'),
        ("a changed configuration", 'ReplacePart[cfg, {1, "KernelCommand"} -> "p"]; LaunchKernels[cfg]'),
        ("no time constraint", 'KernelConfiguration["h", "KernelCommand" -> "/opt/wolfram"]'),
        ("a long time constraint", 'KernelConfiguration["h", "TimeConstraint" -> 3600]'),
        ("one call for each kernel", 'Do[LaunchKernels[KernelConfiguration["ssh://h"]], {4}]'),
        ("no -noinit", 'KernelConfiguration["h", "SubKernelArguments" -> {"-subkernel"}]'),
        ("an evaluation without -subkernel", 'RemoteEvaluate[KernelConfiguration["h"], 1 + 1]'),
        ("options of another scheme", 'KernelConfiguration["wstp://h", "Anything" -> 1]'),
        ("options of a Lightweight Grid", 'KernelConfiguration["lwg://h", "LocalLinkMode" -> "Create"]'),
        ("computed options", 'KernelConfiguration["h", "KernelCount" -> n, "OperatingSystem" -> os]'),
        ("a terminal that ssh does not make", 'KernelConfiguration["h", "SshArguments" -> {"-t"}]'),
        ("ssh that reports", 'KernelConfiguration["h", "SshArguments" -> {"-v"}]'),
        ("an own function", 'kernelFor[h_] := KernelConfiguration["h"]; LaunchKernels[kernelFor["a"]]'),
        ("a function of a package", 'LaunchKernels[MyGrid`RemoteKernel["a"]]'),
    ]
] + [
    pytest.param('KernelConfiguration["h", "KernelArguments" -> {"-wstp", "-noinit"}]', DESCRIBING, id="a start flag"),
    pytest.param(
        'KernelConfiguration["h", "KernelArguments" -> {"-wstp", "-linkprotocol", "UUIDTCPIP", "-linkoptions", "4"}]',
        DESCRIBING,
        id="a protocol and options of the link",
    ),
    pytest.param(
        '$DefaultKernels = {"ssh://h"}; LaunchKernels[]', ("12.3", "13", "13.1", "13.2"), id="the default list"
    ),
    pytest.param(
        '$ConfiguredKernels = {RemoteMachine["h"]}; LaunchKernels[]', ("7", "11", "12.2"), id="the list before 12.3"
    ),
    pytest.param("RemoteEvaluate[Plot[x, {x, 0, 1}]]", ("5.2", "6"), id="a function of the toolkit"),
]
PATHS = [
    pytest.param(started(path, f"{flag} {FLAGS}"), versions, id=name)
    for name, versions, flag, path in [
        ("another prefix", ("13.2",), "-wstp", "/gpfs/opt/mathematica/13.2.0/bin/WolframKernel"),
        ("a patch level", ("15",), "-wstp", "/opt/local/mathematica/15.0.1/Executables/WolframKernel"),
        ("a patch level of Wolfram", ("15",), "-wstp", "/usr/local/Wolfram/Wolfram/15.0.1/Executables/WolframKernel"),
        ("an Engine", ("13.1",), "-wstp", "/usr/local/Wolfram/WolframEngine/13.1/Executables/WolframKernel"),
        ("a desktop", ("12.3",), "-wstp", "/usr/local/Wolfram/WolframDesktop/12.3/Executables/WolframKernel"),
        ("a renamed bundle", ("13.3",), "-wstp", "'/Applications/Mathematica 13.3.1.app/Contents/MacOS/WolframKernel'"),
        ("a folder of versions", ("15",), "-wstp", "/Applications/Wolfram/15.0/Wolfram.app/Contents/MacOS/wolfram"),
        ("a program of Windows", ("14.1",), "-wstp", "C:/Wolfram/14.1/wolfram.exe"),
        ("a kernel of Windows", ("14.1",), "-wstp", "C:/Wolfram/14.1/WolframKernel.exe"),
    ]
]


def loud(name: str, text: str, version: str) -> Sequence[str]:
    """Return the findings above info."""
    checked = inputs.read(Source(name, text.encode()))
    found = check(checked, Assumptions(version=parse(version)).target(checked))
    return [f"{each.code} {each.message}" for each in found if each.severity is not Severity.INFO]


@pytest.mark.parametrize(("text", "versions"), [*PROGRAMS, *LINK_FLAGS, *MACHINES, *ENTRIES, *DESCRIPTIONS, *PATHS])
def test_what_works_is_not_reported(text: str, versions: Sequence[str]) -> None:
    assert {version: found for version in versions if (found := loud("a.wl", text, version))} == {}


def test_a_list_that_a_notebook_lengthens_is_not_reported() -> None:
    text = 'Notebook[{Cell[BoxData["AppendTo[$ConfiguredKernels, KernelConfiguration[\\"ssh://h\\"]]"], "Input"]}]'
    assert loud("a.nb", text, "14.1") == []


@pytest.mark.parametrize("name", ["12.0_init.m", "14.1_init.m", "init.m"])
def test_a_file_of_one_version_is_a_file_of_the_front_end(name: str) -> None:
    text = started(f"{PATH}/wolfram", f"-wstp {FLAGS}")
    assert loud(name, text, "12.2") == []
