/** What members are told of, by push or by mail. */
export {
  chooseNotices,
  digestChoices,
  lookAtInbox,
  muteConversation,
  myNotices,
  type NoticeChoices,
  pushChoices,
  readNotices,
} from './choices.ts';
export { readDigestLink, stopDigests } from './digests.ts';
export { noticeWords } from './words.ts';
