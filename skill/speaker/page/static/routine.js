// The routine as a list, and things to say now.

const MARKS = { done: "done", now: "now", skipped: "skipped", "to-do": "to do" };

/** Shows the steps of the routine and what is done of them. */
export function showRoutine(steps) {
  document.getElementById("routine-card").hidden = steps.length === 0;
  refill(document.getElementById("steps"), steps, (step) => {
    const item = document.createElement("li");
    item.className = step.state;
    if (step.state === "now") item.setAttribute("aria-current", "step");
    item.append(
      text("span", "step-name", step.name),
      text("span", "step-dose", step.dose),
      text("span", "step-state", MARKS[step.state]),
    );
    return item;
  });
}

/** Shows what can be said now; a tap says it. */
export function showChips(chips, say) {
  refill(document.getElementById("chips"), chips, (chip) => {
    const item = document.createElement("li");
    const button = text("button", "chip", chip);
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

function text(tag, name, words) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = words;
  return element;
}
