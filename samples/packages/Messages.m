launch::remote = "RemoteMachine[\"`1`\"] did not answer; check the LoginScript, or the MLOpenArguments."
launch::old = "LaunchSlave[`1`] belongs to version 6; use LaunchKernels[RemoteMachine[\"host\"]]."
launch::names = "EvaluatorNames -> `1` is not a list; SetOptions[$FrontEnd, EvaluatorNames -> {...}] sets it."
launch::command = "$RemoteCommand = `1` holds no template."
