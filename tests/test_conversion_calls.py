"""LaunchSlave and RemoteMachine become each other, with the text around them."""

import pytest

from tests.conversions import converted

SIX = '"ssh -f -n -x `1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit"'
SEVEN = SIX.replace("-noinit", "-subkernel -noinit")
BOTH_WAYS = [
    pytest.param('LaunchSlave["a"]', 'LaunchKernels[RemoteMachine["a"]]', id="the default command"),
    pytest.param(
        'Table[LaunchSlave["a"], {3}]', 'LaunchKernels[RemoteMachine["a", 3]]', id="the default command often"
    ),
    pytest.param(f'LaunchSlave["a", {SIX}]', f'LaunchKernels[RemoteMachine["a", {SEVEN}]]', id="one kernel"),
    pytest.param(
        f'Table[LaunchSlave["a", {SIX}], {{1}}]',
        f'LaunchKernels[RemoteMachine["a", {SEVEN}, 1]]',
        id="one by its number",
    ),
    pytest.param(
        f'x = Table[LaunchSlave["a", {SIX}], {{8}}];', f'x = LaunchKernels[RemoteMachine["a", {SEVEN}, 8]];', id="eight"
    ),
    pytest.param(
        f'Table[LaunchSlave["a", {SIX}], {{n}}]',
        f'LaunchKernels[RemoteMachine["a", {SEVEN}, n]]',
        id="a number by name",
    ),
    pytest.param(
        f'ParallelTable[LaunchSlave["a", {SIX}], {{2}}]',
        f'ParallelTable[LaunchKernels[RemoteMachine["a", {SEVEN}]], {{2}}]',
        id="another function",
    ),
    pytest.param(
        f'Do[LaunchSlave["a", {SIX}], {{4}}]', f'Do[LaunchKernels[RemoteMachine["a", {SEVEN}]], {{4}}]', id="a loop"
    ),
    pytest.param(
        f'Table[LaunchSlave["a", {SIX}], {{i, 4}}]',
        f'Table[LaunchKernels[RemoteMachine["a", {SEVEN}]], {{i, 4}}]',
        id="a table with a name for its iterator",
    ),
    pytest.param(
        f'Table[(* two *) LaunchSlave["a", (* this *) {SIX}], {{2}}]',
        f'LaunchKernels[(* two *) RemoteMachine["a", (* this *) {SEVEN}, 2]]',
        id="comments",
    ),
    pytest.param(
        f'Get["Parallel`"];\nLaunchSlave["a", {SIX}]',
        f'Get["SubKernels`RemoteKernels`"];\nLaunchKernels[RemoteMachine["a", {SEVEN}]]',
        id="a package that is read",
    ),
    pytest.param(
        f'(* formerly Needs["Parallel`"] *)\n<< Parallel`\nLaunchSlave["a", {SIX}]',
        f'(* formerly Needs["Parallel`"] *)\n<< SubKernels`RemoteKernels`\nLaunchKernels[RemoteMachine["a", {SEVEN}]]',
        id="a package without quotes, and one in a comment",
    ),
    pytest.param(
        f'<<"Parallel`"; "Needs[\\"Parallel`\\"]"; LaunchSlave["a", {SIX}]',
        f'<<"SubKernels`RemoteKernels`"; "Needs[\\"Parallel`\\"]"; LaunchKernels[RemoteMachine["a", {SEVEN}]]',
        id="a package in quotes, and one in a string",
    ),
]


@pytest.mark.parametrize(("six", "seven"), BOTH_WAYS)
def test_parallel_calls_become_each_other(six: str, seven: str) -> None:
    there, back = converted(six, "6", "7"), converted(seven, "7", "6")
    assert (there.data.decode(), there.losses) == (seven, ())
    assert (back.data.decode(), back.losses) == (six, ())


