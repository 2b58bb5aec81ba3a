"""Conversions of parallel kernels with a launch command to the descriptions of 12.3 and later."""

import pytest

from tests.conversions import converted

END = "-mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"
PLAIN = f"ssh -l `3` `1` /opt/math {END}"
KERNEL = '"KernelCommand" -> "/opt/math", "KernelCount" -> 2, "TimeConstraint" -> 60'


def call(command: str, count: int = 2) -> str:
    return f'LaunchKernels[RemoteMachine["node7", "{command}", {count}]]'


@pytest.mark.parametrize(
    ("text", "new", "result"),
    [
        pytest.param(
            call(PLAIN), "14", f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}]]', id="the current head"
        ),
        pytest.param(
            call(PLAIN.removesuffix(" > /dev/null 2>&1 &")),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}]]',
            id="a command that runs as long as the kernel",
        ),
        pytest.param(
            call(PLAIN), "12.3", f'LaunchKernels[RemoteKernelObject["ssh://node7", {KERNEL}]]', id="the head of 12.3"
        ),
        pytest.param(
            call(f"ssh -p 2222 ann@`1` /opt/math {END}"),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://ann@node7:2222", {KERNEL}]]',
            id="user and port",
        ),
        pytest.param(
            call(f"ssh -x -n -l ann -i /keys/k `1` /opt/math {END}"),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://ann@node7", {KERNEL}, "SshIdentity" -> "/keys/k"]]',
            id="options of ssh with an equivalent",
        ),
        pytest.param(
            f'{{RemoteMachine["node7", "{PLAIN}", 2, True, True]}}',
            "14",
            f'{{KernelConfiguration["ssh://node7", {KERNEL}]}}',
            id="a saved machine",
        ),
        pytest.param(
            f'{{RemoteMachine["node7", "{PLAIN}", 2, True, False, {{}}]}}',
            "14",
            '{KernelConfiguration["ssh://node7", "KernelCount" -> 2, "TimeConstraint" -> 60]}',
            id="a saved machine with the default command",
        ),
        pytest.param(
            f'$RemoteUsername = "ann"; {call(PLAIN)}',
            "14",
            f'$RemoteUsername = "ann"; LaunchKernels[KernelConfiguration["ssh://ann@node7", {KERNEL}]]',
            id="the user of the package",
        ),
        pytest.param(
            f'SubKernels`RemoteKernels`$RemoteUserName = "ann"; {call(PLAIN)}',
            "14",
            'SubKernels`RemoteKernels`$RemoteUserName = "ann"; '
            f'LaunchKernels[KernelConfiguration["ssh://ann@node7", {KERNEL}]]',
            id="the older name of the variable",
        ),
        pytest.param(
            call(f"ssh -i ~/.ssh/k `1` /opt/math {END}"),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}, "SshIdentity" -> "~/.ssh/k"]]',
            id="a tilde, which ssh expands too",
        ),
        pytest.param(
            call(f"ssh -o IdentityFile=~/.ssh/k `1` /opt/math {END}"),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}, "SshIdentity" -> "~/.ssh/k"]]',
            id="a tilde in a setting",
        ),
        pytest.param(
            call(f"ssh -o IdentityFile=/keys/k `1` /opt/math {END}"),
            "13",
            f'LaunchKernels[RemoteKernelObject["ssh://node7", {KERNEL}, "SSHIdentity" -> "/keys/k"]]',
            id="a key, in the words of 13.0",
        ),
        pytest.param(
            call("ssh -x -f `1` /opt/math -mathlink -linkmode Connect `4` -linkname '`2`' -subkernel -noinit"),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}]]',
            id="the command of Mathematica itself",
        ),
        pytest.param(
            call(f"ssh `1` /opt/math {END.replace('-noinit', '-noinit -pwfile /opt/p')}"),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}, '
            '"SubKernelArguments" -> {"-noinit", "-subkernel", "-pwfile", "/opt/p"}]]',
            id="other arguments of the kernel",
        ),
        pytest.param(
            call(f"ssh ann@node7 /opt/math {END}"),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://ann@node7", {KERNEL}]]',
            id="the host of the call instead of its slot",
        ),
        pytest.param(
            f'$RemoteCommand = "{PLAIN}"; LaunchKernels[RemoteMachine["node7", 2]]',
            "14",
            f'$RemoteCommand = "{PLAIN}"; LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}]]',
            id="the default command of the file",
        ),
        pytest.param(
            'LaunchKernels[{RemoteMachine["a"], RemoteMachine["b", 20]}]',
            "14",
            'LaunchKernels[{KernelConfiguration["ssh://a", "KernelCount" -> 1, "TimeConstraint" -> 60], '
            'KernelConfiguration["ssh://b", "KernelCount" -> 20, "TimeConstraint" -> 300]}]',
            id="the default command",
        ),
        pytest.param(
            call(
                "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -o ExitOnForwardFailure=yes -S none "
                "-R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B `1` /opt/math -mathlink -linkmode Connect `4` "
                "-linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit > /dev/null 2>&1 &"
            ),
            "14",
            f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}]]',
            id="a tunnel",
        ),
    ],
)
def test_a_launch_command_becomes_a_description(text: str, new: str, result: str) -> None:
    conversion = converted(text, "7", new)
    assert (conversion.data.decode(), conversion.losses) == (result, ())


