"""The links that fail and those that come up: listen, kernel, forwards, start, link, further links, lifetime, end."""

import pytest

from tests.live.doctor.arrangements import Arrange, all_of, configured
from tests.live.doctor.environments import Environment, examined, rows
from tests.live.doctor.links import (
    SCRIPT,
    change,
    entry,
    exchange,
    file,
    firewall,
    fixed,
    kernel,
    launch,
    listening,
    nat,
    opened,
    program,
    specified,
    template,
    without_library,
)
from tests.live.doctor.rig import HOME, Rig

INIT_FILE = f"{HOME}/rkconf-links.m"
TUNNEL = 'kernel_init = "rkconf-links.m"'
_LAUNCH = launch("ssh skye.local KERNEL")


def row(
    name: str, cause: str | None, arrange: Arrange, arguments: tuple[str, ...] = _LAUNCH, timeout: float = 10
) -> Environment:
    return Environment(name, cause, arrange, arguments, timeout=timeout)


_LISTEN = [
    row(
        "a port of the link is in use here",
        "port-taken",
        all_of(kernel(), listening("here", 31431)),
        fixed("31431,31432"),
    ),
    row(
        "a port of the link is privileged",
        "port-privileged",
        all_of(kernel(), change("echo 32000 > /proc/sys/net/ipv4/ip_unprivileged_port_start", "here")),
        fixed("31431,31432"),
    ),
    row(
        "the address of the link is not one of this machine",
        "address-not-here",
        kernel(),
        fixed("31431@198.18.9.9,31432@198.18.9.9"),
    ),
    row(
        "the name of the link's host has no address",
        "address-not-here",
        kernel(),
        fixed("31431@nowhere.invalid,31432@nowhere.invalid"),
    ),
]
_KERNEL = [
    row("the kernel is missing", "kernel-not-found", all_of(kernel(), change("mv /mnt/bin/math /mnt/bin/other"))),
    row("the kernel is not in PATH", "kernel-not-found", kernel(), launch("ssh skye.local math ARGUMENTS")),
    row(
        "the kernel is a broken symbolic link",
        "kernel-not-found",
        all_of(kernel(), change("mv /mnt/bin/math /mnt/bin/other"), change("ln -s /nowhere /mnt/bin/math")),
    ),
    row("the kernel is not executable", "kernel-not-executable", all_of(kernel(), change("chmod a-x /mnt/bin/math"))),
    row(
        "the kernel is a folder", "kernel-is-folder", all_of(kernel(), change("rm /mnt/bin/math; mkdir /mnt/bin/math"))
    ),
    row(
        "the program is a Front End",
        "kernel-is-front-end",
        all_of(kernel(path="/mnt/bin/WolframNB"), change("ln -sf WolframNB /mnt/bin/math")),
    ),
    row("the script has the line ends of Windows", "script-line-ends", file(SCRIPT.replace("\n", "\r\n"))),
    row(
        "the interpreter of the script is missing",
        "interpreter-missing",
        file(SCRIPT.replace("/bin/sh", "/bin/nosuch")),
    ),
    row(
        "env does not find the interpreter",
        "interpreter-missing",
        file(SCRIPT.replace("/bin/sh", "/usr/bin/env nosuch")),
    ),
    row("the script drops its arguments", "script-drops-arguments", file(SCRIPT.replace(' "$@"', ""))),
    row(
        "the kernel that the script starts is missing", "kernel-not-found", file(SCRIPT.replace("/mnt/real", "/mnt/no"))
    ),
]
_FORWARDS = [
    row(
        "the server forbids forwards",
        "forwarding-refused",
        all_of(specified("5.2"), kernel(settings="AllowTcpForwarding no")),
        entry("tunnel"),
    ),
    row(
        "the server allows forwards from here only",
        "forwarding-refused",
        all_of(specified("5.2"), kernel(settings="AllowTcpForwarding local")),
        entry("tunnel"),
    ),
    row(
        "a forwarded port is in use there",
        "remote-port-taken",
        all_of(specified("5.2"), kernel(), listening("there", 31416)),
        entry("tunnel"),
    ),
    row(
        "the only ports that the server forwards are in use there",
        "remote-port-taken",
        all_of(specified("5.2"), kernel(settings="PermitListen 31415 31416"), listening("there", 31416)),
        entry("tunnel"),
    ),
    row(
        "a port that ssh forwards from here is in use",
        "local-port-taken",
        all_of(specified("7", tunnel=TUNNEL), kernel(), listening("here", 31418)),
        entry("tunnel"),
    ),
]
SHARED = "ControlMaster auto\nControlPath ~/.ssh/shared-%h\nControlPersist 60"
_ENDS = "31431@127.0.0.1,31432@127.0.0.1"
_OWN_FORWARDS = "-R 127.0.0.1:31431:127.0.0.1:31431 -R 127.0.0.1:31432:127.0.0.1:31432"
THROUGH_SHARED = launch(
    f"ssh {_OWN_FORWARDS} skye.local /mnt/bin/math -mathlink -LinkMode Connect -LinkProtocol TCPIP"
    f" -LinkName {_ENDS} -LinkHost 127.0.0.1",
    mlopen=f"-LinkMode Listen -LinkProtocol TCPIP -LinkName {_ENDS} -LinkOptions MLDontInteract",
)
_UNTIL_FORWARDED = "-o ExitOnForwardFailure=yes"
"""With it, ssh goes to the background when its forwards are there: until then doctor seems to have left them."""
_FORWARDS.append(
    row(
        "the connection that the user shares forwards the port elsewhere",
        "forwards-swallowed",
        all_of(
            kernel(),
            configured(SHARED),
            opened(f"ssh -M -f -N {_UNTIL_FORWARDED} -R 127.0.0.1:31431:127.0.0.1:9 skye.local"),
        ),
        THROUGH_SHARED,
    )
)
_KERNEL.append(row("a library of the kernel is missing", "library-missing", without_library))
_START = [
    row("the kernel ends before it calls", "command-fails", kernel("stops")),
    row(
        "the kernel of a template ends before it calls",
        "command-fails",
        kernel("stops"),
        template("ssh -l `3` `1` 'KERNEL > /dev/null 2>&1 &'"),
    ),
    row(
        "a condition in front of ssh is not met",
        "command-fails",
        kernel(),
        launch("test -e ~/ticket && ssh skye.local KERNEL"),
    ),
    row(
        "startup files print what a kernel would",
        "command-fails",
        all_of(kernel("stops"), change(f"echo 'echo No valid password found.' >{HOME}/.bashrc")),
    ),
    row(
        "a program that hides ssh calls a port without a server",
        "connection-refused",
        all_of(kernel(), program("/mnt/bin/connect", 'exec ssh -p 2222 skye.local "$@"')),
        launch("/mnt/bin/connect KERNEL"),
    ),
    row("the kernel has no licence", "licence", kernel("has no licence")),
    row("the kernel has no licence and asks for one", "licence", kernel("asks for a licence"), timeout=30),
    row(
        "the script of the kernel has a syntax error in its first lines",
        "command-fails",
        file(SCRIPT.replace("exec", "if true; then\nexec")),
    ),
    row(
        "a wrapper with the flags of a kernel calls a port without a server",
        "connection-refused",
        all_of(kernel(), program("/mnt/bin/connect", 'exec ssh -p 2222 skye.local /mnt/bin/math "$@"')),
        launch("/mnt/bin/connect ARGUMENTS"),
    ),
    row("the kernel is of another kind of machine", "command-fails", file("\x7fELF\2\1\1")),
    row(
        "the server allows no session",
        "command-fails",
        kernel(settings="MaxSessions 0"),
    ),
    row("the kernel starts a text session", "text-session", kernel("talks")),
]
_LINK = [
    row("a firewall here refuses the kernel", "link-refused", all_of(kernel(), firewall("reject with tcp reset"))),
    row(
        "a firewall here refuses a kernel that waits",
        "link-refused",
        all_of(kernel("hangs"), firewall("reject with tcp reset")),
    ),
    row("a firewall here drops the calls", "link-timed-out", all_of(kernel(), firewall("drop")), timeout=2),
    row("the address of this machine is hidden by NAT", "link-unreachable", all_of(kernel(), nat)),
    row(
        "the kernel's machine does not know the name of this one",
        "link-wrong-address",
        all_of(kernel("hangs"), change("echo 198.18.1.1 laptop >> /etc/hosts", "here")),
        fixed("31431@laptop,31432@laptop"),
    ),
    row(
        "the name of this machine is another one there",
        "link-wrong-address",
        all_of(
            kernel("hangs"),
            change("echo 198.18.1.1 laptop >> /etc/hosts", "here"),
            change("echo 127.0.0.1 laptop >> /etc/hosts"),
            listening("there", 31431),
            listening("there", 31432),
        ),
        fixed("31431@laptop,31432@laptop"),
    ),
    row(
        "a firewall drops one channel",
        "link-one-channel",
        all_of(kernel(), firewall("drop", ports="31432")),
        fixed("31431,31432"),
        timeout=2,
    ),
    row("the kernel calls once", "link-one-channel", kernel("calls once"), timeout=1),
    row("the kernel waits for something else", "never-calls", kernel("hangs"), timeout=1),
    row(
        "the ports are exchanged on the way",
        "channels-crossed",
        all_of(kernel(), exchange),
        (*fixed("31431,31432"), "--kernel-stand-in"),
    ),
]

