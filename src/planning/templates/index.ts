/** What is used again: post templates and sets of hashtags. */
export { templatesWords } from './words.ts';
export {
  type HashtagSet,
  listHashtagSets,
  listTemplates,
  removeHashtagSet,
  removeTemplate,
  saveHashtagSet,
  saveTemplate,
} from './saved.ts';
