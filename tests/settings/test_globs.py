"""Brackets in globs and in .gitignore: they match what git matches, and none of them stops rkconf."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf.settings.globs import git_spec, list_error
from tests.conftest import Program
from tests.settings.files import write

NAMES = ("a", "b", "c", "z", "A", "5", "-", "!", "^", "[", "]", "\\", "|", "&", "é", "a]", "[:alpha:]", "s/a")
MATCHES = {
    "[ab]": "a b s/a",
    "[!a-z]": "A 5 - ! ^ [ ] \\ | & é",
    "[^a-z]": "A 5 - ! ^ [ ] \\ | & é",
    "[z-a]": "z",
    "[z-ab]": "b z",
    "[é-a]": "é",
    r"[b-\a]": "b",
    r"[a-\]": "",
    r"[\]]": "]",
    r"[\a]": "a s/a",
    "[]]": "]",
    "[]-]": "] -",
    "[a-]": "a - s/a",
    "[[]": "[",
    "[^^]": "a b c z A 5 - ! [ ] \\ | & é s/a",
    "[a^!]": "a ^ ! s/a",
    "[a||b]": "a b | s/a",
    "[a&&[b]": "a b & [ s/a",
    "[--a]": "A 5 - ^ [ ] \\ a s/a",
    "[[:alpha:]]": "a b c z A s/a",
    "[![:alpha:]5]": "- ! ^ [ ] \\ | & é",
    "[[:digit:]-z]": "5 - z",
    "[[:letter:]]": "",
    "[[:alpha:]": "",
    r"\[:alpha:]": "[:alpha:]",
    "[a": "",
    "[/]": "",
    "[a/b]": "a b",
    "s[!b]a": "",
}


@pytest.mark.parametrize(("pattern", "names"), MATCHES.items())
def test_a_bracket_matches_what_git_matches(pattern: str, names: str) -> None:
    spec = git_spec([pattern])
    assert [name for name in NAMES if spec.check_file(name).include] == sorted(names.split(), key=NAMES.index)


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_matches_the_same(tmp_path: Path) -> None:
    for number, pattern in enumerate(MATCHES):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / ".gitignore").write_text(f"{pattern}\n")
    asked = [f"{number}/{name}" for number in range(len(MATCHES)) for name in NAMES]
    create = ["git", "init", "-q", str(tmp_path)]
    subprocess.run(create, check=True)
    command = ["git", "check-ignore", "-z", "--stdin", "--no-index"]
    found = subprocess.run(command, cwd=tmp_path, input="\0".join(asked).encode(), capture_output=True, check=True)
    expected = {f"{number}/{name}" for number, names in enumerate(MATCHES.values()) for name in names.split()}
    # git compares bytes: of a letter outside of ASCII it knows no class and no range.
    ignored = {each for each in found.stdout.decode().split("\0") if each and "é" not in each}
    assert ignored == {each for each in expected if "é" not in each}


@given(st.text("ab[]-!^\\z*:&|~/é", max_size=9))
def test_no_pattern_stops_rkconf(pattern: str) -> None:
    git_spec([f"[{pattern}"]).check_file("a")
    list_error(f"[{pattern}")


@pytest.mark.parametrize("line", ["[z-a]", r"[a-\]", "[é-a]", r"[b-\a]", "[[:alpha:]]*.tmp", "[a||b]", "[[x]"])
def test_a_folder_with_such_a_gitignore_is_searched(rkconf: Program, project: Path, line: str) -> None:
    (project / ".gitignore").write_text(f"{line}\nsub/\n")
    outcome = rkconf("lint", "--show-files")
    assert (outcome.status, outcome.out, outcome.err) == (0, "init.m\n", "")


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("exclude = ['[z-a].m']", "1:12: exclude[0]: '[z-a].m' is not a valid glob: the range z-a is reversed"),
        ("version = {'[z-a]' = '5.2'}", "the range z-a is reversed; write a-z"),
        ("ignore = {'[é-a]' = ['RK1']}", "the range é-a is reversed; write a-é"),
        ("local-shell = {'[b-\\a]' = 'sh'}", "the range b-a is reversed; write a-b"),
        ("exclude = ['[a-c']", "its bracket is not closed; write \\[ for the character ["),
        ("exclude = ['[[:letter:]]']", "[:letter:] is not a class of characters; known: alnum, alpha,"),
        ("exclude = ['[/]']", "an expression in brackets has no characters; name some"),
    ],
)
@pytest.mark.parametrize("command", ["lint", "settings"])
def test_such_a_glob_in_settings_is_an_error_with_its_place(
    rkconf: Program, project: Path, setting: str, reason: str, command: str
) -> None:
    write(project, setting)
    outcome = rkconf(command, "init.m")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("rkconf: rkconf.toml:1:")
    assert reason in outcome.err
