// Takes Bespoken's virtual-alexa through our skill, and prints as JSON what was asked and answered.
//
//   NODE_MODULES=folder node drive.mjs http://127.0.0.1:5000 path/to/en-US.json
//
// What is right and wrong is for test_virtual_alexa.py to say; here things are only done.
// Where virtual-alexa cannot do what Alexa does, `cannot` tries it and keeps what came of it.
import { createRequire } from "node:module";
import path from "node:path";

const [door, model] = process.argv.slice(2);
const { VirtualAlexa } = createRequire(path.resolve(process.env.NODE_MODULES, "_"))("virtual-alexa");
const NEARLY_MS = 5_000; // before the end of a track, when a device asks for the next one
const AMID_MS = 20_000; // into a track, where somebody says a word
const NO_SERVICES = "http://127.0.0.1:9"; // the discard port, in place of Amazon's own addresses

const steps = {};
const cannot = {};
let happened = [];

function someone({ overHttps }) {
  const alexa = VirtualAlexa.Builder()
    .skillURL(`${door}/alexa`)
    .interactionModelFile(model)
    .create();
  alexa.context().device().generatedID();
  alexa.filter((envelope) => (envelope.context.System.apiEndpoint = NO_SERVICES));
  const interactor = alexa.interactor();
  const invoke = interactor.invoke.bind(interactor);
  alexa.underWay = new Set();
  interactor.invoke = async (envelope) => {
    const turn = { request: envelope };
    happened.push(turn);
    const answering = invoke(envelope);
    alexa.underWay.add(answering);
    try {
      turn.answer = await answering;
    } finally {
      alexa.underWay.delete(answering);
    }
    const text = JSON.stringify(turn.answer);
    return JSON.parse(overHttps ? text.replaceAll('"http://', '"https://') : text);
  };
  return alexa;
}

// playbackFinished() starts the next track without waiting for it.
async function quiet(alexa) {
  do {
    await new Promise((done) => setTimeout(done, 5));
    await Promise.allSettled(alexa.underWay);
  } while (alexa.underWay.size);
}

async function doing(alexa, action) {
  happened = [];
  let error = null;
  try {
    await action();
  } catch (thrown) {
    error = String(thrown?.message ?? thrown);
  }
  await quiet(alexa);
  const playing = alexa.audioPlayer().isPlaying() ? { ...alexa.audioPlayer().playing().stream } : null;
  return { turns: happened, playing, error };
}

async function playToTheEnd(alexa) {
  const player = alexa.audioPlayer();
  while (player.isPlaying()) {
    const track = new URL(player.playing().stream.url).pathname.replace(/mp3$/, "json");
    const { length_ms: length } = await (await fetch(door + track)).json();
    player.playbackOffset(length - NEARLY_MS);
    await player.playbackNearlyFinished();
    player.playbackOffset(length);
    await player.playbackFinished();
    await quiet(alexa);
  }
}

// Nothing in virtual-alexa presses a button: the request is written by hand, and sent by it.
function press(alexa, command) {
  const { token, offsetInMilliseconds } = alexa.audioPlayer().playing().stream;
  return alexa
    .request()
    .requestType(`PlaybackController.${command}`)
    .set("context.AudioPlayer", { token, offsetInMilliseconds, playerActivity: "PLAYING" })
    .send();
}

const alexa = someone({ overHttps: true });
const player = alexa.audioPlayer();
const step = async (name, action) => (steps[name] = await doing(alexa, action));
await step("launch", () => alexa.utter("open my back routine"));
await step("no", () => alexa.utter("no"));
await step("pause", () => {
  player.playbackOffset(AMID_MS);
  return alexa.utter("pause");
});
await step("resume", () => alexa.utter("resume"));
await step("queue", () => playToTheEnd(alexa));
await step("stretch", () => alexa.utter("ask my back routine to do the cat camel"));
await step("enough", () => alexa.utter("stop"));
await step("week", () => alexa.utter("how did I do this week"));
await step("again", () => alexa.utter("open my back routine"));
await step("button", () => press(alexa, "NextCommandIssued"));
await step("stop", () => alexa.utter("stop"));

const stranger = someone({ overHttps: false });
const attempt = async (name, action) => (cannot[name] = await doing(stranger, action));
await attempt("a name after start", () => stranger.utter("start my back routine"));
await attempt("a word that fits nothing", () => stranger.utter("dishwasher"));
await attempt("ask without to", () => stranger.utter("ask my back routine how I did this week"));
await attempt("a track over plain HTTP", () => stranger.utter("no"));
await attempt("buttons", () => stranger.audioPlayer().nextCommandIssued());

console.log(JSON.stringify({ steps, cannot }));
