"""Templates as trees of words, and the sentences that are chosen from them."""

import pytest
from hassil import parse_sentence
from hypothesis import given
from hypothesis import strategies as st

from interaction_model.samples import samples
from interaction_model.templates import TemplateError, tree_of
from skill.understanding.spelling import Spelling
from skill.understanding.tree import leaves, numbered, slot_names


def tree(text, **rules):
    parsed = {name: parse_sentence(rule) for name, rule in rules.items()}
    return tree_of(parse_sentence(text, keep_text=True), parsed)


def said(text, **rules):
    return {" ".join(words) for words in numbered(tree(text, **rules))}


def test_choices_options_and_slots_are_expanded():
    assert said("(start|do) [my] {level} routine") == {
        "start my {level} routine",
        "do my {level} routine",
        "start {level} routine",
        "do {level} routine",
    }


def test_a_rule_stands_for_its_body():
    assert said("<start> it", start="(start|begin)") == {"start it", "begin it"}


def test_a_permutation_is_every_order():
    assert said("(one;two)") == {"one two", "two one"}


def test_a_missing_rule_is_named():
    with pytest.raises(TemplateError, match="<start> is not among the expansion_rules"):
        tree("<start> it")


@pytest.mark.parametrize("text", ["minute[s]", "un(do|tie)", "{level}ish", "re<do>"])
def test_a_word_that_touches_a_choice_is_refused(text):
    with pytest.raises(TemplateError, match="part them"):
        tree(text, do="do")


def test_slots_are_told_from_left_to_right():
    assert list(slot_names(tree("do {exercise} [for {duration}]"))) == ["exercise", "duration"]


def test_millions_of_sentences_are_counted_without_being_made():
    many = tree(" ".join(["(a|b|c|d|e|f|g|h)"] * 12))

    assert len(numbered(many)) == 8**12
    assert len(numbered(many)[8**12 - 1]) == 12


trees = st.recursive(
    st.sampled_from(["", "a", "b", "c", "{slot}"]),
    lambda inner: st.builds(
        lambda kind, parts: [kind, *parts],
        st.sampled_from(["all", "one"]),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


@given(trees, st.integers(1, 20))
def test_samples_are_sentences_of_the_template_within_the_limit(any_tree, limit):
    everything = {" ".join(words) for words in numbered(any_tree)}
    chosen = samples(any_tree, limit)

    assert len(chosen) == len(set(chosen)) <= limit
    assert set(chosen) <= everything - {""}


@given(trees)
def test_every_word_is_in_a_sample_if_the_limit_allows_it(any_tree):
    heard = {word for sample in samples(any_tree, 100) for word in sample.split()}

    assert heard == set(leaves(any_tree))


def test_the_shortest_sentence_is_always_among_the_samples():
    assert samples(tree("[please] stop [it] [now]"), 1) == ("stop",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's NEXT?", "what is next"),
        ("the cat-cow, please!", "the cat cow please"),
        ("at 7:30pm", "at 7:30 pm"),
        ("a 10-minute {level} one", "a 10 minute {level} one"),
        ("seven o'clock", "seven o'clock"),
        ("don\N{RIGHT SINGLE QUOTATION MARK}t", "do not"),
        ("", ""),
    ],
)
def test_everything_is_written_in_one_spelling(text, words):
    spelling = Spelling({"what's": "what is", "don't": "do not"})

    assert " ".join(spelling.words(text)) == words


@given(st.text(max_size=60))
def test_a_spelling_spelt_again_stays_as_it_is(text):
    spelling = Spelling({"what's": "what is"})
    once = spelling.words(text)

    assert spelling.words(" ".join(once)) == once
