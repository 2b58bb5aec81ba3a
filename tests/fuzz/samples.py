"""The texts that the fuzzer mutates: those of ``samples/`` and the commands of the live tests, by kind."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rkconf import inputs
from rkconf.source import Source
from tests import rule_page
from tests.conftest import CHECKOUT, SAMPLES

_VERDICTS = CHECKOUT / "tests" / "live" / "verdicts"
_LINKS = {
    "{link}": "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`",
    "{plink}": "-mathlink -LinkMode Connect `4` -LinkName `2` -subkernel -noinit",
}
_LONGEST = 4_000
"""Bytes; a longer sample would take most of the time, and its parts are in others."""


class Samples(NamedTuple):
    """Texts by kind: launch commands, MLOpen arguments, templates, Wolfram files and specifications."""

    launch: tuple[str, ...]
    mlopen: tuple[str, ...]
    parallel: tuple[str, ...]
    wl: tuple[str, ...]
    toml: tuple[str, ...]


@cache
def load() -> Samples:
    """Return all samples; every kind is sorted, so that a seed selects the same ones everywhere."""
    found: dict[str, set[str]] = {kind: set() for kind in Samples._fields}
    for kind, text in (*_files(), *_pages(), *_measured()):
        if kind in found and 0 < len(text) <= _LONGEST:
            found[kind].add(text)
    for kind in ("wl", "toml"):
        for text in found[kind]:
            for name, command in _commands(kind, text):
                found[name].add(command)
    return Samples(*(tuple(sorted(found[kind])) for kind in Samples._fields))


def _files() -> Iterator[tuple[str, str]]:
    for path in sorted(SAMPLES.rglob("*")):
        kind = {".m": "wl", ".wl": "wl", ".wl-all": "wl", ".toml": "toml"}.get(path.suffix)
        if kind:
            yield kind, path.read_bytes().decode()


def _pages() -> Iterator[tuple[str, str]]:
    for path in sorted((SAMPLES / "rules").glob("*.md")):
        for block in rule_page.Page.read(path).blocks():
            if block.language != "console":
                yield block.language, block.data.decode()


def _measured() -> Iterator[tuple[str, str]]:
    for path in sorted(_VERDICTS.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in filter(lambda table: isinstance(table, dict), tables.values()):
            for kind in ("launch", "mlopen", "parallel"):
                if isinstance(row.get(kind), str):
                    yield kind, _filled(row[kind], _LINKS)


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _commands(kind: str, text: str) -> Iterable[tuple[str, str]]:
    name = Path({"wl": "init.m", "toml": "kernels.toml"}[kind]).name
    for launch in (each.launch for each in inputs.read(Source(name, text.encode())).launches):
        if launch.command:
            yield ("parallel" if launch.is_parallel else "launch"), launch.command.text
        if launch.mlopen:
            yield "mlopen", launch.mlopen.text
