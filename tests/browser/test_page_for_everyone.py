"""The page for every screen, every light, every hand and every ear."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SCHEMES = ("light", "dark")
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="session")
def axe(skip_without):
    """The source of axe-core, from npm."""
    path = Path(os.environ.get("AXE_CORE", ROOT / "node_modules/axe-core/axe.min.js"))
    if not path.exists():
        skip_without("no axe-core: npm install --no-save axe-core (or set AXE_CORE)")
    return path.read_text(encoding="utf-8")


def found_by(axe, page):
    page.tab.evaluate(axe)
    page.tab.wait_for_timeout(600)  # colors fade into each other
    results = page.tab.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        (fault["id"], fault["impact"], [node["target"] for node in fault["nodes"]])
        for fault in results["violations"]
        if fault["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious(axe, open_page, scheme):
    page = open_page(color_scheme=scheme)
    assert found_by(axe, page) == []
    page.tab.click("summary")
    page.tab.wait_for_selector("#wishes-form")
    assert found_by(axe, page) == []
    page.tab.click("#forget")
    assert found_by(axe, page) == []
    page.tab.click("#sure [value=keep]")
    page.start_routine()
    assert found_by(axe, page) == []
    page.shoot(f"playing-{scheme}")
    page.press("pause")
    page.until_ring("paused")
    assert found_by(axe, page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), [(320, 640), (768, 1024), (1920, 1080)])
def test_no_width_needs_scrolling_sideways(open_page, width, height, scheme):
    page = open_page(width, height, color_scheme=scheme)
    page.tab.click("summary")
    assert not page.is_sideways()
    page.tab.click("summary")
    page.start_routine()
    assert not page.is_sideways()
    page.shoot(f"playing-{width}-{scheme}", whole=width < 1000)


def test_nothing_moves_for_who_wants_it_still(open_page):
    page = open_page(reduced_motion="reduce")
    page.say("delete my data")
    page.until_ring("listening")
    style = "getComputedStyle(document.querySelector('.halo')).animationName"
    assert page.tab.evaluate(style) == "none"


def test_the_keyboard_alone_does_all(page, speaker):
    keys = page.tab.keyboard
    page.tab.focus("#sentence")
    keys.type("start my back routine")
    keys.press("Enter")
    page.tab.wait_for_selector("#said:has-text('ready')", timeout=20_000)
    page.tab.focus("#sentence")
    keys.type("yes")
    keys.press("Enter")
    page.until_sounding()
    page.tab.focus("#play-pause")
    keys.press("Enter")
    page.until_ring("paused")
    page.tab.focus("summary")
    keys.press("Enter")
    page.tab.focus("#minutes")
    keys.type("9")
    keys.press("Enter")
    page.tab.wait_for_selector("#wishes-form [role=status]:has-text('Kept')")
    assert speaker.wishes.minutes == 9


def test_every_focus_is_seen(page):
    unseen = page.tab.evaluate(
        """() => [...document.querySelectorAll('button, summary, a')]
             .filter((each) => each.checkVisibility())
             .filter((each) => { each.focus({focusVisible: true});
               return getComputedStyle(each).outlineStyle === 'none'; })
             .map((each) => each.outerHTML)"""
    )
    assert unseen == []
