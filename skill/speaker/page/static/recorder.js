// Runs beside the page: hands on what the microphone picks up, in small pieces.

const PIECE = 1024;

class Recorder extends AudioWorkletProcessor {
  #piece = new Float32Array(PIECE);
  #at = 0;

  process([input]) {
    const samples = input[0];
    if (!samples) return true;
    for (const sample of samples) {
      this.#piece[this.#at++] = sample;
      if (this.#at === PIECE) {
        this.port.postMessage(this.#piece.slice());
        this.#at = 0;
      }
    }
    return true;
  }
}

registerProcessor("recorder", Recorder);
