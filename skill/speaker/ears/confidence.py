"""How surely something was said, by its sound alone, from what Whisper makes of it."""

from math import exp

_LEAST, _SPEECH, _WORDS, _DOUBT = 4.0, 2.0, 1.0, 0.4
"""What speaks for a sentence: `_LEAST`, less so much for each unit of the three doubts below. Set
on 376 spoken sentences that change something lasting or say yes, each understood rightly, by 12
voices of hibari, flite and espeak-ng: of those spoken in silence 98.7 % come out at 0.5 or more,
with a noisy room and our routine beside them 97.9 %; of the test sentences of bench_speech.py 47 of
48. Of 100 beeps, knocks, whistles, grunts and noises, each heard while a question was open and
while the routine played, 28 were taken for such a sentence, "I'm" and "let's go" most often, and
the surest had 0.29 (a tone is none by now, see `tone`). A sentence that is cut off within a word
and taken for another stays below; one that is cut off between two words ("remind me") was said, and
is above. What Whisper hears wrongly but clearly ("seven pm" for "seven") may be above as well:
there the fit to our sentences has to tell."""


def confidence(speech: float, words: float, doubt: float) -> float:
    """How surely a sentence was said, 0 to 1; from an even chance on something may hang on it.

    Args:
        speech: how easily Whisper makes words of it at all: the mean natural logarithm of each
            token's likelihood, 0 or less, in what it hears by itself. Speech has about -0.3, a beep
            -2.
        words: the same mean in the sentence itself.
        doubt: natural logarithm of how much likelier another sentence sounds; 0 where none does.
    """
    evidence = _LEAST + _SPEECH * speech + _WORDS * words - _DOUBT * doubt
    return 1 / (1 + exp(-evidence))
