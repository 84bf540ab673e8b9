import { raise } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { igRefusals } from './errors.ts';

const MOST_CHARACTERS = 2200;
const MOST_HASHTAGS = 30;
const MOST_MENTIONS = 20;

/** Refuses what Instagram refuses in a caption. */
export function checkCaption(caption: string): void {
  const length = [...caption].length;
  if (length > MOST_CHARACTERS) raise(igRefusals.captionTooLong(length));
  if (count(caption, /#[\p{L}\p{N}_]+/gu) > MOST_HASHTAGS) {
    raise(refusals.badParameter(`The caption has more than ${MOST_HASHTAGS} hashtags`));
  }
  if (count(caption, /(?<![\p{L}\p{N}_.])@[\w.]+/gu) > MOST_MENTIONS) {
    raise(refusals.badParameter(`The caption mentions more than ${MOST_MENTIONS} accounts`));
  }
}

const count = (caption: string, pattern: RegExp): number => caption.match(pattern)?.length ?? 0;