@pytest.mark.parametrize(
    ("text", "result"),
    [
        pytest.param(
            f'LaunchSlave["node7", "{PLAIN.replace(" -subkernel", "")}"]',
            'LaunchKernels[KernelConfiguration["ssh://node7", "KernelCommand" -> "/opt/math", '
            '"KernelCount" -> 1, "TimeConstraint" -> 60]]',
            id="one kernel",
        ),
        pytest.param(
            f'Table[LaunchSlave["node7", "{PLAIN.replace(" -subkernel", "")}"], {{2}}]',
            f'LaunchKernels[KernelConfiguration["ssh://node7", {KERNEL}]]',
            id="a number of kernels around the call",
        ),
    ],
)
def test_a_call_of_the_toolkit_becomes_a_description(text: str, result: str) -> None:
    conversion = converted(text, "6", "14")
    assert (conversion.data.decode(), conversion.losses) == (result, ())


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        pytest.param(call(f"rsh `1` /opt/math {END}"), "its command with rsh", "by hand", id="another client"),
        pytest.param(call(f"ssh `1` env A=b /opt/math {END}"), "does more", "script", id="a program around the kernel"),
        *(
            pytest.param(call(text), message, advice, id=name)
            for name, text, message, advice in [
                ("two commands", f"ssh `1` 'cd /data && /opt/math {END}'", "does more", "script"),
                ("a kernel on this machine", f"ssh `1` cd /data && /opt/math {END}", "on this machine", "lint"),
                ("another host", f"ssh node8 /opt/math {END}", "node8, and not to its host node7", "node8 as the host"),
                ("no link name", PLAIN.replace("-linkname `2`", ""), "link name `2`", "lint"),
                ("no kernel", "ssh `1` &", "starts no kernel", "lint"),
                ("a port that does not exist", f"ssh -p 70000 `1` /opt/math {END}", "above 65535", "lint"),
                ("an unknown program", "/opt/start `1` `2`", "cannot follow /opt/start", "by hand"),
                ("an unclosed quote", PLAIN.replace("`2`", "'`2`"), "completely", "lint"),
            ]
        ),
        pytest.param(
            f'{{RemoteMachine["a", "{PLAIN}", 2, on, True]}}',
            "settings of the dialog",
            "by hand",
            id="a computed setting",
        ),
        pytest.param(
            f'{{RemoteMachine["a", "{PLAIN}", 2, False, True]}}',
            "switched off",
            "remove it",
            id="a machine that is off",
        ),
        pytest.param(
            f'{{RemoteMachine["a", "{PLAIN}", 2, True, True, {{a -> b}}]}}', "list of options", "by hand", id="options"
        ),
        pytest.param('LaunchKernels[RemoteMachine["a", (* one *) 2]]', "a comment", "by hand", id="a comment"),
        pytest.param('LaunchKernels[RemoteMachine["a:b", 2]]', "the host a:b", "by hand", id="a host with a colon"),
        pytest.param(
            'LaunchKernels[RemoteMachine["a", KernelSpeed -> 2]]', "the option KernelSpeed", "remove it", id="option"
        ),
        *(
            pytest.param(call(f"ssh {option} `1` /opt/math {END}"), "may not reach node7", "~/.ssh/config", id=option)
            for option in ("-J gate", "-o ProxyJump=gate", "-o 'proxycommand nc gate 22'", "-o HostName=n7", "-F /cfg")
        ),
        *(
            pytest.param(call(PLAIN.replace("> /dev/null 2>&1", log)), "to /tmp/k.log", "KernelCommand", id=log)
            for log in ("> /tmp/k.log 2>&1", ">> /tmp/k.log", "2> /tmp/k.log > /dev/null")
        ),
        pytest.param("$RemoteCommand = f[]", "does not use $RemoteCommand", "KernelCommand", id="a computed default"),
    ],
)
def test_what_a_description_cannot_express_is_a_loss(text: str, message: str, advice: str) -> None:
    losses = converted(text, "7", "14").losses
    assert [message in loss.message and advice in loss.advice for loss in losses] == [True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'Map[RemoteMachine[#, "{PLAIN}", 2]&, hosts]', id="a computed host"),
        pytest.param(f'LaunchKernels[RemoteMachine["a", "{PLAIN}", n]]', id="a computed number"),
        pytest.param('LaunchKernels[RemoteMachine["a", f[], 2]]', id="a computed command"),
    ],
)
def test_what_only_a_kernel_knows_is_kept_with_a_note(text: str) -> None:
    conversion = converted(text, "7", "14")
    assert (conversion.data.decode(), conversion.losses) == (text, ())
    assert any("it is not known whether version 14 still has it" in note.message for note in conversion.notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(call(f"ssh -C `1` /opt/math {END}"), "does not contain ssh's option -C", id="an option of ssh"),
        pytest.param(call(PLAIN), "ssh chooses the user", id="a user that the file does not set"),
        pytest.param(f"$RemoteUsername = f[]; {call(PLAIN)}", "ssh chooses the user", id="a computed user"),
        pytest.param(call(PLAIN.replace("/opt/", "/opt/Mathematica/9.0/")), "that of version 9.0", id="an old kernel"),
        pytest.param(f'$RemoteCommand = "{PLAIN}"', "does not use $RemoteCommand", id="the default command"),
        pytest.param('LaunchKernels[RemoteMachine["a"]]', "leaves the kernel program", id="no command"),
        pytest.param(f'Needs["SubKernels`RemoteKernels`"]; {call(PLAIN)}', "needs no package", id="a package"),
    ],
)
def test_a_difference_is_a_note(text: str, message: str) -> None:
    conversion = converted(text, "7", "14")
    assert conversion.losses == ()
    assert sum(message in note.message for note in conversion.notes) == 1
