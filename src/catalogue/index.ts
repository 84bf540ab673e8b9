/** Words of the catalogue. */
export { catalogueWords } from './words.ts';
