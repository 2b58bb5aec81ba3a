"""docs/doctor.md: the steps of ``rkconf doctor``, and every cause that it can name."""

from rkconf.doctor import StepName
from rkconf.doctor.causes import known_causes
from tests.documentation.markdown import code, table

_PAGE = """\
# rkconf doctor

`rkconf lint` reports what the text decides. `rkconf doctor` tries a kernel for real, as the Front End starts it, and
names *one* cause and the *one* next command. Without a file, it [reports on this machine](machine.md).

```console
$ rkconf help doctor
```

## What it does, and what it never does

- It runs the launch command of the entry, and `ssh` to the host of the entry, with your own ssh configuration. It
  contacts no other host.
- Its probes run with the variables and in the folder that ssh has in the launch command: if something is in front of
  ssh, such as `cd`, `export` or `. FILE`, the command runs once with a program instead of ssh, which records them.
  A command that should not run twice, such as another ssh, does not: then no login is probed.
- It looks up what `sh` is on this machine (dash, bash), and checks the command for this shell, unless `--local-shell`
  names another one.
- It writes nothing on the remote machine, and nothing here but a private temporary folder, which it removes. A server
  that runs its own command at each login (`ForceCommand`, `command=` of a key) runs it for a probe as well: once, if
  that command starts no other one.
- Run it as the user of the Front End. Through sudo, ssh uses the keys and the configuration of another account; a note
  reports that.
- It never asks for a password, and never prints or stores one. Secrets in commands are masked.
- Every program that it starts ends with it, also after Ctrl-C, SIGTERM and a time limit. A kernel that lives on
  remotely is reported with the command that ends it.
- macOS does not show what a program has left running in another process group, such as `ssh -f`: there, end it by hand.
  A trial on Linux ends it.
- `--dry-run` prints every command that would run, and runs none.

## Try the network before Mathematica is there

`--kernel-stand-in` starts a small probe in the kernel's place. rkconf passes it inside the launch command, so nothing
is stored on the remote machine; python3 or perl must be there. The probe calls the Front End's ports as a kernel does,
and opens the further links. `--kernel-stand-in PROGRAM` starts another program instead.

## The environment of the Front End

A Front End often has other variables than a terminal. `rkconf doctor --print-capture` prints the Wolfram line that
writes them to a file, and `--environment FILE` uses that file.
[More about it](machine.md#the-environment-of-the-front-end).

## Placeholders

The link gives the ports and addresses, and this machine its user and home directory. Other values need `--set`: the
host of a template (`--set 1=skye.local`), and what only the Front End knows (`--set java=/usr/bin/java`).

## Steps

The first step that fails is the verdict; the steps after it are skipped. A step that cannot be tried is *unknown*.

{steps}
## Causes

A rule of rkconf is a cause of the step `entry` too, with its code, such as RK303. The ids below are fixed.

{causes}"""
_STEPS = {
    StepName.ENTRY: "the entry is read and checked; a finding that stops the kernel is the cause",
    StepName.ENVIRONMENT: "the local shell, ssh and its version, or java and mathssh, and the library path",
    StepName.LISTEN: "the ports are opened as the MLOpen arguments specify",
    StepName.NAME: "the host has an address, as ssh resolves it",
    StepName.REACH: "the ssh server answers, also through jump hosts",
    StepName.HOST_KEY: "ssh knows the host key",
    StepName.LOGIN: "the login succeeds without questions",
    StepName.SHELL: "which login shell it is, and whether its startup files exit, wait or print",
    StepName.KERNEL: "the program exists and can start; a script passes its arguments on",
    StepName.FORWARDS: "the forwarded ports are free and allowed",
    StepName.START: "the launch command starts the kernel",
    StepName.LINK: "both channels of the main link call",
    StepName.FURTHER_LINKS: "the further links come up, where the version has some",
    StepName.LIFETIME: "the command of a controller stays, and that of parallel kernels returns",
    StepName.END: "everything is ended",
}


def page() -> str:
    """Return the page."""
    steps = table(("step", "what is tried"), [(code(name), text) for name, text in _STEPS.items()])
    rows = [
        (code(name), code(cause.id or cause.name), cause.message, cause.advice)
        for name in StepName
        for cause in known_causes().get(name, {}).values()
    ]
    return _PAGE.format(steps=steps, causes=table(("step", "id", "message", "advice"), rows))
