/** Keys, origins, looks, and how soon a business usually answers. */
export { answerTimeWords } from './answer-time-words.ts';
export { usualAnswer } from './answer-time.ts';
export {
  endWidgetKey,
  readOrigins,
  rotateWidgetKey,
  setWidgetOrigins,
  turnOnWidget,
  widgetSettings,
} from './keys.ts';
export { readSnippetChoice, snippetOf } from './snippet.ts';
export { settingsWords } from './words.ts';
