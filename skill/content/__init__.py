"""All that is ever said, per locale, and the catalog: YAML behind a schema."""

from skill.content.content import Content, load
from skill.content.errors import ContentError, PhraseError

__all__ = ["Content", "ContentError", "PhraseError", "load"]
