"""Buttons on the device, a remote or a screen: the playback words without a word in answer."""

from collections.abc import Callable

from skill.alexa.answer import Answer
from skill.alexa.conversations import moving, playback_words
from skill.alexa.turn import Turn


def _in_silence(word: Callable[[Turn], Answer]) -> Callable[[Turn], Answer]:
    """The same as the word, but these requests allow directives only."""

    def pressed(turn: Turn) -> Answer:
        return Answer(directives=word(turn).directives)

    return pressed


ANSWERS = {
    "PlaybackController.PlayCommandIssued": _in_silence(playback_words.resume),
    "PlaybackController.PauseCommandIssued": _in_silence(playback_words.pause),
    "PlaybackController.NextCommandIssued": _in_silence(moving.following),
    "PlaybackController.PreviousCommandIssued": _in_silence(moving.previous),
}
