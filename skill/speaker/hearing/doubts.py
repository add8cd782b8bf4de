"""What a sentence must not be taken for, however like it is to others that mean it.

A guess never does what was refused, never changes what lasts, and never takes a misheard word for
a wish. What is doubted is the fallback: the skill asks.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import log
from typing import TypeAlias

from skill.speaker.hearing.candidate import Candidate
from skill.speaker.hearing.heard import Moment
from skill.speaker.hearing.lasting import LASTING
from skill.speaker.hearing.refused import is_refused
from skill.speaker.hearing.syllables import syllables
from skill.speaker.hearing.turning import (
    Turning,
    is_taken_back,
    turnings,
    undenied,
    without_denied,
)

Read: TypeAlias = Callable[[Sequence[str], Moment], list[Candidate]]
"""Reads words without any doubt."""

YES, AGREE, NO = "AMAZON.YesIntent", "AgreeIntent", "AMAZON.NoIntent"
SURE = 0.65
"""The least score of a learnt meaning that changes what lasts. Of the sentences in
`tests/utterances` that such a meaning was rightly learnt for, 195 of 197 score as much; of those
that mean something else, 2 of 181 do."""
_CLOSE = 0.25
"""How near a calming reading may be to one that goes on, to be taken in its stead: in log odds."""
_MOST = 0.999
"""The highest share that odds are reckoned of."""
_LESS = 0.001
"""What the rank of the others is taken back by then."""
_FEW = 2
"""Words; of more than these, one at least was hardly misheard."""
_READABLE = 0.5
"""The least score of a second reading that counts."""
_CALMING = frozenset({"HurtIntent", "AMAZON.StopIntent", "AMAZON.PauseIntent"})
_PAIN = frozenset({"HurtIntent"})
_LOOSE = frozenset({YES, AGREE, "AMAZON.ResumeIntent"})
_GOING_ON = _LOOSE | {"StartRoutineIntent", "AMAZON.NextIntent", "AMAZON.StartOverIntent"}
"""Of two close readings, one that calms wins over one of these."""
_BARE = frozenset(
    {
        *("HurtIntent", "EmergencyIntent", "SeeDoctorIntent", "LegPainIntent", "FaintIntent"),
        *("SomethingWrongIntent", "AMAZON.HelpIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent"),
        *("AMAZON.PauseIntent", "AMAZON.ResumeIntent", "AMAZON.NextIntent", YES, NO),
        *("AMAZON.PreviousIntent", "AMAZON.RepeatIntent", "AMAZON.LoopOnIntent", AGREE),
    }
)
"""What one short word may mean while a track plays; any other was misheard."""
_HARMLESS = frozenset(
    {
        *("ExplainExerciseIntent", "ListExercisesIntent", "WeeklySummaryIntent", "StreakIntent"),
        *("TimeLeftIntent", "WhereAmIIntent", "WhatsNextIntent", "ListRemindersIntent"),
        *("TimerLeftIntent", "FaqIntent", "WhyAskIntent", "DoneTodayIntent", "AMAZON.HelpIntent"),
        *("EmergencyIntent", "SeeDoctorIntent", "LegPainIntent", "FaintIntent", NO),
        "SomethingWrongIntent",
    }
)
"""What only tells something, or is a refusal or a danger: no denial makes it the opposite."""
_SAID_BY_DENIAL = (LASTING - {"DeleteMyDataIntent", "BringBackIntent", "NudgesOnIntent"}) | {
    *("AMAZON.NextIntent", "AMAZON.CancelIntent", "AMAZON.LoopOffIntent", "HurtIntent"),
    *("AMAZON.ShuffleOffIntent", "RestTodayIntent", "AMAZON.ShuffleOnIntent"),
}
"""What people also ask for by a denial: "I don't want reminders", "not so fast", "not this one"."""
_EXCEPTS = frozenset({"DoExerciseIntent", "SetReminderIntent", "MoveReminderIntent"})
"""What is asked for with another in whose stead: "the squat instead of the cobra"."""
_ANSWERS = frozenset({YES, AGREE, NO})
"""What a sentence that waits for a question means only as an answer to one."""
_YES_WORDS = frozenset({"yes", "yeah", "yep", "aye"})
_NO_WORDS = frozenset({"no", "nope", "nah", "not", "never"})
_EVIDENCE = {
    "DeleteMyDataIntent": frozenset(
        {
            *("delete", "deleted", "deleting", "erase", "erased", "erasing", "remove", "removed"),
            *("wipe", "wiped", "clear", "cleared", "destroy", "destroyed", "forget", "forgotten"),
            *("rid", "gone", "purge", "scrub", "trash", "bin", "discard", "shred", "scrap", "go"),
            *("eliminate", "eliminated", "erasure", "expunge", "nuke", "drop", "away", "reset"),
            *("throw", "off", "obliterate"),
        }
    ),
    "SideFirstIntent": frozenset(
        {
            *("first", "start", "starting", "begin", "beginning", "before", "lead", "leading"),
            *("swap", "switch", "change", "open", "opening", "initially", "kick", "after"),
            *("commence", "then", "prioritise", "prioritize", "front", "started", "precede"),
        }
    ),
}
"""Words of which one must be there for a learnt meaning that is too like its opposite."""


class Doubts:
    """Takes out what a sentence must not be taken for."""

    def __init__(self, skips: Iterable[tuple[str, ...]], read: Read) -> None:
        """Take the phrases that change nothing, and what reads words."""
        self._skips = frozenset(skips)
        self._longest = max(map(len, self._skips), default=0)
        self._read = read

    def cleared(
        self, found: Sequence[Candidate], words: Sequence[str], moment: Moment
    ) -> list[Candidate]:
        """The readings of a sentence, the likeliest first; none where it has to be asked about."""
        turned = turnings(words)
        allowed = _plain_first([*self._answers(found, words, moment, turned)], moment)
        if not allowed:
            return []
        allowed = _calmer_first(allowed, moment)
        if not self._is_doubted(allowed[0], words, moment, turned):
            return allowed
        if moment.question_open and allowed[0].score >= _READABLE and self._is_refusal(words):
            return [Candidate(NO, (), _READABLE, _READABLE, is_learnt=True)]
        return []

    def _answers(
        self,
        found: Sequence[Candidate],
        words: Sequence[str],
        moment: Moment,
        turned: Sequence[Turning],
    ) -> Iterable[Candidate]:
        """The readings that the moment has a place for; only a plain yes is one."""
        for each in found:
            if each.is_learnt and each.intent in {YES, AGREE}:
                is_plain = not turned and not _YES_WORDS.isdisjoint(words) and "but" not in words
                candidate = replace(each, intent=YES if is_plain else AGREE)
            else:
                candidate = each
            waits = candidate.waits_for == "question_open" and candidate.intent in _ANSWERS
            if moment.question_open or not (waits or candidate.intent == AGREE):
                yield candidate

    def _is_doubted(
        self, best: Candidate, words: Sequence[str], moment: Moment, turned: Sequence[Turning]
    ) -> bool:
        if self._is_misheard(best, words, moment):
            return True
        if not best.is_learnt:
            return False
        if best.intent in LASTING | {YES} and best.score < SURE:
            return True
        evidence = _EVIDENCE.get(best.intent)
        if evidence is not None and evidence.isdisjoint(words):
            return True
        return bool(turned) and self._is_denied(best, words, moment, turned)

    def _is_misheard(self, best: Candidate, words: Sequence[str], moment: Moment) -> bool:
        """Whether all that was said is a word that is more likely misheard than meant."""
        content = self._content(words)
        if best.said > 1 or (best.is_learnt and (len(words) > _FEW or len(content) > 1)):
            return False
        is_short = all(syllables(word) == 1 for word in content)
        if best.is_learnt and best.intent not in _HARMLESS | _PAIN:
            return (moment.playing and is_short) or best.intent not in _CALMING
        if best.intent in LASTING and not moment.question_open:
            return is_short or (moment.playing and bool(best.waits_for))
        return moment.playing and is_short and (best.intent not in _BARE or best.is_mended)

    def _is_denied(
        self, best: Candidate, words: Sequence[str], moment: Moment, turned: Sequence[Turning]
    ) -> bool:
        """Whether the sentence means it only if a word that turns it round is passed over."""
        if best.intent in _HARMLESS:
            return best.intent == NO and not moment.question_open
        if any(each.excepts for each in turned):
            return best.intent not in _EXCEPTS
        if best.intent == "BringBackIntent" and is_refused("LeaveOutIntent", words, turned):
            return False
        if is_taken_back(words, turned) or is_refused(best.intent, words, turned):
            return best.intent != "EffortIntent"
        if best.intent in _SAID_BY_DENIAL:
            return False
        if self._meaning(undenied(words, turned), moment) != best.meaning:
            return False
        return self._meaning(without_denied(words, turned), moment) != best.meaning

    def _meaning(self, words: Sequence[str], moment: Moment) -> object:
        found = self._read(words, moment) if words else []
        return found[0].meaning if found and found[0].score >= _READABLE else None

    def _is_refusal(self, words: Sequence[str]) -> bool:
        content = self._content(words)
        return content[:1] != [] and (content[0] in _NO_WORDS or content[:2] == ["do", "not"])

    def _content(self, words: Sequence[str]) -> list[str]:
        """The words without the phrases that change nothing."""
        content: list[str] = []
        at = 0
        while at < len(words):
            skipped = next(
                (
                    size
                    for size in range(min(self._longest, len(words) - at), 0, -1)
                    if tuple(words[at : at + size]) in self._skips
                ),
                0,
            )
            if not skipped:
                content.append(words[at])
            at += skipped or 1
        return content


def _plain_first(found: Sequence[Candidate], moment: Moment) -> list[Candidate]:
    """With a plain yes in front, where a question is open and a template says it."""
    plain = [each for each in found if each.intent == YES and not each.is_learnt]
    if not (plain and moment.question_open):
        return [*found]
    return _in_front(plain[0], found)


def _calmer_first(found: Sequence[Candidate], moment: Moment) -> list[Candidate]:
    """With a calming reading in front where it is close to one that goes on."""
    best = found[0]
    calming, going_on = (_CALMING, _GOING_ON) if moment.playing else (_PAIN, _LOOSE)
    if best.is_learnt and best.intent in going_on:
        for each in found[1:]:
            if each.intent in calming and _lead(best) - _lead(each) <= _CLOSE:
                return _in_front(each, found)
    return [*found]


def _in_front(first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    highest = max(each.rank for each in found)
    behind = [
        replace(each, rank=min(each.rank, highest - _LESS)) for each in found if each is not first
    ]
    return [replace(first, rank=highest), *behind]


def _lead(learnt: Candidate) -> float:
    """How far a learnt reading leads over "nothing to us": its score, without its saturation."""
    share = min(_MOST, max(1 - _MOST, learnt.score))
    return log(share / (1 - share))
