/** A post and its targets, from draft to schedule. */
export { findPost, type PostContent, type PostDetail, savePost } from './content.ts';
export { asksApproval, listDrafts } from './drafts.ts';
export { cancelTarget, confirmPublished, scheduleTarget, validHours } from './targets.ts';
export { readToday, type Today } from './today.ts';
