/** Door of the businesses room: the tenant, and who may enter. */
export { enter, type Member, notFound } from './door.ts';
export { parseInvitation, parseNewBusiness, parseSettings } from './form.ts';
export { createBusiness, enterBusiness, myBusinesses, requiresApproval, saveSettings } from './tenant.ts';
export { words as businessWords } from './words.ts';
