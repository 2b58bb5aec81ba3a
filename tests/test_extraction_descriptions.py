"""Extracting kernel descriptions: an address and options become parallel kernels of a specification."""

import pytest

from rkconf import versions
from rkconf.extraction import Extraction
from rkconf.record import replace
from rkconf.rendering import as_wl, render
from rkconf.spec import Parallel, Specification
from rkconf.spec.model import FrontEnd, given_values
from tests.extractions import extracted, reloaded

DESCRIBED = tuple(version.name for version in versions.known() if version.parallel_description)
COMMAND = '"KernelCommand" -> "/opt/wolfram"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f'KernelConfiguration["ssh://ann@node7:2222", {COMMAND}, "KernelCount" -> 4]',
            {"host": "node7", "user": "ann", "port": 2222, "kernel": "/opt/wolfram", "count": 4},
            id="an address and options",
        ),
        pytest.param(
            'LaunchKernels["ssh://node8/usr/bin/wolfram?3"]',
            {"host": "node8", "kernel": "/usr/bin/wolfram", "count": 3},
            id="everything in the address",
        ),
        pytest.param(
            '$DefaultParallelKernels = {"ssh://node8//usr/bin/wolfram"}',
            {"host": "node8", "kernel": "/usr/bin/wolfram"},
            id="a list, and two slashes",
        ),
        pytest.param(
            f'KernelConfiguration["node9", {COMMAND}, "OperatingSystem" -> "MacOSX"]',
            {"host": "node9", "kernel": "/opt/wolfram", "os": "macos"},
            id="a plain host",
        ),
        pytest.param('KernelConfiguration["h"]', {"host": "h", "kernel": "wolfram"}, id="the default program"),
        pytest.param(
            'LaunchKernels[Table["ssh://h", {4}]]',
            {"host": "h", "kernel": "wolfram", "count": 4},
            id="an address in a table",
        ),
        pytest.param(
            'LaunchKernels[ConstantArray["ssh://h?2", {3, 2}]]',
            {"host": "h", "kernel": "wolfram", "count": 12},
            id="an address in a constant array",
        ),
        pytest.param(
            'KernelConfiguration["h", "KernelCommand" -> "~/wolfram"]',
            {"host": "h", "kernel": "./wolfram"},
            id="a path at home",
        ),
        pytest.param(
            'KernelConfiguration["h", "KernelCommand" -> "\\"/opt/my w\\""]',
            {"host": "h", "kernel": "/opt/my w"},
            id="quotes",
        ),
        pytest.param(
            f'KernelConfiguration["h", {COMMAND}, "Username" -> "ann", "Port" -> 22, "Name" -> "big"]',
            {"host": "h", "kernel": "/opt/wolfram", "user": "ann", "port": 22, "name": "big"},
            id="the login as options",
        ),
        pytest.param(
            f'KernelConfiguration["h", {COMMAND}, "SshIdentity" -> "~/.ssh/k", "SshArguments" -> {{"-J", "gate"}}]',
            {"host": "h", "kernel": "/opt/wolfram", "ssh": {"IdentityFile": "~/.ssh/k", "ProxyJump": "gate"}},
            id="options of ssh with a keyword",
        ),
        pytest.param(
            f'KernelConfiguration["h", {COMMAND}, "SshArguments" -> {{"-p", "2200", "-o", "Compression=yes"}}]',
            {"host": "h", "kernel": "/opt/wolfram", "port": 2200, "ssh": {"Compression": "yes"}},
            id="a port and a setting of ssh",
        ),
        pytest.param(
            f'h = "node7"; LaunchKernels[KernelConfiguration["ssh://" <> h, {COMMAND}]]',
            {"host": "node7", "kernel": "/opt/wolfram"},
            id="a host in a variable",
        ),
        pytest.param(
            f'Do[LaunchKernels[KernelConfiguration["h", {COMMAND}]], {{3}}]',
            {"host": "h", "kernel": "/opt/wolfram", "count": 3},
            id="a loop around the call",
        ),
        pytest.param(
            'Do[LaunchKernels["ssh://h/opt/wolfram?2"], {3}]',
            {"host": "h", "kernel": "/opt/wolfram", "count": 6},
            id="a loop around an address",
        ),
        pytest.param(
            f'KernelConfiguration["h", {COMMAND}, "KernelCount" -> Automatic, "SshCommand" -> "ssh"]',
            {"host": "h", "kernel": "/opt/wolfram"},
            id="usual values",
        ),
    ],
)
def test_a_description_is_a_row(text: str, expected: dict[str, object]) -> None:
    [row] = reloaded(extracted(text, "14.1")).parallel
    assert given_values(row) == expected


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        pytest.param('LaunchKernels["lwg://grid"]', '"lwg', "lwg", id="a Lightweight Grid"),
        pytest.param('KernelConfiguration["Local"]', "KernelConfiguration", "this machine", id="a local kernel"),
        pytest.param('RemoteEvaluate["ssh://h", 1]', '"ssh', "RemoteEvaluate", id="an evaluation"),
        pytest.param('KernelConfiguration["ssh://" <> h]', "KernelConfiguration", "computed", id="a computed address"),
        pytest.param('LaunchKernels[f["ssh://h"]]', '"ssh', "computed", id="an argument of a function"),
        pytest.param('LaunchKernels["ssh://h" <> x]', '"ssh', "computed", id="joined strings"),
        pytest.param('LaunchKernels[SshKernel["h"]]', "SshKernel", "no version", id="an invented function"),
        pytest.param('RemoteKernel["h"]; KernelConfiguration["a?b"]', "KernelConfiguration", "", id="no host name"),
    ],
)
def test_a_description_without_a_row_is_reported(text: str, place: str, part: str) -> None:
    extraction = extracted(text, "14.1")
    if part:
        assert extraction.specification.parallel == ()
    [note] = extraction.notes if part else extraction.altered[:1]
    assert note.span.start == text.index(place)
    assert part in note.message