_FURTHER = [
    row(
        "the init file of the kernel is missing",
        "kernel-init-missing",
        all_of(specified("7", tunnel=TUNNEL), kernel()),
        entry("tunnel"),
    ),
    row(
        "a firewall there refuses the further links",
        "further-links-dead",
        all_of(specified("7"), kernel(), firewall("reject with tcp reset", machine="there")),
        entry("direct", "--kernel-stand-in"),
    ),
    row(
        "a firewall here refuses the random ports of 12",
        "further-links-dead",
        all_of(kernel(), firewall("reject with tcp reset", ports="32768-60999")),
        fixed("31431,31432", "--kernel-stand-in", version="12"),
    ),
    row(
        "a port of the further links is in use there",
        "further-links-dead",
        all_of(specified("7", tunnel=TUNNEL), kernel(), change(f"touch {INIT_FILE}"), listening("there", 31418)),
        entry("tunnel", "--kernel-stand-in"),
    ),
    row(
        "the server forwards ports to here only",
        "further-links-dead",
        all_of(
            specified("7", tunnel=TUNNEL), kernel(settings="AllowTcpForwarding remote"), change(f"touch {INIT_FILE}")
        ),
        entry("tunnel", "--kernel-stand-in"),
    ),
]
_LIFETIME = [
    row("the kernel ends when it has called", "kernel-dies", kernel("dies")),
    row(
        "the configuration of ssh sends it to the background",
        "returns-early",
        all_of(kernel(), configured("ForkAfterAuthentication yes")),
    ),
    row(
        "a wrapper of a template waits for ssh",
        "does-not-return",
        all_of(kernel(), program("/mnt/bin/in-background", 'exec "$@"')),
        template("/mnt/bin/in-background ssh -l `3` `1` KERNEL"),
        timeout=2,
    ),
]


@rows(*_LISTEN, *_KERNEL, *_FORWARDS, *_START, *_LINK, *_FURTHER, *_LIFETIME)
def test_the_cause_is_named(rig: Rig, environment: Environment) -> None:
    assert examined(rig, environment).cause == environment.cause


@pytest.mark.exhaustive
def test_a_file_system_that_lets_no_program_start_is_named(rig: Rig) -> None:
    mounted = "mount -t tmpfs -o noexec tmpfs /mnt/bin; echo '#!/bin/sh' > /mnt/bin/math; chmod a+rx /mnt/bin/math"
    all_of(kernel(), change(mounted))(rig)
    report = rig.doctor(*_LAUNCH)

    assert report.cause == "kernel-not-executable"
    assert "its file system /mnt/bin is mounted with noexec" in report.found["cause"]["message"]
