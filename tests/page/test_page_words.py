"""The page names its own choices where rkconf names options of its commands."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from docs.page.python import operations
from docs.page.python.page_words import shown
from tests.conftest import SAMPLES

pytestmark = pytest.mark.checkout

OPTION = re.compile(r"--(?:version|kernel-version|local-shell|remote-shell|from|set|fix|as|launch|parallel|select)\b")
"""The options of commands for which the page has a choice or a button."""
TEXTS = [
    pytest.param(path, id=path.relative_to(SAMPLES).as_posix())
    for path in sorted([*SAMPLES.glob("conversions/*/*.txt"), *SAMPLES.glob("traces/*.txt")])
    if OPTION.search(path.read_text(encoding="utf-8"))
]

KERNEL = 'ssh skye.local "./math.sh" -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`'


def launch(text: str, **choices: str) -> dict[str, Any]:
    return {"input": {"kind": "launch", "text": text}, "choices": choices}


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("lint", launch(f'"{KERNEL}"')),
        ("lint", launch('ssh h "/Applications/Mathematica 6.app/Contents/MacOS/MathKernel" -mathlink')),
        ("trace", launch(KERNEL)),
        ("diagram", launch(KERNEL + " -LinkHost `ipaddress`")),
        ("convert", {"input": launch(KERNEL + " >& /dev/null")["input"], "to": "5.2"}),
        ("render", {"form": {"name": "a", "host": "", "network": "direct"}, "version": "7"}),
    ],
)
def test_an_answer_names_no_option(operation: str, request_: dict[str, Any]) -> None:
    answer = json.loads(operations.answer(json.dumps({"operation": operation, **request_})))
    answer.get("result", {}).pop("report", None)
    assert OPTION.findall(json.dumps(answer)) == []


@pytest.mark.parametrize("path", TEXTS)
def test_a_printed_text_without_its_options_names_none(path: Path) -> None:
    assert OPTION.findall(shown(path.read_text(encoding="utf-8"))) == []
