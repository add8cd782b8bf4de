"""The intents that change something lasting: a setting, a reminder, a timer, what is kept."""

LASTING = frozenset(
    f"{name}Intent"
    for name in (
        *("ChangePace", "ChangeLength", "ChangeDetail", "ChangeLevel", "Effort", "SideFirst"),
        *("LeaveOut", "BringBack", "WeekStart", "DeleteMyData", "DoctorAllows"),
        *("UndoChange", "LimitDose"),
        *("SetReminder", "MoveReminder", "CancelReminder", "NudgesOn", "NudgesOff"),
        *("BreakTimer", "ChangeTimer", "CancelTimer"),
    )
)
"""Names of intents. A guess never becomes one of these: what is not sure is asked about."""
_YES = frozenset({"AMAZON.YesIntent", "AgreeIntent"})


def needs_certainty(intent: str | None) -> bool:
    """Whether something lasting may hang on an intent: it is one of them, or says yes to one."""
    return intent in LASTING or intent in _YES
