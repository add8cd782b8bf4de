// Where in an exercise a track is: which side, which repetition, how many seconds are left.

import { filled, text } from "./text.js";

const SIDES = { left: text["place.left"], right: text["place.right"] };
const AFTER = { left: text["place.left_after"], right: text["place.right_after"] };
const PARTS = {
  explain: text["place.explain"],
  settle: text["place.settle"],
  switch: text["place.switch"],
  pause: text["place.pause"],
  rest: text["place.rest"],
};

/** {words, count, unit, share} at an offset; `share` goes from 0 to 1 along the ring. */
export function placeAt(now, offsetMs) {
  const span = now.spans.findLast((each) => each.at_ms <= offsetMs) ?? now.spans[0];
  // Of a track that was not fetched yet, only its length is known.
  if (!span) return { words: "", count: null, unit: "", share: within(0, now.length_ms, offsetMs) };
  const side = SIDES[span.side];
  if (span.part !== "work") return between(now, span, offsetMs);
  return span.reps === null ? holding(span, side, offsetMs) : repeating(span, side, offsetMs);
}

function between(now, span, offsetMs) {
  const isNamed = span.side && (span.part === "settle" || span.part === "switch");
  // A lead begins with the rest after what went before; a close is followed by nothing.
  const isBeforeNext = span.part === "rest" && now.segment === "lead";
  const part = PARTS[span.part];
  const rest = isBeforeNext ? filled(text["place.next"], { exercise: now.name }) : part;
  return {
    words: isNamed ? filled(AFTER[span.side], { part }) : rest,
    count: null,
    unit: "",
    share: within(span.at_ms, span.length_ms, offsetMs),
  };
}

function holding(span, side, offsetMs) {
  const gone = within(span.held_ms, span.seconds * 1000, offsetMs);
  const left = Math.ceil(span.seconds * (1 - gone));
  const unit = left === 1 ? text["place.second"] : text["place.seconds"];
  return { words: side ?? text["place.hold"], count: left, unit, share: gone };
}

function repeating(span, side, offsetMs) {
  const gone = within(span.at_ms, span.length_ms, offsetMs);
  return {
    words: side ?? text["place.repeat"],
    count: span.rep,
    unit: filled(text["place.of_reps"], span),
    share: (span.rep - 1 + gone) / span.reps,
  };
}

function within(startMs, lengthMs, offsetMs) {
  return Math.min(1, Math.max(0, (offsetMs - startMs) / lengthMs));
}
