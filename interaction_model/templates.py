"""hassil's reading of a sentence template, turned into a tree of whole words."""

from collections.abc import Mapping
from itertools import pairwise, permutations

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    Permutation,
    RuleReference,
    Sentence,
    Sequence,
    TextChunk,
)

from skill.understanding.tree import Tree, in_order, one_of


class TemplateError(ValueError):
    """A template that cannot be used; the text says which and what to do."""


def tree_of(sentence: Sentence, rules: Mapping[str, Sentence]) -> Tree:
    """The tree of a template that hassil has read.

    Raises:
        TemplateError: it names a rule that is not there, or glues a choice to a word.
    """
    _refuse_glue(sentence.expression, sentence.text or "")
    return _tree(sentence.expression, rules)


def _tree(expression: Expression, rules: Mapping[str, Sentence]) -> Tree:
    match expression:
        case TextChunk():
            return in_order([*expression.original_text.lower().split()])
        case ListReference():
            return f"{{{expression.slot_name}}}"
        case RuleReference():
            rule = rules.get(expression.rule_name)
            if rule is None:
                raise TemplateError(
                    f"<{expression.rule_name}> is not among the expansion_rules: add it there"
                )
            return _tree(rule.expression, rules)
        case Permutation():
            orders = permutations([_tree(item, rules) for item in expression.items])
            return one_of([in_order(list(order)) for order in orders])
        case Alternative():
            return one_of([_tree(item, rules) for item in expression.items])
        case Group():
            return in_order([_tree(item, rules) for item in expression.items])
        case _:
            raise TemplateError(f"{expression} is a kind of template that is not used here")


def _refuse_glue(expression: Expression, text: str) -> None:
    """Words are matched whole, so `minute[s]` must be written `(minute|minutes)`.

    Raises:
        TemplateError: a word touches a choice, a rule or a slot.
    """
    items = expression.items if isinstance(expression, Group) else []
    if isinstance(expression, Sequence):
        for left, right in pairwise(items):
            apart = _ends_in_space(left) or _ends_in_space(right, at=0)
            if not apart and TextChunk in {type(left), type(right)}:
                raise TemplateError(f"a word touches a choice or a slot in {text!r}: part them")
    for item in items:
        _refuse_glue(item, text)


def _ends_in_space(expression: Expression, at: int = -1) -> bool:
    return isinstance(expression, TextChunk) and expression.original_text[at].isspace()
