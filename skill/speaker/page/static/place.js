// Where in an exercise a track is: which side, which repetition, how many seconds are left.

const SIDES = { left: "Left side", right: "Right side" };
const PARTS = {
  explain: "How it goes",
  settle: "Get into place",
  switch: "Change sides",
  pause: "A short pause",
  rest: "Rest",
};

/** {words, count, unit, share} at an offset; `share` goes from 0 to 1 along the ring. */
export function placeAt(now, offsetMs) {
  const span = now.spans.findLast((each) => each.at_ms <= offsetMs) ?? now.spans[0];
  // Of a track that was not fetched yet, only its length is known.
  if (!span) return { words: "", count: null, unit: "", share: within(0, now.length_ms, offsetMs) };
  const side = SIDES[span.side];
  if (span.part !== "work") return between(now, span, side, offsetMs);
  return span.reps === null ? holding(span, side, offsetMs) : repeating(span, side, offsetMs);
}

function between(now, span, side, offsetMs) {
  const rest = span.part === "rest" && now.next ? `Next: ${now.next}` : PARTS[span.part];
  const named = side && (span.part === "settle" || span.part === "switch");
  return {
    words: named ? `${PARTS[span.part]} · ${side.toLowerCase()}` : rest,
    count: null,
    unit: "",
    share: within(span.at_ms, span.length_ms, offsetMs),
  };
}

function holding(span, side, offsetMs) {
  const gone = within(span.held_ms, span.seconds * 1000, offsetMs);
  const left = Math.ceil(span.seconds * (1 - gone));
  return { words: side ?? "Hold", count: left, unit: left === 1 ? "second" : "seconds", share: gone };
}

function repeating(span, side, offsetMs) {
  const gone = within(span.at_ms, span.length_ms, offsetMs);
  return {
    words: side ?? "Repeat",
    count: span.rep,
    unit: `of ${span.reps}`,
    share: (span.rep - 1 + gone) / span.reps,
  };
}

function within(startMs, lengthMs, offsetMs) {
  return Math.min(1, Math.max(0, (offsetMs - startMs) / lengthMs));
}
