/** What was published in the world: posts with their pictures, videos and comments. */
import type { Platform } from './accounts.ts';

/** A video as it was fetched. `fileId` is `null` when it is too large to keep. */
export interface Film {
  fileId: string | null;
  seconds: number;
  width: number;
  height: number;
  coverMs: number | null;
}

/** A video on a Page, from the beginning of its upload to its post. */
export interface Video {
  id: string;
  accountId: string;
  use: 'reel' | 'video' | 'story';
  film: Film | null;
  /** Why it can't be shown; found after it was fetched. */
  problem: string | null;
  expired: boolean;
  caption: string;
  createdAt: number;
  /** Status reads until it is fetched, and until it is processed. */
  fetchPolls: number;
  processPolls: number;
  /** Told to go out. */
  finished: boolean;
  postId: string | null;
  appId: string | null;
}

export interface Container {
  id: string;
  accountId: string;
  mediaType: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM';
  productType: 'FEED' | 'REELS' | 'STORY';
  caption: string;
  altText: string;
  pictureIds: string[];
  film: Film | null;
  children: string[];
  carouselItem: boolean;
  createdAt: number;
  pollsLeft: number;
  readyAt: number;
  state: 'working' | 'error' | 'expired' | 'published';
  mediaId: string | null;
}

/** An Instagram media or a Page post. */
export interface Post {
  id: string;
  accountId: string;
  platform: Platform;
  mediaType: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM' | 'STATUS' | 'LINK';
  productType: 'FEED' | 'REELS' | 'STORY';
  caption: string;
  altText: string;
  link: string | null;
  pictureIds: string[];
  film: Film | null;
  createdAt: number;
  published: boolean;
  commentsEnabled: boolean;
  appId: string | null;
  containerId: string | null;
  /** Contact ids, or the account's own id. */
  likes: string[];
  /** The visitor who put it on a Page; absent for the account's own. */
  visitorId?: string;
}

/** A Page photo that is not on the timeline yet. */
export interface Photo {
  id: string;
  accountId: string;
  pictureId: string;
  caption: string;
  altText: string;
  postId: string | null;
}

export interface Comment {
  id: string;
  postId: string;
  accountId: string;
  platform: Platform;
  parentId: string | null;
  /** A contact id, or the account's own id for the business. */
  authorId: string;
  text: string;
  createdAt: number;
  hidden: boolean;
  likes: string[];
  privateReplyId: string | null;
  /** A picture beside the words, on Facebook. */
  pictureId?: string;
}
