"""A week in words: two to four sentences, in wordings that differ from week to week.

Nothing here blames anybody. What was less than before is told as it is or not at all, and every
answer ends with one thing that can be done next.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from skill.content import Content
from skill.routine.gains import Gain
from skill.routine.hitches import Hitch
from skill.routine.lengths import estimate_ms
from skill.routine.progress import DAYS_A_WEEK, Week
from skill.routine.review import NextStep, Review
from skill.routine.streaks import Streaks

LONGEST_MS = 30_000
"""How long anybody listens to a summary; spoken calmly, so most voices are done before."""
NAMED_EXERCISES = 3
"""More than this many names are hard to follow by ear; then they are counted."""
NAMED_DAYS = 4
"""The same of weekdays."""
WELL_DONE_DAYS = 4
"""Three to four days a week are advised; every day is fine, and more than that."""
WORTH_TELLING_DAYS = 3
"""A streak of days is told from here on, and one of weeks from two."""
WORTH_TELLING_WEEKS = 2


@dataclass(frozen=True, slots=True)
class WeekWords:
    """How a week is told."""

    content: Content
    """All that is said."""
    variant: int
    """Picks the wordings: the number of the week, so that it sounds the same all week long."""
    whose: str = ""
    """`person` or `household` where it must be said whose week it is; else empty."""

    @classmethod
    def of(cls, content: Content, first_day: date, whose: str) -> "WeekWords":
        """The words for a week."""
        return cls(content, first_day.toordinal() // DAYS_A_WEEK, whose)

    def say(self, key: str, **values: str | int) -> str:
        """A phrase in this week's wording."""
        return self.content.phrases.say(key, self.variant, **values)

    def told(self, review: Review, away_weeks: int | None, *, last: bool) -> tuple[str, ...]:
        """The sentences about a week in which something was done.

        Args:
            review: the week.
            away_weeks: how many whole weeks before it nothing was done in; None if there was
                nothing ever before.
            last: whether it is last week; else it is this one.
        """
        told = self._sentences(review, away_weeks, last=last)
        for shorter in _shorter(review):
            if estimate_ms(" ".join(told)) <= LONGEST_MS:
                break
            told = self._sentences(shorter, away_weeks, last=last)
        return told

    def in_a_sentence(self, review: Review) -> str:
        """Last week, before the first routine of a new one."""
        days = self.content.count("day", len(review.week.days))
        minutes = self.content.count("minute", review.week.minutes)
        values = {"whose": self._whose(), "minutes": minutes}
        if not review.week.met:
            return self.say("week.told_short", days=days, **values)
        values["streak"] = self._weeks_in_a_row(review.streaks)
        if review.perfect:
            return self.say("week.told_perfect", **values)
        return self.say("week.told_met", days=days, **values)

    def days(self, days: list[date]) -> str:
        """Weekdays by name: `Monday and Friday`."""
        return self.content.listing([self.say(f"weekday.{day.isoweekday()}") for day in days])

    def streak(self, streaks: Streaks, *, met: bool) -> str:
        """What is added to a sentence about the aim; empty where no streak is worth it."""
        weeks = self._weeks_in_a_row(streaks) if met else ""
        if streaks.days < WORTH_TELLING_DAYS:
            return weeks
        days = self.content.count("day", streaks.days)
        return weeks + self.say("week_part.streak_days", days=days)

    def gain(self, gain: Gain, others: int = 0) -> str:
        """What got longer or more."""
        more = self.content.count("exercise", others)
        return self.say(
            f"week.gain_{gain.measure}",
            exercise=self.content.name(gain.exercise_id),
            before=self.content.number(gain.before),
            now=self.content.number(gain.now),
            others=self.say("week_part.gain_others", exercises=more) if others else "",
        )

    def _sentences(self, review: Review, away_weeks: int | None, *, last: bool) -> tuple[str, ...]:
        sentences = (
            self._facts(review, away_weeks, last=last),
            self._content(review),
            self._aim(review, last=last),
            self._next(review),
        )
        return tuple(sentence for sentence in sentences if sentence)

    def _weeks_in_a_row(self, streaks: Streaks) -> str:
        if streaks.weeks < WORTH_TELLING_WEEKS:
            return ""
        weeks = self.content.count("week", streaks.weeks)
        return self.say("week_part.streak_weeks", weeks=weeks)

    def _whose(self) -> str:
        return self.say(f"week_part.by_{self.whose}") if self.whose else ""

    def _facts(self, review: Review, away_weeks: int | None, *, last: bool) -> str:
        week = review.week
        days = self._on_days(sorted(week.days))
        values = {
            "when": self._when(away_weeks, "last" if last else "this"),
            "whose": self._whose(),
            "days": self.say("week_part.once", days=days) if week.runs == 1 else days,
            "minutes": self.content.count("minute", week.minutes),
            "beside": self._beside(review, last=last),
        }
        if week.runs == len(week.days):
            return self.say("week.facts_days", **values)
        return self.say("week.facts", runs=self.content.count("time", week.runs), **values)

    def _when(self, away_weeks: int | None, which: str) -> str:
        """Which week; words of its own for a first week and for a comeback."""
        if away_weeks is None:
            return self.say(f"week_part.first_{which}")
        if away_weeks == 0:
            return self.say(f"week_part.when_{which}")
        return self.say(f"week_part.comeback_{which}", weeks=self.content.count("week", away_weeks))

    def _on_days(self, days: list[date]) -> str:
        if len(days) == DAYS_A_WEEK:
            return self.say("week_part.every_day")
        if len(days) > NAMED_DAYS:
            return self.say("week_part.so_many_days", days=self.content.count("day", len(days)))
        return self.say("week_part.on_days", days=self.days(days))

    def _beside(self, review: Review, *, last: bool) -> str:
        """This week against the one before; while a week lasts, against the same days of it."""
        before = len(review.before.days) if last else review.before_by_now
        if not review.before.days:
            return ""
        more = len(review.week.days) - before
        suffix = "last" if last else "this"
        if more > 0:
            return self.say(f"week_part.more_{suffix}", days=self.content.count("day", more))
        if more == 0:
            return self.say(f"week_part.same_{suffix}")
        return self.say("week_part.fewer", days=self.content.count("day", before)) if last else ""

    def _content(self, review: Review) -> str:
        """What grew; else what was left out; else what was done."""
        if review.gains:
            return self.gain(review.gains[0], len(review.gains) - 1)
        trouble = review.trouble
        told_at_the_end = review.next_step in (NextStep.EASE, NextStep.ALONE)
        if trouble is not None and not told_at_the_end:
            return self.say(
                "week.left_out",
                exercise=self.content.name(trouble.exercise_id),
                times=self.content.count("time", trouble.times),
            )
        return self._exercises(review)

    def _exercises(self, review: Review) -> str:
        done, all_of_them = review.week.exercises, len(self.content.catalog)
        if not done:
            return ""
        number, total = self.content.number(len(done)), self.content.number(all_of_them)
        if len(done) == all_of_them:
            return self.say("week.all_exercises", number=number)
        if len(done) > NAMED_EXERCISES:
            return self.say("week.some_exercises", number=number, total=total)
        names = self.content.listing([self.content.name(id_) for id_ in done])
        return self.say("week.named_exercises", exercises=names)

    def _aim(self, review: Review, *, last: bool) -> str:
        streak = self.streak(review.streaks, met=review.week.met)
        if review.perfect:
            return self.say("week.perfect", streak=streak)
        if review.week.met:
            more = len(review.week.days) > WELL_DONE_DAYS
            return self.say("week.more" if more else "week.met", streak=streak)
        if review.missing_days > review.days_left:
            return self.say("week.short_last" if last else "week.short_late")
        missing = self.content.number(review.missing_days)
        return self.say("week.short", number=missing, streak=streak)

    def _next(self, review: Review) -> str:
        step, trouble = review.next_step, review.trouble
        if trouble is not None and step in (NextStep.EASE, NextStep.ALONE):
            return self.say(
                "week.next_ease" if trouble.hitch is Hitch.BROKEN_OFF else "week.next_alone",
                exercise=self.content.name(trouble.exercise_id),
                times=self.content.count("time", trouble.times),
            )
        if step is NextStep.MORE_DAYS:
            return self.say("week.next_today" if review.today_is_free else "week.next_tomorrow")
        return self.say(_NEXT[step])


def _shorter(review: Review) -> Iterator[Review]:
    """The same week with less and less to tell: the least dear goes first."""
    review = replace(review, week=replace(review.week, exercises=()))
    yield review
    review = replace(review, gains=review.gains[:1])
    yield review
    review = replace(review, streaks=replace(review.streaks, days=0))
    yield review
    review = replace(review, before=Week(review.before.first_day))
    yield review
    yield replace(review, gains=())


_NEXT = {
    NextStep.NEW_WEEK: "week.next_week",
    NextStep.STRONGER: "week.next_stronger",
    NextStep.SAME_AGAIN: "week.next_same",
}
