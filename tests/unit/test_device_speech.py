"""Reading speech, and how long it takes."""

import pytest

from skill.speaker.device.speech import SENTENCE_END_MS, WORD_MS, estimated_ms, from_output_speech
from skill.speaker.device.ssml import Break, Clip, SsmlError, Words, read, spoken


def test_pieces_come_in_the_order_in_which_they_are_heard():
    pieces = read('<speak>One<break time="2s"/>two<audio src="https://x/a.mp3"/></speak>')
    assert pieces == (Words("One"), Break(2_000), Words("two"), Clip("https://x/a.mp3"))


def test_tags_around_words_are_not_heard():
    ssml = '<speak><p>Lie <emphasis level="strong">down</emphasis>, <s>please.</s></p></speak>'
    assert spoken(read(ssml)) == "Lie down, please."


def test_amazons_own_tags_need_no_declaration():
    ssml = '<speak><amazon:effect name="whispered">Hush.</amazon:effect></speak>'
    assert spoken(read(ssml)) == "Hush."


def test_escaped_characters_are_heard_as_themselves():
    assert spoken(read("<speak>rock &amp; roll</speak>")) == "rock & roll"


def test_what_a_word_stands_for_is_heard_in_its_place():
    assert spoken(read('<speak><sub alias="seconds">s</sub></speak>')) == "seconds"


@pytest.mark.parametrize(
    ("ssml", "complaint"),
    [
        ("<speak>a & b</speak>", "well formed"),
        ("<speak><b>a</b></speak>", "no tag <b>"),
        ("just words", "well formed"),
        ("<p>words</p>", "inside <speak>"),
        ('<speak><break time="2 sec"/></speak>', "800ms"),
        ('<speak><break strength="long"/></speak>', "strength"),
        ("<speak><audio/></speak>", "src"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><speak>&a;</speak>', "declaration"),
    ],
)
def test_what_alexa_would_refuse_is_refused(ssml, complaint):
    with pytest.raises(SsmlError, match=complaint):
        read(ssml)


def test_an_output_speech_of_another_type_is_refused():
    with pytest.raises(SsmlError):
        from_output_speech({"type": "Song", "ssml": "<speak>la</speak>"})


def test_speech_lasts_as_long_as_its_words_breaks_and_clips():
    ssml = '<speak>Two words.<break time="3s"/><audio src="https://x/a.mp3"/></speak>'
    speech = from_output_speech({"type": "SSML", "ssml": ssml})
    assert estimated_ms(speech, lambda _: 1_000) == 2 * WORD_MS + SENTENCE_END_MS + 4_000
