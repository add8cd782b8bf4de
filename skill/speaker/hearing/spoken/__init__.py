"""Numbers, durations, times and days from spoken English, in Amazon's notation."""

from skill.speaker.hearing.spoken.dates import dates, weekdays, weekdays_between
from skill.speaker.hearing.spoken.durations import durations
from skill.speaker.hearing.spoken.figures import Figures, Found
from skill.speaker.hearing.spoken.times import times

__all__ = ["Figures", "Found", "dates", "durations", "times", "weekdays", "weekdays_between"]
