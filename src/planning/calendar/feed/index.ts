/** The calendar for other programs (iCalendar). */
export { feedWords } from './words.ts';
export { endFeed, type FeedContent, feedFile, listFeeds, readFeed, replaceFeed } from './file.ts';
