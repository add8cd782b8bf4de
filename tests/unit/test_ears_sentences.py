from collections import Counter
from functools import cache

from skill.speaker.ears.pronunciations import Pronunciations
from skill.speaker.ears.sentences import sentences
from skill.understanding import Hearing, Moment
from skill.understanding.compiled import load_compiled

CMU = "four F AO R\nread R EH D\nread(2) R IY D\nhip HH IH P\nknee N IY\nback B AE K\n"


@cache
def expected():
    return Counter(sentences(load_compiled("en-US"), "en-US", ("alexa", "computer")))


def test_the_skill_is_expected_to_be_opened_by_its_name():
    assert expected()["start my back routine"] > 1


def test_every_exercise_is_expected_by_its_name_in_figures_spoken_out():
    exercises = load_compiled("en-US").types_of("en-US")["Exercise"]
    for names in exercises.values():
        assert names[0].lower().replace("4", "four") in expected()


def test_no_sentence_has_a_slot_that_is_not_filled_or_a_figure():
    assert not [said for said in expected() if "{" in said or any(map(str.isdecimal, said))]


def test_words_are_expected_drawn_together_as_well():
    assert expected()["i can't do that one"]


def test_every_wake_word_stands_before_some_sentences():
    firsts = Counter(said.split()[0] for said in expected())
    assert firsts["alexa"] > 100
    assert firsts["computer"] > 100


def test_what_is_expected_is_what_text_hearing_understands():
    hearing, moment = Hearing.load(), Moment(in_session=True)
    some = [said for said in sorted(expected()) if said.startswith(("do the", "alexa open"))][:60]
    assert len(some) == 60
    assert all(hearing.hear(said, moment).score > 0.5 for said in some)


def test_a_word_may_be_pronounced_in_several_ways(tmp_path):
    dictionary = tmp_path / "cmu.dict"
    dictionary.write_text(CMU)
    lines = list(Pronunciations(dictionary).lines(["read", "four"]))
    assert lines == ["four F AO R", "read R EH D", "read(2) R IY D"]


def test_a_possessive_is_said_like_its_owner_with_an_s(tmp_path):
    dictionary = tmp_path / "cmu.dict"
    dictionary.write_text(CMU)
    known = Pronunciations(dictionary)
    assert known.of("hip's") == ["HH IH P S"]
    assert known.of("knee's") == ["N IY Z"]
    assert known.of("stranger's") == []


def test_muscles_are_pronounced_where_the_dictionary_does_not_know_them(tmp_path):
    dictionary = tmp_path / "cmu.dict"
    dictionary.write_text(CMU)
    assert Pronunciations(dictionary).of("piriformis")