@pytest.mark.parametrize(
    ("option", "part"),
    [
        pytest.param('"KernelCommand" -> "nice -n 5 /opt/w"', "more than the path", id="a command of several words"),
        pytest.param('"KernelCommand" -> path', "computed", id="a computed command"),
        pytest.param('"KernelArguments" -> {"-x"}', "not documented", id="arguments"),
        pytest.param('"EvaluationKernelArguments" -> {"-x"}', "RemoteEvaluate", id="arguments of evaluations"),
        pytest.param('"SshCommand" -> "plink"', "another client", id="another client"),
        pytest.param('"SshArguments" -> {"-C"}', "-C", id="a flag of ssh"),
        pytest.param('"Foo" -> 1', "no key", id="an unknown option"),
        pytest.param('"Username" -> name', "computed", id="a computed user"),
        pytest.param('"OperatingSystem" -> "Linux"', "unknown", id="an unknown system"),
    ],
)
def test_an_option_without_a_key_is_reported_at_its_place(option: str, part: str) -> None:
    text = f'KernelConfiguration["h", {option}]'
    [note] = extracted(text, "14.1").notes
    assert text.index(option) <= note.span.start < text.index(option) + len(option)
    assert part in note.message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        pytest.param('KernelConfiguration["h/w"]', "absolute", id="a path in the address"),
        pytest.param(
            'KernelConfiguration["h", "OperatingSystem" -> "MacOSX"]', "names no program", id="no documented program"
        ),
        pytest.param(f'KernelConfiguration["h", {COMMAND}, "KernelCount" -> n]', "count = 1", id="a computed number"),
        pytest.param(f'KernelConfiguration["h:22", {COMMAND}, "Port" -> 23]', "which one counts", id="two ports"),
        pytest.param(f'KernelConfiguration["h", {COMMAND}, "SshArguments" -> {{"-N"}}]', "-N", id="a flag of ssh"),
    ],
)
def test_a_guess_is_reported(text: str, part: str) -> None:
    [doubt] = extracted(text, "14.1").altered
    assert part in doubt.message


@pytest.mark.parametrize("version", ["7", "12.2", "13"])
def test_a_function_of_a_later_version_is_left_out(version: str) -> None:
    [note] = extracted('KernelConfiguration["h"]', version).notes
    assert version in note.message


GROUPS = [
    Parallel(host="node7", os="linux"),
    Parallel(host="node7", kernel="/opt/my wolfram", count=9),
    Parallel(host="node7", kernel="./wolfram", user="ann", port=2222, count=4),
    Parallel(host="node7", kernel="/opt/wolfram", os="macos", ssh={"IdentityFile": "~/.ssh/k"}),
    Parallel(host="node7", kernel="/opt/wolfram", timeout=7, method="forward", forward_port=53003),
    Parallel(host="node7", kernel="/opt/wolfram", arguments=("-pwfile", "licence"), method="launch"),
]


@pytest.mark.parametrize("version", DESCRIBED)
@pytest.mark.parametrize("group", GROUPS, ids=["linux", "a space", "a login", "a key", "a method", "arguments"])
def test_extracting_what_is_rendered_gives_the_same_rendering(group: Parallel, version: str) -> None:
    facts = versions.load(version)
    specification = Specification(frontend=FrontEnd(version=version), parallel=(group,))
    written = as_wl(render(specification, facts))
    extraction = extracted(written, version)
    assert extraction.notes == ()
    assert as_wl(render(extraction.specification, facts)) == written
    assert extraction.specification.parallel == (group if group.kernel else revised_kernel(extraction, group),)


def revised_kernel(extraction: Extraction, group: Parallel) -> Parallel:
    """Return the group with the path that the rendering names instead of a system."""
    return replace(group, kernel=extraction.specification.parallel[0].kernel, os=None)
