"""From the source to the form that the local speaker hears by."""

from interaction_model.danger import read_danger
from interaction_model.exercises import exercise_values
from interaction_model.samples import samples
from interaction_model.source import Block, read_source
from skill.content import files
from skill.understanding.compiled import Compiled, CompiledBlock
from skill.understanding.spelling import Spelling

SAMPLES_PER_TEMPLATE = 10
"""Sentences of a template that likeness is measured against."""


def compile_language(language: str) -> Compiled:
    """Compile the source of a language with the catalog of its locales.

    Raises:
        FileNotFoundError: there is no source for the language.
        interaction_model.source.SourceError: the source is broken.
        skill.content.errors.ContentError: the catalog's words are broken.
    """
    source = read_source(language)
    spelling = Spelling(source.respell)
    catalog = {locale: files.nearest(locale) for locale in source.locales}
    return Compiled(
        invocation={
            "names": [source.invocation.name, source.invocation.second_name],
            "open": list(source.invocation.open),
            "ask": list(source.invocation.ask),
            "join": list(source.invocation.join),
        },
        intents={intent: list(slots) for intent, slots in source.intents.items()},
        slots=dict(source.slots),
        several=sorted(source.several),
        types={
            name: {id_: list(said) for id_, said in ids.items()}
            for name, ids in source.types.items()
        },
        exercises={
            locale: {each.id: [each.name, *each.synonyms] for each in exercise_values(locale)}
            for locale in sorted(set(catalog.values()))
        },
        catalog=catalog,
        strangers=list(source.strangers),
        skip_words=list(source.skip_words),
        cries=list(source.cries),
        respell=dict(source.respell),
        blocks=[_block(block, spelling) for block in source.blocks],
        danger=read_danger(language, spelling),
    )


def _block(block: Block, spelling: Spelling) -> CompiledBlock:
    trees = [spelling.of_tree(template.tree) for template in block.templates]
    chosen = dict.fromkeys(
        sentence for tree in trees for sentence in samples(tree, SAMPLES_PER_TEMPLATE)
    )
    return CompiledBlock(block.intent, block.prefer, trees, list(chosen))
