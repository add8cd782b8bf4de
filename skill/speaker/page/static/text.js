// What the scripts show: the page brings its texts along.

export const text = JSON.parse(document.getElementById("texts").textContent);

/** A text with its fields filled. */
export function filled(wording, values) {
  return wording.replace(/\{(\w+)\}/g, (_, field) => values[field]);
}
