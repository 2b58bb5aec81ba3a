"""Load a kernel init with Mathics3, an independent implementation of the Wolfram Language, and report what it did.

A separate program, since importing Mathics3 warns about much that is not ours:

    python wolfram_session.py KERNEL_INIT < cases.json > outcomes.json

A case is what is evaluated before the file is read. Stand-ins record how links are made, and replace the
kernel's own `CreateFrontEndLink`.
"""

import json
import sys
from typing import Any

from mathics.core.load_builtin import import_and_load_builtins
from mathics.session import MathicsSession

# Every case begins like a kernel that has just started.
START = """
Unprotect[MathLink`CreateFrontEndLink, $CommandLine];
ClearAll[MathLink`CreateFrontEndLink, System`$ParentLink];
Remove["rkconf`*"];
{System`LinkObject, System`LinkMode, System`LinkProtocol, System`Listen};
$CommandLine = {"math"};
links = {};
System`LinkCreate[arguments___] := (AppendTo[links, HoldComplete[arguments]]; LinkObject[First[{arguments}], 7, 7]);
MathLink`CreateFrontEndLink[] := own;
Protect[MathLink`CreateFrontEndLink];
"""
ASKED = {
    "made": "ToString[{MathLink`CreateFrontEndLink[], MathLink`CreateFrontEndLink[]}, InputForm]",
    "links": "ToString[links, InputForm]",
    "protected": "ToString[Attributes[MathLink`CreateFrontEndLink]]",
    "strays": 'ToString[Complement[Names["Global`*"], {"arguments", "links", "own"}]]',
}


def outcome(session: MathicsSession, kernel_init: str, before: str) -> dict[str, Any]:
    """Return what is there after the file was read, and what the session complained of."""
    for text in (*START.strip().splitlines(), before):
        session.evaluate(text)
    session.evaluate(f"Get[{json.dumps(kernel_init)}]")
    complaints = [str(message.text) for message in session.evaluation.out]
    answers = {name: session.evaluate(text).value for name, text in ASKED.items()}
    return {**answers, "complaints": complaints}


def main() -> None:
    """Read cases, write outcomes."""
    import_and_load_builtins()
    session = MathicsSession()
    cases = json.load(sys.stdin)
    json.dump({name: outcome(session, sys.argv[1], before) for name, before in cases.items()}, sys.stdout)


if __name__ == "__main__":
    main()
