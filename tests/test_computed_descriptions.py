"""Kernel descriptions inside of expressions: their addresses are read, and computed ones are reported."""

import pytest

from tests.described_kernels import codes, findings

INSIDE = [
    pytest.param('Join[{"ssh://h:0"}, x]', id="a joined list"),
    pytest.param('Table["ssh://h:0", {3}]', id="a table"),
    pytest.param('Flatten[{x, {"ssh://h:0"}}]', id="a flattened list"),
    pytest.param('{{"ssh://h:0"}}', id="a list in a list"),
    pytest.param('If[x === "Unix", y, "ssh://h:0"]', id="a condition"),
    pytest.param('Which[x, y, True, "ssh://h:0"]', id="one of several conditions"),
    pytest.param('Switch[x, "a", "ssh://h:0"]', id="a case"),
    pytest.param('"ssh://h:0" & /@ Range[3]', id="the body of a function"),
    pytest.param('Map[f, {"ssh://h:0"}]', id="an argument of a function that is mapped"),
    pytest.param('f /@ {"ssh://h:0"}', id="an argument of a mapped function"),
    pytest.param('ConstantArray["ssh://h:0", 3]', id="a constant array"),
    pytest.param('<|"a" -> "ssh://h:0"|>', id="an association"),
    pytest.param('Values[<|"a" -> "ssh://h:0"|>]', id="the values of an association"),
    pytest.param('"ssh://h:0" -> 3', id="a rule"),
    pytest.param('(x; "ssh://h:0")', id="the last of several expressions"),
    pytest.param('Module[{x}, {"ssh://h:0"}]', id="a module"),
    pytest.param('nodes = {"ssh://h:0"}', id="an assignment"),
    pytest.param('Flatten @ {"ssh://h:0"}', id="an operator before the argument"),
    pytest.param('{"ssh://h:0"} // Flatten', id="an operator after the argument"),
    pytest.param('f["ssh://h:0"]', id="an unknown function"),
    pytest.param('KernelConfiguration /@ {"h:0"}', id="a mapped description"),
    pytest.param('Map[KernelConfiguration, {"h:0"}]', id="a description that is mapped"),
    pytest.param('KernelConfiguration[#] & /@ {"ssh://h:0"}', id="a description of each address"),
]


@pytest.mark.parametrize("expression", INSIDE)
def test_an_address_inside_an_expression_is_judged(expression: str) -> None:
    assert "RK805" in codes(f"LaunchKernels[{expression}]", "14.1")


