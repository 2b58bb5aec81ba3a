"""Descriptions of kernels that a version does not have, or names otherwise: the places and the words of the advice."""

import pytest

from tests.described_kernels import findings

BAD = [
    pytest.param(*row, id=name)
    for name, *row in [
        (
            "an option of a later version",
            "13",
            'RemoteKernelObject["ssh://h", "SshIdentity" -> "k"]',
            ("RK802", 1, 31, "13", '"SSHIdentity"'),
        ),
        (
            "an option of an earlier version",
            "14.1",
            'KernelConfiguration["ssh://h", "SSHIdentity" -> "k"]',
            ("RK802", 1, 32, "14.1", '"SshIdentity"'),
        ),
        (
            "an option of the first version",
            "13.1",
            'KernelConfiguration["ssh://h", "RemoteKernelCommand" -> "w"]',
            ("RK802", 1, 32, "13.1", '"KernelCommand"'),
        ),
        (
            "an option that this version lacks",
            "12.2",
            'RemoteEvaluate[RemoteKernelObject["ssh://h", "KernelCount" -> 4], 1]',
            ("RK802", 1, 46, "12.2", "remove"),
        ),
        ("a password in the address", "13.1", 'LaunchKernels["ssh://ann:secret@h"]', ("RK402", 1, 26, "key")),
        ("a port that is too large", "13.1", 'LaunchKernels["ssh://h:70000"]', ("RK805", 1, 24, "70000", "65535")),
        ("a port of 0", "13.1", 'LaunchKernels["ssh://h:0"]', ("RK805", 1, 24, "65535")),
        ("a port that is a name", "13.1", 'LaunchKernels["ssh://h:ssh"]', ("RK805", 1, 24, "22")),
        ("an option with such a port", "13.1", 'KernelConfiguration["h", "Port" -> 70000]', ("RK821", 1, 36, "65535")),
        (
            "a count twice",
            "13.1",
            'KernelConfiguration["ssh://h?4", "KernelCount" -> 8]',
            ("RK806", 1, 30, "KernelCount"),
        ),
        (
            "a count as two options",
            "13.1",
            'KernelConfiguration["h", "KernelCount" -> 2, "KernelCount" -> 3]',
            ("RK806", 1, 43, '"KernelCount"', "2", "3"),
        ),
        ("no host", "13.1", 'KernelConfiguration["ssh://"]', ("RK805", 1, 22, "host")),
        (
            "a description before 12.2",
            "11",
            'LaunchKernels[KernelConfiguration["ssh://h"]]',
            ("RK804", 1, 15, "11", "RemoteMachine"),
        ),
        (
            "a later description",
            "12.3",
            'LaunchKernels[KernelConfiguration["ssh://h"]]',
            ("RK804", 1, 15, "12.3", "RemoteKernelObject"),
        ),
        (
            "a later list",
            "13.2",
            '$DefaultParallelKernels = {"ssh://h"}',
            ("RK804", 1, 1, "13.2", "$DefaultKernels"),
        ),
        ("an address before 12.2", "7", 'LaunchKernels["ssh://h"]', ("RK814", 1, 15, "7", "RemoteMachine")),
        ("an invented function", "12.3", 'LaunchKernels[SshKernel["h"]]', ("RK822", 1, 15, "RemoteKernelObject")),
        ("an invented function, long ago", "7", 'LaunchKernels[SshKernel["h"]]', ("RK822", 1, 15, "RemoteMachine")),
        ("a list as the host", "11", 'LaunchKernels[RemoteMachine[{"a", "b"}]]', ("RK816", 1, 29, "list")),
        ("a scheme of later versions", "12.2", 'RemoteKernelObject["lwg://h"]', ("RK805", 1, 21, "12.2", "ssh")),
    ]
]


@pytest.mark.parametrize(("version", "text", "expected"), BAD)
def test_bad_input_is_located_and_explained_in_the_words_of_the_version(
    version: str, text: str, expected: tuple[str, int, int, str]
) -> None:
    code, line, column, *words = expected
    [found] = [each for each in findings(text, version) if each.code == code]
    place = found.source.position(found.span.start)
    assert (place.line, place.column) == (line, column)
    assert all(word in f"{found.message} {found.help}" for word in words)
