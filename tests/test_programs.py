"""Programs that are not what a launch command needs are reported as what they are."""

import pytest

from rkconf import linting, versions
from rkconf.command import target
from rkconf.diagnostics import Diagnostic
from rkconf.inputs import bare
from rkconf.programs import meant_program

LINK = " -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"


def found(program: str, kind: str = "launch") -> dict[str, Diagnostic]:
    (checked,) = bare({kind: (program + LINK).encode()})
    version = versions.load("7")
    return {each.name: each for each in linting.check(checked, target(version, version))}


@pytest.mark.parametrize(
    ("program", "rule", "words"),
    [
        pytest.param("ssh fred skye.local math", "split-login", "skye.local as the program", id="user and host"),
        pytest.param("ssh fred 10.0.0.5 ./math.sh", "split-login", "10.0.0.5 as the program", id="user and address"),
        pytest.param("ssh skye.local Mathematica", "never-started", "is the Front End", id="the Front End"),
        pytest.param("ssh skye.local /usr/local/bin/mathematica", "never-started", "is the Front End", id="its script"),
        pytest.param(
            "/Applications/Mathematica.app/Contents/MacOS/Mathematica", "never-started", "is the Front", id="here"
        ),
        pytest.param("ssh skye.local /Applications/Mathematica.app", "never-started", "is a folder", id="a folder"),
        pytest.param("ssh skye.local ./X.app/", "never-started", "is a folder", id="a folder with a slash"),
        pytest.param("ssh skye.local sbatch math", "controller-in-background", "runs its command later", id="a queue"),
        pytest.param(
            "qsub ssh skye.local math", "controller-in-background", "runs its command later", id="a queue here"
        ),
        pytest.param("ssh skye.local tmux new -d math", "controller-in-background", "tmux detaches", id="tmux"),
        pytest.param("ssh skye.local module load m && math", "local-expansion", "runs on this machine", id="module"),
        pytest.param("ssh skye.local cd /opt; ./math.sh", "local-expansion", "runs on this machine", id="cd"),
        pytest.param(
            "ssh skye.local . ./env && math", "local-expansion", "runs on this machine", id="a script of values"
        ),
        pytest.param("ssh skye.local wolframscript", "wolframscript-as-kernel", "hangs", id="wolframscript"),
        pytest.param("ssh skye.local xterm -e math", "not-understood", "needs a display", id="a terminal window"),
        pytest.param("ssh skye.local \"su - fred -c 'math'\"", "not-understood", "a password", id="another user"),
        pytest.param(
            "ssh skye.local bash -lc 'module load m;' math", "unread-arguments", "does not get load", id="a lost module"
        ),
        pytest.param("ssh win C:\\math\\math.exe", "lost-backslash", "C:mathmath.exe", id="backslashes"),
        pytest.param("ssh://fred@skye.local/usr/bin/math", "never-started", "address", id="an address"),
        pytest.param('ssh win "C:\\Program Files\\math.exe"', "path-cut-at-blank", "looks for", id="a path of Windows"),
        pytest.param('ssh skye.local "my math/math"', "path-cut-at-blank", "looks for my", id="a path with a space"),
    ],
)
def test_a_program_is_reported_as_what_it_is(program: str, rule: str, words: str) -> None:
    assert words in found(program)[rule].message


@pytest.mark.parametrize(
    ("program", "rule"),
    [
        pytest.param("ssh -l fred skye.local math", "split-login", id="a host after a user"),
        pytest.param("ssh fred@skye.local run.sh math", "split-login", id="a script after a host"),
        pytest.param("ssh skye.local run.py math", "split-login", id="another script"),
        pytest.param("ssh skye.local '/opt/Mathematica 7/math'", "never-started", id="a path that is split"),
        pytest.param("ssh skye.local /opt/Mathematica/math", "never-started", id="a kernel in a folder of the name"),
        pytest.param("sbatch --wait ssh skye.local math", "controller-in-background", id="a queue that waits"),
        pytest.param("ssh -fN skye.local; math", "local-expansion", id="a kernel here with a tunnel"),
        pytest.param("ssh skye.local mkdir /tmp/x; math", "local-expansion", id="a command with a lasting effect"),
        pytest.param("scp math.sh skye.local: && ssh skye.local ./math.sh", "never-started", id="a copy of a file"),
        pytest.param("ping -c 1 skye.local; ssh skye.local ./math.sh", "never-started", id="a test of the network"),
        pytest.param("ssh skye.local 'module load m && math'", "local-expansion", id="a quoted command"),
    ],
)
def test_a_right_program_is_not_reported(program: str, rule: str) -> None:
    assert rule not in found(program)


