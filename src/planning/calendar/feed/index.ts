/** The calendar for other programs (iCalendar). */
export { endFeed, type FeedContent, feedFile, listFeeds, readFeed, replaceFeed } from './file.ts';
