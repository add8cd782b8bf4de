"""Options that several commands take, checked before anything is begun."""

import click

from skill.content.files import locales

PORT = click.IntRange(0, 65_535)
"""A port of TCP; 0 is any free one."""


def spoken_locale(_: click.Context, __: click.Parameter, locale: str) -> str:
    """Take a locale whose language is spoken here.

    Raises:
        BadParameter: nothing of its language is there.
    """
    there = locales()
    if locale.partition("-")[0] not in {each.partition("-")[0] for each in there}:
        raise click.BadParameter(f"nothing is said in {locale} yet; there is {', '.join(there)}")
    return locale


def named_store(_: click.Context, __: click.Parameter, url: str | None) -> str | None:
    """Take a URL that names a store.

    Raises:
        BadParameter: it names none.
    """
    from skill.store.url import StoreUrlError, check  # noqa: PLC0415 - loads what runs are made of

    try:
        if url is not None:
            check(url)
    except StoreUrlError as error:
        raise click.BadParameter(str(error)) from error
    return url


def writable_store(ctx: click.Context, parameter: click.Parameter, url: str | None) -> str | None:
    """Take a URL that names a store, whose file can be written if it is one.

    Raises:
        BadParameter: it names none, or the file cannot be written.
    """
    from skill.store.url import StoreUrlError, make_writable  # noqa: PLC0415 - as above

    named_store(ctx, parameter, url)
    try:
        if url is not None:
            make_writable(url)
    except StoreUrlError as error:
        raise click.BadParameter(str(error)) from error
    return url
