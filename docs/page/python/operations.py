"""Answer the requests of the page: one function for each operation of `docs/page/src/protocol.ts`."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from docs.page.python import checking, following
from docs.page.python.page_words import shown
from docs.page.python.readiness import ready
from rkconf.errors import RkconfError

Request: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]


def _render(request: Request) -> Answer:
    # Imported here because only specifications need pydantic, which takes as long to import as everything else.
    from docs.page.python import writing

    return writing.render(request)


def _convert(request: Request) -> Answer:
    from docs.page.python import writing

    return writing.convert(request["input"], request["to"], request.get("from"))


OPERATIONS: Mapping[str, Callable[[Request], Answer]] = {
    "ready": lambda _: ready(),
    "lint": lambda request: checking.lint(request["input"], request["choices"]),
    "fixAll": lambda request: checking.fix_all(request["input"], request["choices"], unsafe=request["unsafe"]),
    "explain": lambda request: checking.explain(request["code"]),
    "kernels": lambda request: following.kernels(request["input"], request["choices"]),
    "trace": lambda request: following.trace(request["input"], request["choices"], request.get("kernel")),
    "diagram": lambda request: following.diagram(request["input"], request["choices"], request.get("kernel")),
    "render": _render,
    "convert": _convert,
}


def answer(text: str) -> str:
    """Return the answer to a request as JSON: its `result`, or the `error` that kept rkconf from one."""
    request = json.loads(text)
    try:
        return json.dumps({"result": OPERATIONS[request["operation"]](request)})
    except RkconfError as error:
        return json.dumps({"error": {"message": shown(str(error))}})
