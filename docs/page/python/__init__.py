"""What the worker of the page asks of rkconf: functions of plain values, called through `operations.answer`."""
