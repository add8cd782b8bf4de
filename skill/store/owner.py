"""Whose rows: those of an account, or of one person in its house whose voice Alexa knows.

A person's rows stand among their account's, under keys with a beginning of their own. So nobody's
rows are ever read for somebody else, and whoever removes all of an account removes theirs too.
"""

_MARK = "#PERSON#"
"""Between account and person; ids of Amazon's accounts have no `#`."""


def owner(account: str, person: str = "") -> str:
    """A person of an account; the account itself where nobody's voice was recognized.

    Args:
        account: the user's id, as Alexa gives it.
        person: hexadecimal digits that stand for the person's own id.
    """
    return f"{account}{_MARK}{person}" if person else account


def account_of(owner: str) -> str:
    """The account that an owner belongs to."""
    return owner.partition(_MARK)[0]


def person_of(owner: str) -> str:
    """The digits that stand for the person; empty for the account itself."""
    return owner.partition(_MARK)[2]


def key_of(owner: str, key: str) -> str:
    """Where an owner's row stands among those of the account."""
    person = person_of(owner)
    return f"PERSON#{person}#{key}" if person else key


def keys_of(owner: str) -> tuple[str, str] | None:
    """A key before all of a person's rows and one after them; None for all of an account's."""
    person = person_of(owner)
    return (f"PERSON#{person}#", f"PERSON#{person}$") if person else None
