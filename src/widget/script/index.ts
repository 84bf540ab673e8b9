/** The script that any site can embed. */
export { answerPanel, answerScript } from './answer.ts';
