"""What a speaker tells of before it is asked anything."""

from skill.content.page import page_texts
from skill.store.sqlite.care import Mended


def of_mended(mended: Mended | None, locale: str) -> str:
    """What people hear of a store that was damaged; empty if it was not."""
    if mended is None:
        return ""
    text = page_texts(locale)
    return text["fault.mended"] if mended.by_copy else text["fault.anew"]
