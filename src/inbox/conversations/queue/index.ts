/** One after another: a round through what waits. */
export { doneSince, nextInQueue, readRound, skip, writeRound } from './round.ts';
