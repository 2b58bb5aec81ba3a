"""Stand-ins for a kernel, each with one behaviour: programs that the tests install on the kernel's machine."""

from tests.live.doctor.rig import Rig

PYTHON = "/mnt/python/bin/python3"
PATH = "/mnt/bin/math"
_CALLING = """\
import socket, sys, time

words = [word.lower() for word in sys.argv[1:]]
if "-mathlink" not in words and "-wstp" not in words:
    print("Mathematica 5.2 for Linux\\n\\nIn[1]:= ", flush=True)
    sys.exit(0)
name = sys.argv[words.index("-linkname") + 2]
ends = [end.split("@") for end in name.split(",")]
calls = [socket.create_connection((host, int(port)), 4) for port, host in ends[:{channels}]]
[call.settimeout(None) for call in calls]
time.sleep({seconds})
if {seconds} == 0:
    sys.exit(0)
while calls[0].recv(100):
    pass
"""
# It lives a little longer than its login.
_HANGING = """\
import os, time

while os.getppid() != 1:
    time.sleep(0.05)
time.sleep(3)
"""
_DEAF = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
_BODIES = {
    "works": _CALLING.format(channels=2, seconds=0.01),
    "starts slowly": f"import time\ntime.sleep(1)\n{_CALLING.format(channels=2, seconds=0.01)}",
    "lives on": f"{_DEAF}{_CALLING.format(channels=2, seconds=6)}",
    "calls once": _CALLING.format(channels=1, seconds=0.01),
    "dies": _CALLING.format(channels=2, seconds=0),
    "hangs": _HANGING,
    "has no licence": "import sys\nprint('No valid password found.\\nProduct exited.')\nsys.exit(1)\n",
    "asks for a licence": "import time\nprint('Enter your activation key: ', flush=True)\ntime.sleep(30)\n",
    "talks": "print('Mathematica 5.2 for Linux\\n\\nIn[1]:= ', flush=True)\n",
    "stops": "import sys\nprint('Segmentation fault', file=sys.stderr)\nsys.exit(3)\n",
}


def install(rig: Rig, behaviour: str, path: str = PATH) -> None:
    """Install a kernel on ``there`` that behaves in one way, and start the ssh server."""
    rig.there.put(path, f"#!{PYTHON}\n{_BODIES[behaviour]}", 0o755)
