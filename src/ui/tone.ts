/** What a state means to the reader: `waiting` for us, `done`, `danger` (complaint, failure), `info`, `quiet`. */
export type Tone = 'waiting' | 'done' | 'danger' | 'info' | 'quiet';

/** A state as a word, with the tone that colours it. */
export interface State {
  tone: Tone;
  word: string;
}
