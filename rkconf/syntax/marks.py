"""The marks of a Wolfram Language file: literals, brackets, and the words that begin what needs parsing."""

import re

from rkconf import deferred

_CONTEXT = r"(?:[\w$]*`)*"
LONGEST_CONTEXT = 200
"""How far to search for a context: enough for real files, a bound for hostile ones."""
LONGEST_GAP = 200
"""How far to search for a comma or an argument."""
# In the code of a notebook, a text contains them, beside the characters of the notebook outside of the code.
_FILLERS = r"(?:\x00|\\[<>])*"
_LIST = r"\$(?:Default(?:Parallel)?Kernels|ConfiguredKernels)(?![\w$`])"
_APPLIED = "(?:LaunchKernels|KernelConfiguration|RemoteKernelObject)"
_LAUNCHING = "(?:LaunchKernels|RemoteEvaluate)"
_PLAIN = rf"[^\[\]]{{0,{LONGEST_GAP}}}"
# The arguments of the call in a pure function, which contain a few calls at most: `RemoteEvaluate[#, f[1]] &`.
_OF_PURE = rf"\s*\[{_PLAIN}(?:\[{_PLAIN}\]{_PLAIN}){{0,4}}\]\s*&(?!&)"
_FUNCTION = rf"(?:{_APPLIED}|{_LAUNCHING}{_OF_PURE})"
# A longer word is not a misspelling; without a limit, one word of many such parts would take hours.
_NAMES = "Ev[A-Za-z]{0,20}Name[A-Za-z]{0,20}"
_MISSPELT_LAUNCH = "[a-z]{0,10}[Kk]ern[a-z]{0,10}"
_MISSPELT_CONFIGURATION = "Kern[a-z]{0,10}[Cc]on[a-z]{0,20}"
_ARROW = r"\s*(?:->|:>|\\\[Rule(?:Delayed)?\]|\xef\x94[\xa2\x9f])"

