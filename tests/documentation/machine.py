"""docs/machine.md: the report of ``rkconf doctor`` about a machine, and every remark that it can make."""

from collections.abc import Iterator

from rkconf.doctor.capture import capture
from rkconf.doctor.machine.remarks import Level, remark_facts
from rkconf.versions import known
from tests.conftest import SAMPLES
from tests.documentation.markdown import code, table

_PAGE = """\
# The report about this machine

`rkconf doctor` without a file reports on everything of this machine that decides whether kernels start: the files of
the Front End, ssh with its keys and its configuration, and the ports. It runs on Linux and macOS.

- It contacts no other machine, opens no port, and changes no file. It asks the local ssh-agent for its public keys.
- It runs `ssh -V`, `ssh -G` for the login of each kernel, and `ssh-keygen -y -P ''` for each private key; on macOS also
  `sysctl` and `netstat`. `--dry-run` prints these commands, and runs none.
- `ssh -G` is not run if the configuration would start a program (`Match exec`) or ask a name server.
- Passwords are masked, as in every output of rkconf.

A report of an invented machine:

```text
{sample}```

## Places of entries

Each version reads these files. A variable of the environment replaces the folder that contains `FrontEnd`. Where the
option `VersionedPreferences` is on, a Front End reads a file such as `12.0_init.m` instead of `init.m`.

{places}
## The environment of the Front End

A Front End that a desktop starts often has another environment than a terminal. Evaluate these lines in a notebook,
with the kernel Local (`rkconf doctor --print-capture` prints them):

```wl
{capture}```

`rkconf doctor --environment FILE` then uses the variables in the file: the variables of the table above, `HOME`,
`PATH`, `SSH_AUTH_SOCK` and a library path that breaks ssh. The file has the lines that `env` prints; the output of
`env -0` is read too. A value may have several lines. If a line of such a value looks like a variable, only `env -0` is
exact.

## Exit status

| status | meaning |
| --- | --- |
| 0 | no problem was found |
| 1 | a problem was found |
| 2 | there is no problem, and a part could not be examined; or wrong usage |

## Remarks

{remarks}
## JSON

`--format json` prints one object; [machine.schema.json](../schemas/machine.schema.json) describes it, and
`rkconf schema machine` prints its schema.
"""
_LEVELS = {
    Level.PROBLEM: "A problem: a kernel does not start, or an entry is not read.",
    Level.UNKNOWN: "A part that could not be examined.",
    Level.NOTE: "A note: it changes nothing in the exit status.",
}


def page() -> str:
    """Return the page."""
    return _PAGE.format(
        sample=(SAMPLES / "doctor" / "machine.txt").read_text(),
        places=table(("system", "versions", "file", "variable"), _places()),
        capture=capture(),
        remarks="\n".join(_remarks(level) for level in Level),
    )


def _places() -> Iterator[tuple[str, str, str, str]]:
    """Yield a row for each place, with the first and the last version that read it."""
    for name, system in (("Linux", "linux"), ("macOS", "macos")):
        readers: dict[tuple[str, str], list[str]] = {}
        for version in known():
            variables = version.folder_variables
            readers.setdefault((version.files[system], variables["user"]), []).append(version.name)
            readers.setdefault((version.shared_files[system], variables["shared"]), []).append(version.name)
        for (path, variable), versions in readers.items():
            yield name, f"{versions[0]} to {versions[-1]}", code(path), code(variable)


def _remarks(level: Level) -> str:
    facts = ((name, fact) for name, fact in remark_facts().items() if fact.level is level)
    rows = [(code(name), fact.message, fact.advice) for name, fact in facts]
    return f"{_LEVELS[level]}\n\n{table(('id', 'message', 'advice'), rows)}"
