// The words of an open question, or of a stop, and its answers: all in view, and as large as can be.

const SIZES_REM = [1.5, 1.35, 1.2, 1.1, 1, 0.9];
const STOPPED = ["hurt", "rest"];
const BELOW_PX = 8;
const words = document.getElementById("said");
const answers = document.getElementById("answers");
let shown = null;

/** Sizes the words so that they and the answers end above the lower edge of the window. */
export function fitWords() {
  const isAtStake = !answers.hidden || STOPPED.includes(document.body.dataset.mood);
  document.body.toggleAttribute("data-at-stake", isAtStake);
  words.style.fontSize = "";
  if (isAtStake) {
    if (shown !== words.textContent) scrollTo({ top: 0 });
    SIZES_REM.find((size) => {
      words.style.fontSize = `${size}rem`;
      return room() >= 0;
    });
  }
  shown = isAtStake ? words.textContent : null;
}

/** How many pixels are left below, wherever the page was scrolled to. */
function room() {
  const last = answers.hidden ? words : answers;
  return innerHeight - BELOW_PX - (last.getBoundingClientRect().bottom + scrollY);
}

addEventListener("resize", fitWords);
