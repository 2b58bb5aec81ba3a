(* Parallel kernels: evaluate this in the kernel that starts them. *)
Needs["Parallel`"]
LaunchSlave["node1", "ssh -o BatchMode=yes -l `3` `1` \"'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'\" -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"]
LaunchSlave["node1", "ssh -o BatchMode=yes -l `3` `1` \"'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'\" -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"]
LaunchSlave["node1", "ssh -o BatchMode=yes -l `3` `1` \"'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'\" -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"]
LaunchSlave["node1", "ssh -o BatchMode=yes -l `3` `1` \"'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'\" -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"]
