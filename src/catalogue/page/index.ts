/** The public catalogue: the page, its address, the sheet to print. */
export {
  catalogueAddress,
  catalogueSummary,
  isCataloguePublic,
  previewCatalogue,
  publicCatalogue,
  publishCatalogue,
  qrPath,
  type ShownProduct,
  whatsappShare,
} from './public.ts';
