/** Door of the catalogue for other rooms. */
export type { ListedProduct } from './products/list.ts';
export { catalogueWords } from './words.ts';