@pytest.mark.parametrize(
    ("seven", "six"),
    [
        pytest.param(
            f'Parallel`LaunchKernels[RemoteMachine["a", {SEVEN}, 2]]',
            f'Table[LaunchSlave["a", {SIX}], {{2}}]',
            id="a name with its context",
        ),
        pytest.param(
            f'SubKernels`RemoteKernels`LaunchKernels[SubKernels`RemoteKernels`RemoteMachine["a", {SEVEN}]]',
            f'LaunchSlave["a", {SIX}]',
            id="names with a long context",
        ),
        pytest.param(
            f'LaunchKernels[RemoteMachine["a", (* cmd *) {SEVEN}, (* big *) 8 (* cores *)]];',
            f'Table[LaunchSlave["a", (* cmd *) {SIX} (* big *)  (* cores *)], {{8}}];',
            id="comments beside the number",
        ),
        pytest.param(
            f'LaunchKernels[(* a *) RemoteMachine["a", {SEVEN}] (* b *)\n]; x',
            f'Table[(* a *) LaunchSlave["a", {SIX}] (* b *)\n, {{1}}]; x',
            id="comments beside the call",
        ),
        pytest.param(
            f'LaunchKernels[\n RemoteMachine["a", {SEVEN}]\n]; x',
            f'LaunchSlave["a", {SIX}]; x',
            id="line breaks beside the call",
        ),
    ],
)
def test_a_machine_becomes_a_slave_and_comments_stay(seven: str, six: str) -> None:
    conversion = converted(seven, "7", "6")
    assert (conversion.data.decode(), conversion.losses) == (six, ())


def test_a_package_in_a_comment_is_not_loaded() -> None:
    text = f'(* Needs["Parallel`"] *)\n<<Parallel`Debug`\nLaunchSlave["a", {SIX}]'
    conversion = converted(text, "6", "7")
    assert conversion.data.decode().startswith('(* Needs["Parallel`"] *)\n<<Parallel`Debug`\nLaunchKernels[')
    [note] = conversion.notes
    assert note.message == "RemoteMachine needs a package that this file does not load"


def test_a_function_of_another_name_around_a_call_stays() -> None:
    text = f'MyLaunchKernels[RemoteMachine["a", {SEVEN}]]'
    assert converted(text, "7", "6").data.decode() == text.replace(SEVEN, SIX)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        pytest.param("LaunchKernels[]", ["LaunchKernels"], id="a launch without a machine"),
        pytest.param('LaunchKernels[RemoteMachine["a", 2]]; CloseKernels[]', ["CloseKernels"], id="beside one"),
        pytest.param("Print[Parallel`$KernelID]", ["Parallel`$KernelID"], id="with its context"),
        pytest.param('"CloseKernels[]" (* LaunchKernels[] *)', [], id="in a string and a comment"),
    ],
)
def test_a_function_that_the_version_does_not_have_is_a_loss_at_its_place(text: str, lost: list[str]) -> None:
    conversion = converted(text, "7", "6")
    assert [text[loss.span.start : loss.span.end] for loss in conversion.losses] == lost
    assert all("does not have" in loss.message for loss in conversion.losses)


@pytest.mark.parametrize(
    ("text", "new", "lost"),
    [
        pytest.param('LaunchSlave["a"]; CloseSlaves[]', "7", ["CloseSlaves"], id="of the toolkit"),
        pytest.param(
            "ExportEnvironment[f]; Wait[Queue[f[]]]", "14", ["ExportEnvironment", "Wait", "Queue"], id="alone"
        ),
        pytest.param("Length[$Slaves]", "7", ["$Slaves"], id="a variable"),
        pytest.param("Queue[x_] := x; Queue[1]; ParallelMap[f, a]", "7", [], id="a function of the file, and of both"),
        pytest.param("CloseSlaves[]; RemoteEvaluate[1]", "6", [], id="to a version that has them"),
    ],
)
def test_a_function_of_the_toolkit_alone_is_a_loss(text: str, new: str, lost: list[str]) -> None:
    conversion = converted(text, "5.2", new)
    assert [text[loss.span.start : loss.span.end] for loss in conversion.losses] == lost


def test_a_function_whose_name_means_another_one_is_a_loss() -> None:
    (loss,) = converted("ParallelEvaluate[f[a]]", "5.2", "7").losses
    assert "another function" in loss.message


@pytest.mark.parametrize("second", ["counts[#]", "2 n", "If[a, 2, 3]"])
def test_a_computed_second_argument_never_becomes_a_command(second: str) -> None:
    text = f'RemoteMachine["a", {second}]'
    conversion = converted(text, "7", "6")
    assert conversion.data.decode() == text
    assert "may be the command or the number" in conversion.losses[0].message
