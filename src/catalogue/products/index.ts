/** Products with their facts, prices and quality marks. */
export { emptyProductForm, productForm, type ProductMistakes, submitProduct } from './form.ts';
export {
  archiveProduct,
  findProduct,
  type ListedProduct,
  listProducts,
  placeProduct,
  saveProduct,
} from './list.ts';
export { markState } from './marks.ts';
export { priceField, priceText, readPrice } from './price.ts';
