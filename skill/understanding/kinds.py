"""Kinds of intents that doubt treats alike."""

from skill.understanding.lasting import LASTING

YES, AGREE, NO = "AMAZON.YesIntent", "AgreeIntent", "AMAZON.NoIntent"
NOT_NOW = "NotNowIntent"
ANSWERS = frozenset({YES, AGREE, NO, NOT_NOW})
"""Answers to a question; a template that waits for one means them only then."""
PAIN = frozenset({"HurtIntent"})
CALMING = PAIN | {"AMAZON.StopIntent", "AMAZON.PauseIntent"}
LOOSE = frozenset({YES, AGREE, "AMAZON.ResumeIntent"})
GOING_ON = LOOSE | {"StartRoutineIntent", "AMAZON.NextIntent", "AMAZON.StartOverIntent"}
"""Of two close readings, one that calms wins over one of these."""
DANGERS = frozenset(
    {
        *("EmergencyIntent", "SeeDoctorIntent", "LegPainIntent", "FaintIntent"),
        "SomethingWrongIntent",
    }
)
ABOUT_SIDES = frozenset({"OtherSideIntent", "SideFirstIntent", "OnlySideIntent", "SkipSideIntent"})
"""What names a side: people also name one to say where it hurts."""
BARE = (
    DANGERS
    | CALMING
    | ANSWERS
    | {
        *("AMAZON.HelpIntent", "AMAZON.CancelIntent", "AMAZON.ResumeIntent", "AMAZON.NextIntent"),
        *("AMAZON.PreviousIntent", "AMAZON.RepeatIntent", "AMAZON.LoopOnIntent"),
    }
)
"""What one short word may mean while a track plays; any other was misheard."""
TELLING = DANGERS | {
    *("ExplainExerciseIntent", "ListExercisesIntent", "WeeklySummaryIntent", "StreakIntent"),
    *("TimeLeftIntent", "WhereAmIIntent", "WhatsNextIntent", "ListRemindersIntent"),
    *("TimerLeftIntent", "FaqIntent", "WhyAskIntent", "DoneTodayIntent", "AMAZON.HelpIntent"),
    *("WhyDoseIntent", "WhatChangedIntent", "LastTimeIntent", "ThisMonthIntent", "GainsIntent"),
}
"""What only tells something, or is a danger: no denial makes it the opposite."""
SAID_BY_DENIAL = (LASTING - {"DeleteMyDataIntent", "BringBackIntent", "NudgesOnIntent"}) | {
    *("AMAZON.NextIntent", "AMAZON.CancelIntent", "AMAZON.LoopOffIntent", "HurtIntent"),
    *("AMAZON.ShuffleOffIntent", "RestTodayIntent", "AMAZON.ShuffleOnIntent"),
}
"""What people also ask for by a denial: "I don't want reminders", "not so fast", "not this one"."""
IN_STEAD = frozenset({"DoExerciseIntent", "SetReminderIntent", "MoveReminderIntent"})
"""What is asked for with another in whose stead: "the squat instead of the cobra"."""
