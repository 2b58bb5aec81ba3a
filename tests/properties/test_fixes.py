"""Laws of fixes and of baselines, whatever is broken in a command, in an entry or in a file."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rkconf import inputs, linting, versions
from rkconf.baseline import Baseline, read
from rkconf.command import Target
from rkconf.diagnostics import Applicability, Diagnostic, Severity
from rkconf.fixes import Fixed
from rkconf.fixes.annotate import annotate
from rkconf.inputs import Input
from rkconf.linting import Assumptions, Selection
from rkconf.linting.kept_checks import KeptChecks
from rkconf.source import Source
from rkconf.syntax import comments, escape
from tests import repairs
from tests.conftest import SAMPLES
from tests.rule_page import Page, Sample

SAFE = frozenset({Applicability.SAFE})
ALL = frozenset(Applicability)

# Each word of a command, right and wrong; an empty one is missing.
CONTROLLER = (
    ("ssh", "ssh -v", "ssh -f", "ssh -vX", "rsh", "`mathssh`", "ssh -1", "ssh -o StrictHostKeyChecking=no", "nc"),
    ("", "-R 53001:localhost:53001", "-R 127.0.0.1:53001:127.0.0.1:53001 -R 53002:localhost:53002"),
    ("skye.local", "user@skye.local", "user @skye.local", "skye.local:22", "user:secret@skye.local", ""),
    ("/bin/math", "math", '"/opt/Mathematica 7/math"', "'/a b/math'", "\"'/a b/math'\"", "A=1 math", "nice -n 5 math"),
    ("-mathlink", "", "-mathlnk", "\u2013mathlink", "-wstp"),
    ("-LinkMode Connect", "-LinkMode Listen", "", "-LinkMode", "-linkmode conect"),
    ("-LinkProtocol TCPIP", "", "-LinkProtocol SharedMemory"),
    ("-LinkName `linkname`", '-LinkName "`linkname`"', "-LinkName `LinkName`", "-LinkName 'linkname'", "",
     "-LinkName `2`", "-LinkName 53001@localhost,53002@localhost", "-LinkName 53001@127.0.0.1, 53002@127.0.0.1"),
    ("-LinkHost `ipaddress`", "", "-LinkHost `ipadress`"),
    ("", "&", ">& /dev/null &", "> /dev/null 2>&1", "&gt; /dev/null", "; exit", "\r", "'"),
)  # fmt: skip
MLOPEN = (
    ("-LinkMode Listen", "", "-LinkMode Connect", "\u2013LinkMode Listen"),
    ("-LinkProtocol TCPIP", "", "-LinkProtocol Pipes"),
    ("", "-LinkName 53001@localhost,53002@localhost", '-LinkName "53001, 53001"', "-LinkName `linkname`"),
    ("-LinkOptions MLDontInteract", ""),
)
PARALLEL = (
    ("ssh", "ssh -f", "rsh", "ssh -v"),
    ("`1`", "-l `3` `1`", "`1`-l `3`", "node"),
    ("math", '"/a b/math"'),
    ("-mathlink", "-mathlnk"),
    ("-LinkMode Connect", "-linkmode Conect", "-LinkMode Listen"),
    ("`4`", "'`4`'", "\"'`4`'\"", ""),
    ("-LinkName '`2`'", "-LinkName `2`", "", "-LinkName `linkname`"),
    ("-subkernel", ""),
    ("-noinit", ""),
    ("&", "", ">& /dev/null &", "> /dev/null 2>&1 &"),
)


def broken(words: tuple[tuple[str, ...], ...]) -> st.SearchStrategy[str]:
    """Return commands of which some words are wrong."""
    chosen = st.tuples(*(st.one_of(st.just(forms[0]), st.sampled_from(forms)) for forms in words))
    return chosen.map(lambda each: " ".join(filter(None, each)))


def entry(name: str, command: str, mlopen: str) -> str:
    return (
        f' "{name}" -> {{"RemoteMachine" -> True, (* {name} *)\n'
        f'  "LoginScript" -> "{escape(command)}", "MLOpenArguments" -> "{escape(mlopen)}"}}'
    )


def as_file(commands: list[tuple[str, str]]) -> Input:
    entries = ",\n".join(entry(f"node{index}", *each) for index, each in enumerate(commands))
    text = f'(* mine *)\nSetOptions[$FrontEnd,\nEvaluatorNames->{{"Local" -> {{}},\n{entries}}}\n]\n'
    return inputs.read_text(Source("init.m", text.encode()))


def as_table(command: str) -> Input:
    text = f"# mine\n[[kernels]]\nname = 'skye'\nlaunch_command = '''{command.strip()}''' # mine\n"
    return inputs.read_text(Source("kernels.toml", text.encode()))


def bare(**texts: str) -> Input:
    return next(inputs.bare({kind: text.encode() for kind, text in texts.items()}))


controllers, mlopens = broken(CONTROLLER), broken(MLOPEN)
any_input = st.one_of(
    st.builds(bare, launch=controllers, mlopen=mlopens),
    st.builds(bare, launch=controllers),
    st.builds(bare, parallel=broken(PARALLEL)),
    st.lists(st.tuples(controllers, mlopens), min_size=1, max_size=3).map(as_file),
    st.builds(as_table, controllers),
)
assumptions = st.builds(
    Assumptions,
    version=st.sampled_from([None, *versions.known()]),
    kernel_version=st.none(),
    local_shell=st.sampled_from([None, "bash", "tcsh"]),
    remote_shell=st.sampled_from([None, "dash", "fish"]),
)


def found(checked: Input, target: Target, checks: KeptChecks | None = None) -> tuple[Diagnostic, ...]:
    return linting.check(checked, target, Selection(comments=True), checks)


def repaired(
    checked: Input, target: Target, levels: frozenset[Applicability], checks: KeptChecks | None = None
) -> Fixed:
    return repairs.repaired(checked, target, levels, Selection(comments=True), checks)


def counted(every: Iterable[Diagnostic], level: Severity) -> Counter[tuple[str, str | None]]:
    return Counter((each.code, each.entry) for each in every if each.severity.rank >= level.rank)


def assert_the_laws(checked: Input, target: Target, levels: frozenset[Applicability], checks: KeptChecks) -> None:
    result = repaired(checked, target, levels, checks)
    assert result.endless == ()
    before, after = (linting.check(text, target, linting.WITHOUT_CAUSES, checks) for text in (checked, result.checked))
    for level in (Severity.WARNING, Severity.ERROR):
        assert counted(after, level) - counted(before, level) == Counter()
    again = repaired(result.checked, target, levels, checks)
    assert again.made == ()
    assert [part.source.data for part in again.checked.parts] == [part.source.data for part in result.checked.parts]
    remaining = found(result.checked, target, checks)
    assert bool(result.made) == (found(checked, target, checks) != remaining)
    # A fix that was possible and was not made has been refused.
    left = [each for each in remaining if each.fix and not each.suppressed]
    left = [each for each in left if each.fix and each.fix.applicability in levels]
    assert {each.diagnostic for each in result.skipped} >= set(left)


@settings(max_examples=60)
@given(any_input, assumptions, st.sampled_from([SAFE, ALL]))
@example(bare(launch="ssh -vX math.sh -mathlink -LinkMode -LinkName `LinkName` &gt; x"), Assumptions(), ALL)
@example(bare(launch="ssh x math \u2013mathlink"), Assumptions(), SAFE)
def test_fixes_reach_a_fixpoint_and_add_nothing(
    checked: Input, assumed: Assumptions, levels: frozenset[Applicability]
) -> None:
    assert_the_laws(checked, assumed.target(checked), levels, KeptChecks())


@settings(max_examples=30)
@given(st.lists(st.tuples(controllers, mlopens), min_size=1, max_size=3).map(as_file))
def test_fixes_change_only_what_is_found(checked: Input) -> None:
    result = repaired(checked, Assumptions().target(checked), ALL)
    before, after = (text.document for text in (checked, result.checked))
    assert [before.source[span] for span in comments(before.source)] == [
        after.source[span] for span in comments(after.source)
    ]
    touched = {each.entry for each in result.made}
    assert [each.name for each in before.entries] == [each.name for each in after.entries]
    for old, new in zip(before.entries, after.entries, strict=True):
        assert old.name in touched or before.source[old.span] == after.source[new.span]


def samples() -> list[object]:
    pages = sorted((SAMPLES / "rules").glob("*.md"))
    return [
        pytest.param(sample, id=f"{path.stem}-{section}-{index}")
        for path in pages
        for section in ("Bad", "Instead")
        for index, sample in enumerate(Page.read(path).samples(section), start=1)
    ]


@pytest.mark.parametrize("sample", samples())
def test_the_samples_of_all_rules_keep_the_laws(sample: Sample) -> None:
    given_ = {name[2:].replace("-", "_"): value for name, _, value in (flag.partition("=") for flag in sample.flags)}
    assumed = Assumptions(
        version=versions.parse(given_["version"]) if "version" in given_ else None,
        kernel_version=versions.parse(given_["kernel_version"]) if "kernel_version" in given_ else None,
        local_shell=given_.get("local_shell"),
        remote_shell=given_.get("remote_shell"),
    )
    bares = {name.strip("<>"): data for name, data in sample.data.items() if name.startswith("<")}
    every = list(inputs.bare(bares)) if bares else [inputs.read_text(Source(*each)) for each in sample.data.items()]
    for checked in every:
        kept = KeptChecks()
        for levels in (SAFE, ALL):
            assert_the_laws(checked, assumed.target(checked), levels, kept)


PATHS = (
    "$HOME/a b/math", "~/my bin/wolfram", "~root/my bin/math", "$ROOT/my bin/math", "/opt/*/a b/math",
    "$(pwd)/a b/math", "`homeDirectory`/a b/math", "`mathkernel`", "{a,b}/a b/math", "~/math",
    "./run.sh `mathkernel`", "/opt/$USER/math",
)  # fmt: skip
QUOTES = ("{}", '"{}"', "'{}'", "\"'{}'\"", "'\"{}\"'", "$HOME/x {}")
expanded = st.builds(
    lambda client, quotes, path, flag, link: f"{client} {quotes.format(path)} -mathlink {flag} {link}",
    st.sampled_from(["ssh skye", "ssh -R 53001:localhost:53001 skye", "", "ssh `host`", "ssh -l `username` $HOST"]),
    st.sampled_from(QUOTES),
    st.sampled_from(PATHS),
    st.sampled_from(["-LinkMode Connect", "-LinkMode Listen", ""]),
    st.sampled_from(["-LinkName `linkname`", "-LinkName '`linkname`'", '-LinkName "`linkname`"', ""]),
)


@settings(max_examples=80)
@given(st.one_of(st.builds(bare, launch=expanded), expanded.map(as_table), any_input), assumptions)
@example(bare(launch="ssh skye '$HOME/my apps/math' -mathlink"), Assumptions())
@example(bare(launch="ssh skye ~root/my\\ bin/math -mathlink"), Assumptions())
def test_no_fix_writes_a_value_that_rkconf_supposes(checked: Input, assumed: Assumptions) -> None:
    supposed = ("\ufffc", "\ufffb", "/home/here", "/home/there", "192.168.1.2", "node.example.org", "/Users/user")
    for each in found(checked, assumed.target(checked)):
        for edit in each.fix.edits if each.fix else ():
            invented = [value for value in supposed if value in edit.text and value not in each.source.text]
            assert (each.code, invented) == (each.code, [])


@settings(max_examples=40)
@given(any_input, assumptions)
def test_baseline_then_lint_is_clean(checked: Input, assumed: Assumptions) -> None:
    every = found(checked, assumed.target(checked))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "known.json"
        Baseline(path).updated(every, ()).write()
        known = read(path)
        first = path.read_bytes()
        known.updated(every, ()).write()
        assert path.read_bytes() == first
    assert all(each.suppressed for each in known.suppress(every))
    assert known.stale(every, lambda *_: True) == []


@settings(max_examples=30)
@given(st.lists(st.tuples(controllers, mlopens), min_size=1, max_size=3).map(as_file))
def test_ignores_then_lint_is_clean(checked: Input) -> None:
    target = Assumptions().target(checked)
    result = annotate(checked, lambda text: found(text, target), "known")
    assert result.left == ()
    assert [each for each in found(result.checked, target) if each.suppressed is None] == []
    kept = result.checked.document.source.text
    for span in reversed([*comments(result.checked.document.source)]):
        if "rkconf:" in kept[span.start : span.end]:
            kept = kept[: span.start] + kept[span.end :].lstrip()
    assert "".join(kept.split()) == "".join(checked.document.source.text.split())
