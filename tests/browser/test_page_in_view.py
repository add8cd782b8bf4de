"""At every size, what is at stake is whole, uncovered and in view without scrolling."""

import pytest

pytestmark = pytest.mark.browser
FIGURE_FOUR = 2
IN_THE_HOLD_MS = 36_000
AT_200_PERCENT = (683, 329, 2)
SIZES = [
    *((320, 640, 1), (640, 360, 1), (768, 1024, 1), (1024, 768, 1), (1366, 657, 1)),
    *((1920, 1080, 1), (3840, 2160, 1), AT_200_PERCENT),
]
PX_A_MM = 96 / 25.4
NUMBER_MM, SIDE_MM = 25, 12
"""What somebody with 20/40 sight reads from 3 m, on a laptop of 14 inches."""
A_LAPTOP_OR_LARGER = 1_366
DIGITS_PX = """() => {
  const number = document.querySelector('#count-number');
  const style = getComputedStyle(number);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { actualBoundingBoxAscent, actualBoundingBoxDescent } = pen.measureText(number.textContent);
  return actualBoundingBoxAscent + actualBoundingBoxDescent;
}"""
FONT_PX = "selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)"
TRANSFORM = "getComputedStyle(document.querySelector('#picture svg')).transform"
OPACITIES = """() => ['.start', '.end'].map(
  (pose) => getComputedStyle(document.querySelector(`#picture ${pose}`)).opacity)"""
OVERLAPS = """selectors => {
  const boxOf = (each) => document.querySelector(each).getBoundingClientRect();
  const boxes = selectors.map((each) => [each, boxOf(each)]);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
    .filter(([, b]) => meet(a, b))
    .map(([other]) => `${one} over ${other}`));
}"""
PAUSE, HURTS, WORDS = "[data-button=pause]", "#hurts", "#said"
YES, NO = "#answers button:first-child", "#answers button:last-child"
CUT_OFF = """selector => {
  const element = document.querySelector(selector);
  const box = element.getBoundingClientRect();
  const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
  const corner = getComputedStyle(element).borderTopLeftRadius;
  const radius = corner.endsWith('%') ? box.width * parseFloat(corner) / 100 : parseFloat(corner);
  const inset = Math.min(radius, box.width / 2, box.height / 2) * .3 + 1;
  const points = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + inset, top + inset], [right - inset, top + inset],
    [left + inset, bottom - inset], [right - inset, bottom - inset],
  ];
  const faults = points
    .map(([x, y]) => [Math.round(x), Math.round(y), document.elementFromPoint(x, y)])
    .filter(([x, y, found]) => !found || !element.contains(found))
    .map(([x, y, found]) => `${x},${y}: ${found ? found.outerHTML.slice(0, 60) : 'outside'}`);
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) faults.push('outside');
  const clips = getComputedStyle(element).overflow !== 'visible' || element.matches('button');
  const isHigher = clips && element.scrollHeight > element.clientHeight + 1;
  if (isHigher || element.scrollWidth > element.clientWidth + 1) faults.push('its text is cut off');
  if (scrollY > 0) faults.push('scrolled');
  return box.width > 0 ? faults : ['not shown'];
}"""


def hidden(page, *selectors):
    """What is not whole, in the window and uncovered, with the points where it is not."""
    found = {each: page.tab.evaluate(CUT_OFF, each) for each in selectors}
    return {each: faults for each, faults in found.items() if faults}


def size_of(page, selector):
    box = page.tab.locator(selector).bounding_box()
    return box["width"], box["height"]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def small_or_large(request, open_page):
    """A page at each size, and the name of the size."""
    width, height, scale = request.param
    page = open_page(width, height, device_scale_factor=scale, reduced_motion="reduce")
    return page, f"{width}x{height}"


def test_pain_is_told_by_a_button_and_asked_about_in_view(small_or_large):
    page, size = small_or_large
    page.play_routine(step=FIGURE_FOUR, at_ms=IN_THE_HOLD_MS)
    page.until_title("Figure four stretch")
    page.tab.wait_for_selector("#count:not([hidden])")
    page.shoot(f"playing-{size}")
    shown = ["h1", "#detail", ".disc", "#count", "#next", "#way", PAUSE, HURTS]
    assert hidden(page, *shown) == {}
    assert page.tab.evaluate(OVERLAPS, shown) == []
    digits_px = page.tab.evaluate(DIGITS_PX)
    width, height = page.tab.viewport_size["width"], page.tab.viewport_size["height"]
    # Upright, the width is what two digits have.
    assert digits_px >= (height / 3 if width > height else width / 3)
    # Drawn for the right side, the picture is turned for the left one.
    assert page.tab.evaluate(TRANSFORM) == "matrix(-1, 0, 0, 1, 0, 0)"
    if width >= A_LAPTOP_OR_LARGER:
        assert digits_px >= NUMBER_MM * PX_A_MM
        assert page.tab.evaluate(FONT_PX, "#detail") >= SIDE_MM * PX_A_MM
    assert all(
        hurts >= pause
        for hurts, pause in zip(size_of(page, HURTS), size_of(page, PAUSE), strict=True)
    )
    if width == A_LAPTOP_OR_LARGER:
        # Once it is held, the picture is at the end of the movement.
        page.tab.wait_for_selector('#picture[style*="--phase: 1.000"]')
        page.tab.emulate_media(reduced_motion="no-preference")
        assert page.tab.evaluate(OPACITIES) == ["0", "1"]
        page.tab.emulate_media(reduced_motion="reduce")
        assert page.tab.evaluate(OPACITIES) == ["1", "1"]
    page.tab.click(HURTS)
    page.tab.wait_for_selector(f"[data-mood=hurt] {YES}")
    page.shoot(f"hurt-{size}")
    assert hidden(page, "h1", "#detail", ".disc", HURTS, WORDS, YES, NO) == {}
    assert page.title == "Figure four stretch"
    page.tab.click(HURTS)
    page.tab.wait_for_selector("[data-mood=rest]")
    page.shoot(f"rest-{size}")
    assert hidden(page, "h1", "#detail", WORDS) == {}


def test_the_screening_question_and_its_answers_are_in_view(small_or_large):
    page, size = small_or_large
    page.say("start my back routine")
    page.tab.wait_for_selector(YES)
    page.shoot(f"screening-{size}")
    assert hidden(page, WORDS, YES, NO) == {}
    assert not page.is_sideways()
