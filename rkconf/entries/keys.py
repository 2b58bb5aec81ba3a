"""The documented keys of an entry, in the order in which the Front End writes them.

Sources: files of 8.0.4 and 9.0.0 (seen) for the first three, `HostName` and `RemoteLogin`; code of another tool for
`AppendNameToCellLabel`, `MLOpenArguments` and `LoginScript`; the documentation of J/Link for `EvaluatorMenuListing`.
"""

BOOLEANS = {
    "RemoteMachine": "remote_machine",
    "TranslateReturns": "translate_returns",
    "AutoStartOnLaunch": "auto_start_on_launch",
    "AppendNameToCellLabel": "append_name_to_cell_label",
}
"""Keys whose value is ``True`` or ``False``, and the names of their fields in the model."""

STRINGS = {
    "MLOpenArguments": "mlopen_arguments",
    "LoginScript": "login_script",
    "HostName": "host_name",
    "RemoteLogin": "remote_login",
    "EvaluatorMenuListing": "evaluator_menu_listing",
}
"""Keys whose value is a string, and the names of their fields in the model."""

FIELDS = BOOLEANS | STRINGS
"""All documented keys."""

BASIC = ("HostName", "RemoteLogin")
"""The keys that *Basic Options* writes; the Front End builds the command from their values."""

ADVANCED = ("MLOpenArguments", "LoginScript")
"""The keys that *Advanced Options* writes."""

_FOLDERS = (
    "$BaseDirectory", "$HomeDirectory", "$InitialDirectory", "$InstallationDirectory", "$LaunchDirectory",
    "$PreferencesDirectory", "$RootDirectory", "$TemporaryDirectory", "$TopDirectory", "$UserBaseDirectory",
    "$UserDocumentsDirectory",
)  # fmt: skip

MACHINE_SYMBOLS: dict[str, str | None] = {
    **dict.fromkeys(_FOLDERS),
    **dict.fromkeys(("$MachineDomain", "$MachineName", "$ProcessID", "$SystemID", "$UserName", "$VersionNumber")),
    "$PathnameSeparator": "/",
}
"""Symbols whose value is a text that only the machine knows (None), and the separator of its paths.

Source: the documentation of the symbols. Both ``/`` and a backslash separate folders on Windows.
"""

MACHINE_FUNCTIONS = (
    "Directory",
    "DirectoryName",
    "Environment",
    "GetEnvironment",
    "NotebookDirectory",
    "ParentDirectory",
)
"""Functions that return a text that only the machine knows."""

FOLDERS_JOINED = ("FileNameJoin", "ToFileName")
"""Functions that join folders to a path."""

CALLS = ("RemoteMachine", "LaunchSlave")
"""The functions that describe or launch parallel kernels."""