def test_a_queue_may_start_parallel_kernels() -> None:
    assert "controller-in-background" not in found("ssh `1` sbatch math", "parallel")


@pytest.mark.parametrize(
    ("program", "advice"),
    [
        pytest.param("sshh skye.local math", "did you mean ssh?", id="ssh"),
        pytest.param("/usr/bin/sssh skye.local math", "did you mean ssh?", id="a path"),
        pytest.param("ssh skye.local nohpu math", "did you mean nohup?", id="on the other machine"),
        pytest.param("ssh skye.local mth", "did you mean math?", id="a kernel with its flags"),
        pytest.param("ssh skye.local ./MathKernal", "did you mean MathKernel?", id="a path to a kernel"),
        pytest.param("ssh skye.local kernel7", "", id="an unknown program with the flags of a kernel"),
        pytest.param("ssh fred:x@skye.local /opt/math", "", id="a password in the login"),
        pytest.param(
            r'"C:\Windows\System32\OpenSSH\ssh.exe" skye.local math', "--local-shell cmd", id="a quoted path of Windows"
        ),
        pytest.param("ssh fred skye math", "write fred@skye", id="a host without a dot"),
        pytest.param("ssh fred@skye pbsdsh -n 1 math", "", id="an unknown launcher with an option"),
        pytest.param("ssh fred@skye run math", "", id="a program after a user and a host"),
        pytest.param("ssh -P 22 fred@skye math", "write -p for a port", id="the option of scp for a port"),
    ],
)
def test_the_advice_for_an_unknown_program(program: str, advice: str) -> None:
    assert advice in (unknown := found(program)["not-understood"]).help
    assert bool(unknown.help) == bool(advice)
    assert "path-cut-at-blank" not in found(program)


@pytest.mark.parametrize("program", ["math.sh", "./run.sh", "math7", "runmath", "/opt/bin/kernel7", "MathKernel.exe"])
def test_a_wrapper_with_the_flags_of_a_kernel_is_one(program: str) -> None:
    assert "not-understood" not in found(f"ssh skye.local {program}")


@pytest.mark.parametrize("name", ["ssh", "tmux", "MathKernel", "tunnel", "runmath", "x", ""])
def test_a_known_or_a_different_name_is_not_misspelt(name: str) -> None:
    assert meant_program(name) is None


@pytest.mark.parametrize(
    ("program", "prompts"),
    [
        pytest.param("ssh skye.local ./math.sh", True, id="alone"),
        pytest.param("nice ssh skye.local ./math.sh", True, id="under another program"),
        pytest.param("sshpass -f secret ssh skye.local ./math.sh", False, id="under sshpass"),
        pytest.param("nice sshpass -f secret ssh skye.local ./math.sh", False, id="under both"),
    ],
)
def test_a_program_may_answer_the_prompts_of_ssh(program: str, *, prompts: bool) -> None:
    assert ("may-prompt" in found(program)) == prompts


@pytest.mark.parametrize(
    ("program", "is_flag"),
    [
        pytest.param("ssh skye.local docker run --rm image wolfram", False, id="the subcommand of another program"),
        pytest.param("ssh skye.local math LinkMode Connect", True, id="the first word of a kernel"),
    ],
)
def test_a_word_without_a_dash_is_a_flag_only_for_the_kernel(program: str, *, is_flag: bool) -> None:
    assert ("unknown-flag" in found(program)) == is_flag


@pytest.mark.parametrize(
    ("program", "rule"),
    [
        pytest.param("docker exec -i box '/opt/a b/math'", "path-cut-at-blank", id="a path that a login shell splits"),
        pytest.param("docker container exec -d box math", "controller-in-background", id="in the background"),
        pytest.param("docker exec -it box math", "not-understood", id="with a terminal"),
        pytest.param("podman exec -u fred box rsh h math", "insecure-rsh", id="a login"),
        pytest.param("kubectl -n lab exec pod -c box -- rsh h math", "insecure-rsh", id="a command after --"),
        pytest.param("kubectl exec pod math", "not-understood", id="a command without --"),
        pytest.param("singularity exec -B /a img.sif rsh h math", "insecure-rsh", id="an image"),
        pytest.param("docker run image math", "not-understood", id="an image that may start another program"),
    ],
)
def test_a_command_in_a_container_is_followed(program: str, rule: str) -> None:
    assert rule in found(f"ssh skye.local {program}")
