"""The places of a specification: strings with every byte, keys, commands."""

import tomllib

import pytest

from rkconf import spec
from rkconf.spec import strings
from rkconf.toml import locate
from tests.specifications import KERNEL, PARALLEL, source

STRINGS = [
    (r'"a\tb \" \\ \u00e9 \U0001f600"', 'a\tb " \\ é 😀'),
    (r"'a\tb'", "a\\tb"),
    ('"""\na\\\n   b"c"""', 'ab"c'),
    ("'''\n'a''''", "'a'"),
    ('"é"', "é"),
    ('""', ""),
]


@pytest.mark.parametrize(("written", "meant"), STRINGS)
def test_a_string_is_read_with_the_bytes_of_every_character(written: str, meant: str) -> None:
    document = source(f"key = {written}")
    assert tomllib.loads(f"key = {written}") == {"key": meant}
    place = locate(document).of(("key",)).value
    excerpt = strings.read(document, place)
    assert excerpt.text == meant
    assert all(place.covers(origin) for origin in excerpt.origins())


@pytest.mark.parametrize("text", ['say "hi"', "C:\\math", "a\tb", "é\x7f"])
def test_text_is_escaped_for_its_kind_of_string(text: str) -> None:
    document = source('key = "here"')
    escaped = strings.escaping(document, locate(document).of(("key",)).value)(text)
    assert tomllib.loads(f'key = "{escaped}"') == {"key": text}


def test_verbatim_commands_are_launches_with_places() -> None:
    text = KERNEL + "launch_command = 'ssh x'\nmlopen_arguments = \"-LinkMode \\u004cisten\"\n" + PARALLEL
    loaded = spec.load(source(text))
    [(row, launch)] = spec.launches(loaded)
    assert row.name == "skye"
    assert launch.command is not None
    assert launch.mlopen is not None
    assert loaded.source[launch.command.span] == "ssh x"
    assert launch.mlopen.text == "-LinkMode Listen"


def test_places_of_nested_and_repeated_keys() -> None:
    text = """# "
[[kernels]]
name = \"\"\"a"b\"\"\" # ]
ports = [ # [
  1, 2, ]
ssh = { "A.b" = "}", C = [[1], {d = 2}] }
[[kernels]]
ssh.X = 1979-05-27 07:32:00
[kernels.extra]
'é' = "é"
"""
    document = source(text)
    found = {path: document.decode(place.value) for path, place in locate(document).by_path.items()}
    assert found == {
        ("kernels",): "[[kernels]]",
        ("kernels", 0): "[[kernels]]",
        ("kernels", 0, "name"): '"""a"b"""',
        ("kernels", 0, "ports"): "[ # [\n  1, 2, ]",
        ("kernels", 0, "ports", 0): "1",
        ("kernels", 0, "ports", 1): "2",
        ("kernels", 0, "ssh"): '{ "A.b" = "}", C = [[1], {d = 2}] }',
        ("kernels", 0, "ssh", "A.b"): '"}"',
        ("kernels", 0, "ssh", "C"): "[[1], {d = 2}]",
        ("kernels", 0, "ssh", "C", 0): "[1]",
        ("kernels", 0, "ssh", "C", 0, 0): "1",
        ("kernels", 0, "ssh", "C", 1): "{d = 2}",
        ("kernels", 0, "ssh", "C", 1, "d"): "2",
        ("kernels", 1): "[[kernels]]",
        ("kernels", 1, "ssh"): "1979-05-27 07:32:00",
        ("kernels", 1, "ssh", "X"): "1979-05-27 07:32:00",
        ("kernels", 1, "extra"): "[kernels.extra]",
        ("kernels", 1, "extra", "é"): '"é"',
    }


@pytest.mark.parametrize("key", ["1", "\u00b2", "\u0663", "a.b", "ports.1", "", " "])
@pytest.mark.parametrize("table", ["ssh", "extra"])
def test_a_key_of_any_characters_has_a_place(key: str, table: str) -> None:
    document = source(f'{KERNEL}{table} = {{ "{key}" = "]" }}\n')
    found = [document[problem.span] for problem in spec.load(document).problems]
    assert found == ['"]"']