@pytest.mark.parametrize("expression", INSIDE)
def test_a_password_inside_an_expression_is_reported_and_masked(expression: str) -> None:
    text = f"LaunchKernels[{expression.replace('h:0', 'ann:hidden@h')}]"
    [found] = [each for each in findings(text, "14.1") if each.code == "RK402"]
    assert "hidden" in text
    assert "hidden" not in found.masked(found.source.text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('LaunchKernels /@ {"ssh://h:0"}', id="each element"),
        pytest.param('LaunchKernels @ "ssh://h:0"', id="an operator"),
        pytest.param('Map[LaunchKernels, {"ssh://h:0"}]', id="Map"),
        pytest.param('Scan[LaunchKernels, {"ssh://h:0"}]', id="Scan"),
        pytest.param('Apply[LaunchKernels, {"ssh://h:0"}]', id="Apply"),
        pytest.param('k = Apply[KernelConfiguration, {"h:0"}]', id="Apply of a description"),
        pytest.param('k = KernelConfiguration /@ {"h:0"}', id="a description in a variable"),
        pytest.param('hosts = {"ssh://h:0"}; LaunchKernels[hosts]; Print[hosts]', id="a list that is used twice"),
        pytest.param('LaunchKernels["ssh://g", "ssh://h:0"]', id="a second argument"),
    ],
)
def test_an_address_of_an_applied_function_is_judged(text: str) -> None:
    assert codes(text, "14.1").count("RK805") == 1


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param('"ssh://ann:hidden@h" <> ToString[i]', id="joined strings"),
        pytest.param('Table["ssh://ann:hidden@h" <> ToString[i], {i, 3}]', id="joined strings in a table"),
        pytest.param('StringJoin["ssh://ann:hidden@h", x]', id="StringJoin"),
        pytest.param('StringTemplate["ssh://ann:hidden@h`1`"] /@ Range[3]', id="a template"),
        pytest.param('("ssh://ann:hidden@h" <> #) & /@ {"a", "b"}', id="a function of each name"),
        pytest.param('KernelConfiguration["ssh://ann:hidden@" <> host]', id="a description"),
    ],
)
def test_a_computed_address_is_reported_with_its_password(expression: str) -> None:
    assert set(codes(f"LaunchKernels[{expression}]", "14.1")) == {"RK012", "RK402"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('LaunchKernels[ToExpression[Environment["NSLOTS"]]]', id="a computed number"),
        pytest.param("LaunchKernels[Min[$ProcessorCount, 8]]", id="the smaller of two numbers"),
        pytest.param("LaunchKernels[links]", id="links in a variable"),
        pytest.param('LaunchKernels[Table[LinkLaunch["math -mathlink"], {4}]]', id="links in a table"),
        pytest.param('LaunchKernels[{LocalMachine["a"], LocalMachine["b"]}]', id="local kernels"),
        pytest.param('LaunchKernels[If[$OperatingSystem == "Unix", 4, 2]]', id="a condition with a text"),
        pytest.param('nodes["a"] = 4; LaunchKernels[nodes["a"]]', id="a function of the file"),
        pytest.param('grid = Get["grid.m"]; LaunchKernels[grid["a"]]', id="a name that the file sets"),
        pytest.param('LaunchKernels[If[n > 8, Print["too many"], n]]', id="a message"),
        pytest.param('LaunchKernels[Lookup[settings, "kernels"]]', id="a setting"),
        pytest.param("Map[LaunchKernels, links]; LaunchKernels /@ links", id="links in a list"),
    ],
)
def test_a_number_or_a_link_is_not_reported(text: str) -> None:
    assert codes(text, "14.1") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param('LaunchKernels[SGE["h"], 10]', 1, id="a cluster"),
        pytest.param("LaunchKernels[SGE[head], 10]", 1, id="a cluster whose host is computed"),
        pytest.param('LaunchKernels[someHead["h"]]', 1, id="an unknown function"),
        pytest.param('LaunchKernels[{LocalMachine[4], LightweightGrid["h"]}]', 1, id="kernels of another package"),
        pytest.param('LaunchKernels[ReadList["hosts.txt", String]]', 1, id="hosts in a file"),
        pytest.param('LaunchKernels[{SGE["a"], RemoteMachine["b", "ssh `1`"], PBS["c"]}]', 2, id="several in a list"),
        pytest.param('LaunchKernels /@ {SGE["a"], SGE["b"]}', 2, id="each element"),
        pytest.param('LaunchKernels[ClusterMachine["SGE"["h"], 4]]', 1, id="a text in place of a function"),
        pytest.param('LaunchKernels[<|"Host" -> "ssh://h"|>]', 1, id="an association"),
        pytest.param('k = <|"Host" -> "h"|>; RemoteEvaluate[k, 1]', 1, id="an association in a name"),
        pytest.param('LaunchKernels[{"a" -> 4, "b" -> 2}]', 2, id="hosts with counts"),
        pytest.param('SGE["h"] // LaunchKernels', 1, id="an operator"),
        pytest.param('$ConfiguredKernels = {SGE["h", 10]}', 1, id="a saved list"),
        pytest.param('AppendTo[$DefaultParallelKernels, someHead["h"]]', 1, id="a longer list"),
        pytest.param('RemoteEvaluate[someHead["h"], f["x"]]', 1, id="one evaluation"),
        pytest.param('machines = {SGE["h"]}; LaunchKernels[machines]', 1, id="a list in a name"),
        pytest.param('someHead[KernelConfiguration["ssh://h"]]', 0, id="a function that no launch gets"),
    ],
)
def test_kernels_of_an_unknown_form_are_reported(text: str, count: int) -> None:
    assert sum("they are not checked" in each.message for each in findings(text, "14.1")) == count


def test_the_logins_of_an_unknown_function_are_judged() -> None:
    text = 'LaunchKernels[someHead["fred:hush@h", "ssh -o StrictHostKeyChecking=no `1` math"]]'
    assert {"RK012", "RK402", "RK403"} <= set(codes(text, "14.1"))


def test_a_list_that_many_calls_use_is_read_once() -> None:
    text = 'hosts = {"ssh://h:0", "ssh://g:0"};' + "LaunchKernels[hosts];" * 5
    assert codes(text, "14.1").count("RK805") == 2


def test_a_computed_password_is_not_reported() -> None:
    assert "RK402" not in codes('LaunchKernels["ssh://ann:" <> password <> "@h"]', "14.1")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("LaunchKernels[fred@node7]", 1, id="a login"),
        pytest.param("LaunchKernels[{node7.example.org, fred@node8}]", 2, id="hosts in a list"),
        pytest.param("RemoteEvaluate[fred@node7, a.b]", 1, id="not what the kernel evaluates"),
        pytest.param("LaunchKernels[First@hosts]", 0, id="a function of Mathematica"),
        pytest.param("login[x_] := x; LaunchKernels[login@node7]", 0, id="a function of the file"),
        pytest.param("LaunchKernels[n]", 0, id="a number"),
        pytest.param("f[fred@node7]", 0, id="another function"),
    ],
)
def test_a_host_without_quotes_is_reported(text: str, count: int) -> None:
    assert codes(text, "13.2").count("RK012") == count
