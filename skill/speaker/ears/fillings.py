"""What people say for Amazon's own slot types: numbers, durations, times, days."""

_NUMBERS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety"),
]
_COMMON = ["five", "ten", "fifteen", "twenty", "thirty", "twenty five", "forty five"]
"""Lengths that people like."""
_HOURS = _NUMBERS[:12]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _durations() -> list[str]:
    amounts = [*_NUMBERS, *_COMMON, *_COMMON, *_COMMON]
    return [
        *(f"{amount} minutes" for amount in amounts),
        *(f"{amount} minute" for amount in _COMMON),
        *("half an hour", "an hour", "one hour", "two hours", "a quarter of an hour"),
        *("an hour and a half", "a minute", "one minute", "thirty seconds", "half hour"),
    ]


def _times() -> list[str]:
    parts = ("in the morning", "in the evening", "a.m.", "p.m.")
    around = ("half past", "quarter past", "quarter to")
    clocks = [
        *_HOURS,
        *(f"{hour} {minutes}" for hour in _HOURS for minutes in ("thirty", "fifteen")),
        *(f"{way} {hour}" for way in around for hour in _HOURS),
    ]
    return [
        *(f"{clock} {part}" for clock in clocks for part in parts),
        *clocks,
        *(f"{hour} o'clock" for hour in _HOURS),
        *("noon", "midday", "midnight", "in the morning", "in the evening", "tonight"),
    ]


ENGLISH: dict[str, list[str]] = {
    "AMAZON.NUMBER": [*_NUMBERS, *_COMMON, *_COMMON],
    "AMAZON.DURATION": _durations(),
    "AMAZON.TIME": _times(),
    "AMAZON.DayOfWeek": [
        *_WEEKDAYS,
        *(f"{day}s" for day in _WEEKDAYS),
        *("monday and thursday", "tuesday and friday", "monday wednesday and friday"),
    ],
    "AMAZON.DATE": [
        *("today", "tomorrow", "tonight", "this evening", "tomorrow morning", "tomorrow evening"),
        *("the day after tomorrow", "next monday", "next friday"),
    ],
}
"""Slot type -> what is said for it. Not all that is understood, but enough to count words by."""
