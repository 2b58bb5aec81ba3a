"""Every option and keyword with a good and a bad value of its kind: OpenSSH's own client decides (``ssh -G``)."""

import shlex
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from rkconf.command import Connection, Effect
from rkconf.ssh.clients import clients
from rkconf.ssh.keywords import keywords, server_keywords
from tests.launches import connection
from tests.live.machines import require
from tests.ssh_values import values

pytestmark = pytest.mark.live

SSH = shutil.which("ssh") or ""
_REMOTE = "RemoteForward"
DESTINATIONS = [
    "h", "me@h", "a@b@h", "h.example", "ssh://h", "ssh://me@h:22", "ssh://h/", "h:22", "::1", "h*", "h#", "h%x", "h ",
    " ", "h x", "h,", "$H", "-x", "@h", "me@-h", "h;x", "h\\", "{a,b}", "a;b@h", "ssh://", "ssh://h/path",
    "ssh://h:abc", "ssh://h:0", "ssh://@h", "ssh://h%41", "ssh://[::1]",
]  # fmt: skip


@pytest.fixture(autouse=True)
def ssh() -> None:
    require("" if SSH else "OpenSSH's client is not installed")


def _options() -> Iterator[tuple[str, ...]]:
    for letter, fact in clients()["ssh"].options.items():
        if fact.ambiguous or fact.effect or letter == "o":
            continue
        if fact.value:
            good, bad = values(fact.value, is_setting=False, is_remote=fact.keyword == _REMOTE)
            yield from ((f"-{letter}", value) for value in (*good, *bad))
        else:
            yield (f"-{letter}",)
    yield from (("-Z",), ("-H",), ("-version",), ("-pw", "secret"))


def _settings() -> Iterator[tuple[str, ...]]:
    for keyword in keywords().values():
        if keyword.is_measured:
            good, bad = values(keyword.value, is_setting=True, is_remote=keyword.name == _REMOTE)
            yield from (("-o", f"{keyword.name}={value}") for value in (*good, *bad, ""))
    yield from (("-o", f"{name}=yes") for name in sorted(server_keywords()))
    yield from (("-o", "BatchMod=yes"), ("-o", "StrictHostkeyCheckin=yes"))


CASES = [*_options(), *_settings()]


@pytest.mark.parametrize("words", CASES, ids=" ".join)
def test_ssh_refuses_the_words_that_rkconf_reports(words: tuple[str, ...]) -> None:
    found = connection(f"ssh {shlex.join(words)} h x")
    run = _ask(*words, "h", "x")
    assert _is_refused(found) is (run.returncode != 0), run.stderr


@pytest.mark.parametrize("text", DESTINATIONS)
def test_ssh_refuses_the_destinations_that_rkconf_reports(text: str) -> None:
    found = connection(f"ssh -- {shlex.quote(text)} x")
    run = _ask("--", text, "x")
    assert _is_refused(found) is (run.returncode != 0), run.stderr


def _ask(*words: str) -> "subprocess.CompletedProcess[str]":
    command = (SSH, "-G", "-F", "none", *words)
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def _is_refused(found: Connection) -> bool:
    """Return whether rkconf knows that ssh ends before it calls anybody."""
    certain = any(refusal.is_certain for refusal in found.refusals)
    return bool(
        certain or found.unknown or found.bad_forwards or found.options_that(Effect.REFUSED, Effect.ONE_COMMAND)
    )


def test_there_is_a_case_for_every_option_and_keyword() -> None:
    asked = {words[0].lstrip("-") if words[0] != "-o" else words[1].partition("=")[0].lower() for words in CASES}
    known = {name for name, each in keywords().items() if each.is_measured}
    flags = {letter for letter, fact in clients()["ssh"].options.items() if not fact.effect and not fact.ambiguous}
    assert known | server_keywords() | (flags - {"o"}) <= asked
