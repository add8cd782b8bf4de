// What is kept of the person: what they did, what they like, and the wish to be forgotten.

const records = document.getElementById("records");
const wishes = document.getElementById("wishes");
const sure = document.getElementById("sure");
let shown = null;

/** Fetches records and wishes anew where a scene says that they changed. */
export function showPerson(version) {
  if (version === shown) return;
  shown = version;
  fill(records, fetch("/speaker/records"));
  // A form that is being filled in is left alone.
  if (!wishes.contains(document.activeElement)) fill(wishes, fetch("/speaker/wishes"));
}

wishes.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target));
  await fill(wishes, fetch("/speaker/wishes", { method: "POST", body }));
  wishes.querySelector(".save").focus();
});

document.getElementById("forget").addEventListener("click", () => sure.showModal());
sure.addEventListener("close", async () => {
  if (sure.returnValue !== "delete") return;
  await fetch("/speaker/forget", { method: "POST" });
  location.reload();
});

async function fill(element, answering) {
  element.innerHTML = await (await answering).text();
}