# Every alternative begins with a literal character, not with a group: only then does the regex engine skip the text in
# between at full speed. Therefore an empty group at its end names the alternative; brackets have none.
MARK = deferred.pattern(
    rf"""
      "{_CONTEXT}(?:{_NAMES}|VersionsLaunched)"{_ARROW}(?P<quoted_option>)
    | {_NAMES}{_ARROW}(?P<names_option>)
    | VersionsLaunched{_ARROW}(?P<versions_option>)
    | "{_FILLERS}(?:LoginScript|MLOpenArguments){_FILLERS}"(?={_ARROW})(?P<entry_option>)
    | "[^"\\]*(?:\\.[^"\\]*)*"?(?P<string>)
    | \(\*(?P<comment>)
    | \[ | \] | \{{ | \}} | \( | \) | <\| | \|>
    | \\(?:\[\w*\]|.)?(?P<escape>)
    | SetOptions\s*\[(?=\s*{_CONTEXT}\$FrontEnd(?:Session)?(?![\w$`]))(?P<settings>)
    | RemoteMachine\s*\[(?P<remote_machine>)
    | //(?P<postfix>) | \$[CDRS](?P<symbol>) | Remote[CEFKR](?P<remote>) | Link[LO](?P<link>)
    | La[a-z]{{0,10}}(?:[Kk]ern|Slave)(?P<launch>) | la[a-z]{{0,10}}[Kk]ern(?P<lowercase>) | Kern(?P<kernel>)
    | Apply(?P<apply>) | Map(?P<map>) | Scan(?P<scan>) | AppendTo(?P<append>) | PrependTo(?P<prepend>)
    | CurrentValue(?P<current_value>) | Run[PT\s\[](?P<run>) | StartProcess(?P<process>) | Install(?P<install>)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Each mark, or the beginning of a `CALL_MARK`; the name of its last group is its kind, and brackets have none."""
CALL_MARK = deferred.pattern(
    rf"""
      LaunchSlave\s*\[(?P<launch_slave>)
    | LaunchKernels(?={_OF_PURE}\s*/?@)(?P<pure_launch>)
    | LaunchKernels\s*\[(?P<launch_kernels>)
    | LaunchKernels\s*/?@(?P<applied_launch>)
    | KernelConfiguration\s*/?@(?P<applied_configuration>)
    | RemoteKernelObject\s*/?@(?P<applied_object>)
    | //\s*{_CONTEXT}{_APPLIED}(?![\w$`]|\s*[\[@])(?P<postfix>)
    | //\s*{_CONTEXT}{_LAUNCHING}(?={_OF_PURE})(?P<postfix_pure>)
    | La{_MISSPELT_LAUNCH}\s*\[(?P<launch_alike>)
    | la{_MISSPELT_LAUNCH}\s*\[(?P<lowercase_launch>)
    | {_MISSPELT_CONFIGURATION}\s*\[(?P<configuration_alike>)
    | Apply\s*\[(?=\s*{_CONTEXT}{_FUNCTION}\s*,)(?P<apply>)
    | Map\s*\[(?=\s*{_CONTEXT}{_FUNCTION}\s*,)(?P<map>)
    | Scan\s*\[(?=\s*{_CONTEXT}{_FUNCTION}\s*,)(?P<scan>)
    | Kernels\s*\[(?=\s*\])(?P<kernels>)
    | KernelConfiguration\s*\[(?P<kernel_configuration>)
    | RemoteKernelObject\s*\[(?P<remote_kernel_object>)
    | RemoteEvaluate(?={_OF_PURE}\s*/?@)(?P<pure_evaluation>)
    | RemoteEvaluate\s*\[(?P<remote_evaluate>)
    | Remote(?:Connect|File|RunProcess|Run)\s*\[(?P<remote_login>)
    | (?:Link(?:Launch|Open)|Run(?:Process|Through)?|StartProcess|Install)\s*\[(?P<starting>)
    | AppendTo\s*\[(?=\s*{_CONTEXT}{_LIST})(?P<append_to>)
    | PrependTo\s*\[(?=\s*{_CONTEXT}{_LIST})(?P<prepend_to>)
    | \$(?:RemoteCommand|SSHAuthentication|{_LIST[2:]})\s*:?=(?!=)(?P<assignment>)
    | CurrentValue\s*\[(?=[^\]]{{0,{LONGEST_GAP}}}?Ev[A-Za-z]{{0,20}}Name)(?P<current_value>)
    """,
    re.VERBOSE | re.DOTALL,
)
"""A call, a postfix or an assignment; the name of its last group is its kind.

Most files of a Front End have none, and this pattern takes longer to compile than the one of the other marks.
"""
NAME = re.compile(f"{_NAMES}|VersionsLaunched|SetOptions|RemoteMachine")
"""The name in a mark."""
CALL_NAME = deferred.pattern(
    rf"""CurrentValue|Apply|Map|Scan|Kernels|LaunchSlave|[Ll]a{_MISSPELT_LAUNCH}|{_MISSPELT_CONFIGURATION}
    |RemoteKernelObject|RemoteEvaluate|Remote(?:Connect|File|RunProcess|Run)|Link(?:Launch|Open)|AppendTo|PrependTo
    |Run(?:Process|Through)?|StartProcess|Install
    |\$RemoteCommand|\$SSHAuthentication|{_LIST}""",
    re.VERBOSE,
)
"""The name in a `CALL_MARK`."""
CONTEXT_BEFORE = re.compile(r"(?:[\w$]+`)+\Z")
"""The context in front of a name."""
SETTER_BEFORE = deferred.pattern(r"(?<![\w$])(?:Set|SetDelayed|AppendTo|PrependTo)\s*\[\s*\Z")
"""The function that sets a value, up to its first argument."""
ENTRY_NAME_BEFORE = deferred.pattern(rf'"(?:[^"\\\n]|\\.)*"{_ARROW}\s*\Z')
"""The name of an entry, up to its options."""
SYMBOL_BEFORE = deferred.pattern(r"[\w$`]+\Z")
"""The symbol in front of an operator or a bracket."""
