"""Numbers, durations, times and days from spoken English, in Amazon's notation."""

from skill.understanding.spoken.dates import dates, weekdays, weekdays_between
from skill.understanding.spoken.durations import durations
from skill.understanding.spoken.figures import Figures, Found
from skill.understanding.spoken.times import times

__all__ = ["Figures", "Found", "dates", "durations", "times", "weekdays", "weekdays_between"]
