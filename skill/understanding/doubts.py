"""What a sentence must not be taken for, however like it is to others that mean it.

A guess never does what was refused, never changes what lasts, and never takes a misheard word for
a wish. What is doubted is the fallback: the skill asks.
"""

from collections.abc import Iterable, Mapping, Sequence

from skill.understanding.answering import answers, is_refusal, is_yes_and_no
from skill.understanding.calming import calmer_first
from skill.understanding.candidate import Candidate
from skill.understanding.denial import Denial, Read
from skill.understanding.filling import widest
from skill.understanding.heard import Moment
from skill.understanding.kinds import ANSWERS, CALMING, DANGERS, GOING_ON, NO, TELLING, YES
from skill.understanding.lasting import LASTING
from skill.understanding.misheard import is_misheard, without_skips
from skill.understanding.spans import Span
from skill.understanding.turning import Kind, Turning, turnings

SURE = 0.65
"""The least score of a learnt meaning that changes what lasts. Of the sentences in
`tests/utterances` that such a meaning was rightly learnt for, 195 of 197 scored as much; of those
that mean something else, 2 of 181 did."""
_MEANT = 0.5
"""The least score of a refused reading that makes the sentence a no."""
_EVIDENCE: Mapping[str, frozenset[str]] = {
    "DeleteMyDataIntent": frozenset(
        {
            *("delete", "deleted", "deleting", "erase", "erased", "erasing", "remove", "removed"),
            *("wipe", "wiped", "clear", "cleared", "destroy", "destroyed", "forget", "forgotten"),
            *("rid", "gone", "purge", "scrub", "trash", "bin", "discard", "shred", "scrap", "go"),
            *("eliminate", "eliminated", "erasure", "expunge", "nuke", "drop", "away", "reset"),
            *("throw", "off", "obliterate"),
        }
    ),
    "NudgesOnIntent": frozenset(
        {
            *("notify", "notified", "notifying", "notification", "notifications", "nudge"),
            *("nudges", "message", "messages", "week", "weekly", "weeks", "know"),
        }
    ),
    "SetReminderIntent": frozenset(
        {
            *("remind", "reminder", "reminders", "reminded", "reminding", "wake", "forget"),
            *("alarm", "schedule", "prompt", "nudge", "ping", "shout", "prod", "call", "poke"),
            *("tell", "book", "plan", "get", "at", "on", "every", "daily", "make", "note", "jog"),
        }
    ),
    "CancelTimerIntent": frozenset(
        {
            *("cancel", "stop", "end", "off", "delete", "remove", "kill", "forget", "drop", "rid"),
            *("clear", "no", "not", "without", "lose", "away", "scrap", "bin", "ditch", "never"),
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
"""Words of which one must be there for a learnt meaning that is too like others."""

_PLAYED = GOING_ON | CALMING | {"AMAZON.PreviousIntent", "AMAZON.RepeatIntent"}
_NOT_PLAYED = frozenset({"timer", "timers", "reminder", "reminders", "notification"})
"""What is meant by "restart the timer" is no exercise."""


_EXPORTING = frozenset(
    {
        *("export", "exports", "exported", "exporting", "download", "downloads", "downloaded"),
        *("downloading", "copy", "copies", "copied", "copying", "backup", "backups"),
    }
)
_BRINGING = frozenset({"take", "get", "let", "send", "bring", "move", "email", "mail", "carry"})
"""Words of whoever wants to have something, beside those that also tell where to: off, away, go."""
_REMOVING = _EVIDENCE["DeleteMyDataIntent"] - {"go", "off", "away"}


class Doubts:
    """Takes out what a sentence must not be taken for."""

    def __init__(self, skips: Iterable[tuple[str, ...]], read: Read) -> None:
        """Take the phrases that change nothing, and what reads words without any doubt."""
        self._skips = frozenset(skips)
        self._denial = Denial(read)

    def cleared(
        self,
        found: Sequence[Candidate],
        words: Sequence[str],
        spans: Sequence[Span],
        moment: Moment,
    ) -> list[Candidate]:
        """The readings of a sentence, the likeliest first; none where it has to be asked about.

        Args:
            found: the readings, the likeliest first.
            words: the sentence.
            spans: all that could fill a slot in it.
            moment: when it was said.
        """
        # Half a danger is asked about, and must not hide that what comes after it is refused.
        dangers = [each for each in found if each.is_learnt and each.intent in DANGERS]
        others = [each for each in found if each not in dangers]
        cleared = self._cleared(others, words, spans, moment)
        return sorted([*dangers, *cleared], key=lambda each: (-each.rank, each.block))

    def _cleared(
        self,
        found: Sequence[Candidate],
        words: Sequence[str],
        spans: Sequence[Span],
        moment: Moment,
    ) -> list[Candidate]:
        turned = turnings(words)
        allowed = answers(found, words, moment, turned)
        if not allowed:
            return []
        allowed = calmer_first(allowed, words, moment)
        best = allowed[0]
        content = without_skips(words, self._skips)
        if is_misheard(best, words, content, moment):
            return []
        if not self._is_guess(best, words, spans, turned) and not (
            turned and self._denial.is_denied(best, words, turned, moment)
        ):
            return allowed
        if moment.question_open and best.score >= _MEANT and _is_no(content):
            return [Candidate(NO, (), _MEANT, _MEANT, is_learnt=True)]
        return []

    @staticmethod
    def _is_guess(
        best: Candidate, words: Sequence[str], spans: Sequence[Span], turned: Sequence[Turning]
    ) -> bool:
        """Whether a learnt meaning is not sure enough for what it would do."""
        if not best.is_learnt:
            return False
        if best.score < SURE and (best.intent in LASTING | {YES} or _is_open_question(best)):
            return True
        if best.intent in ANSWERS and is_yes_and_no(words):
            return True
        if best.intent in _PLAYED and not _NOT_PLAYED.isdisjoint(words):
            return True
        is_chosen = best.intent not in LASTING and _is_chosen(words, turned)
        if best.intent not in TELLING and not is_chosen:
            filling = _exercises(span for _, span in best.filled)
            if _exercises(spans) > max(1, filling):
                return True
        return _lacks_evidence(best.intent, words)


def _lacks_evidence(intent: str, words: Sequence[str]) -> bool:
    """Whether no word of a sentence tells of what a meaning would do, or one tells otherwise."""
    if intent == "DeleteMyDataIntent" and _is_for_a_copy(words):
        return True
    evidence = _EVIDENCE.get(intent)
    return evidence is not None and evidence.isdisjoint(words)


def _is_for_a_copy(words: Sequence[str]) -> bool:
    """Whether data may be wanted elsewhere, and not removed: "export", "take it away with me"."""
    said = set(words)
    if said & _EXPORTING:
        return True
    return not said & _REMOVING and bool(said & _BRINGING)


def _is_no(content: Sequence[str]) -> bool:
    return is_refusal(content) and not is_yes_and_no(content)


def _is_open_question(best: Candidate) -> bool:
    return best.intent == "FaqIntent" and not best.filled


def _is_chosen(words: Sequence[str], turned: Sequence[Turning]) -> bool:
    """Whether one of two is told from the other: "no, the squat", "instead of the squat"."""
    return "no" in words or any(each.kind is Kind.IN_STEAD for each in turned)


def _exercises(spans: Iterable[Span]) -> int:
    """How many exercises are named."""
    named = widest(span for span in spans if span.type == "Exercise")
    return len({value.id or value.said for span in named for value in span.values})
