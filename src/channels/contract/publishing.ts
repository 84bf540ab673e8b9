/** What is published, and what is known of it afterwards. */
export interface DraftPicture {
  /** Public https address the network fetches the picture from. */
  url: string;
  altText: string;
}

export interface DraftVideo {
  /** Public https address the network fetches the video from. */
  url: string;
  seconds: number;
  width: number;
  height: number;
  bytes: number;
  /** Which moment is the cover; `null` leaves it to the network. */
  coverMs: number | null;
}

/** `feed`: stays on the account (a video becomes a reel where it fits). `story`: gone after 24 hours. */
export type Placement = 'feed' | 'story';

export interface Draft {
  mediaType: 'text' | 'link' | 'photo' | 'video';
  placement: Placement;
  caption: string;
  link: string | null;
  pictures: DraftPicture[];
  video: DraftVideo | null;
  /** What the account itself says under the post once it is out, by `commentOn`. */
  firstComment: string | null;
}

/** What an open attempt remembers, so that a restart can ask the network what happened. */
export interface PublishAttempt {
  draft: Draft;
  containerId: string | null;
  openedAt: Date;
  /** Remote ids that already belong to other posts and therefore can't be this one. */
  knownRemoteIds: string[];
}

/** A first comment on its way out, or one that may be out. */
export interface CommentAttempt {
  remotePostId: string;
  text: string;
  openedAt: Date;
  knownRemoteIds: string[];
}

/** A published post, with what decides which figures the network keeps of it. */
export interface PublishedPost {
  remoteId: string;
  mediaType: Draft['mediaType'];
  placement: Placement;
}

/** A post's figures. `null` where the network gives none (not yet, not for this kind, or never): that is not 0. */
export interface Figures {
  reach: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  saves: number | null;
  views: number | null;
}

/** Why this channel will not take a draft, in words the composer can show. */
export type Refusal =
  | { code: 'no_posts' }
  | { code: 'needs_picture' }
  | { code: 'needs_video' }
  | { code: 'needs_media' }
  | { code: 'one_media'; count: number }
  | { code: 'no_pictures' }
  | { code: 'video_too_short'; limit: number; seconds: number }
  | { code: 'video_too_long'; limit: number; seconds: number }
  | { code: 'video_too_big'; limit: number; bytes: number }
  | { code: 'video_too_wide'; limit: number; width: number }
  | { code: 'video_too_narrow'; limit: number; width: number }
  | { code: 'too_many_pictures'; limit: number; count: number }
  | { code: 'needs_link' }
  | { code: 'no_link' }
  | { code: 'no_video' }
  | { code: 'empty' }
  | { code: 'caption_too_long'; limit: number; length: number }
  | { code: 'too_many_hashtags'; limit: number; count: number }
  | { code: 'too_many_mentions'; limit: number; count: number }
  | { code: 'no_first_comment' }
  | { code: 'first_comment_too_long'; limit: number; length: number }
  | { code: 'first_comment_hashtags'; limit: number; count: number }
  | { code: 'first_comment_mentions'; limit: number; count: number };

/** What will look different on this channel from what was composed, although the channel takes it. */
export type Note =
  { code: 'story_without_words' } | { code: 'cropped_to_first' } | { code: 'cover_not_chosen' };
