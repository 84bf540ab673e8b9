/** What was paid to carry a post further, and what came of it. */
export { findPromotion, promotion, removePromotion, savePromotion } from './record.ts';
