// The routine as a list, and things to say now.

import { text } from "./text.js";

const MARKS = {
  done: text["routine.done"],
  now: text["routine.now"],
  skipped: text["routine.skipped"],
  stopped: text["routine.stopped"],
  "to-do": text["routine.to_do"],
};

/** Shows the steps of the routine and what is done of them. */
export function showRoutine(steps) {
  document.getElementById("routine-card").hidden = steps.length === 0;
  refill(document.getElementById("steps"), steps, (step) => {
    const item = document.createElement("li");
    item.className = step.state;
    if (step.state === "now") item.setAttribute("aria-current", "step");
    item.append(
      piece("span", "step-name", step.name),
      piece("span", "step-dose", step.dose),
      piece("span", "step-state", MARKS[step.state]),
    );
    return item;
  });
}

/** Shows what can be said now; a tap says it. */
export function showChips(chips, say) {
  refill(document.getElementById("chips"), chips, (chip) => {
    const item = document.createElement("li");
    const button = piece("button", "chip", chip);
    button.type = "button";
    button.addEventListener("click", () => say(chip));
    item.append(button);
    return item;
  });
}

/** Makes a list anew where it differs, so that the focus is not lost for nothing. */
function refill(list, values, make) {
  const key = JSON.stringify(values);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...values.map(make));
  if (hadFocus) list.querySelector("button")?.focus();
}

function piece(tag, name, words) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = words;
  return element;
}
