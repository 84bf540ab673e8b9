import type { Mention, Message } from '../world/said.ts';
import type { Comment, Container, Photo, Post, Video } from '../world/published.ts';
import type { Account, App, Contact } from '../world/accounts.ts';
import type { WaBusiness, WaFile, WaNumber } from '../whatsapp/shape.ts';

/** What an id stands for. The kind and the edge together name the operation. */
export type Node =
  | { kind: 'root' }
  | { kind: 'person' }
  | { kind: 'app'; app: App }
  | { kind: 'page'; account: Account }
  | { kind: 'instagram'; account: Account }
  | { kind: 'container'; container: Container }
  | { kind: 'media'; post: Post }
  | { kind: 'post'; post: Post }
  | { kind: 'photo'; photo: Photo }
  | { kind: 'video'; video: Video }
  | { kind: 'ig-comment'; comment: Comment }
  | { kind: 'fb-comment'; comment: Comment }
  | { kind: 'conversation'; contact: Contact }
  | { kind: 'contact'; contact: Contact }
  | { kind: 'message'; message: Message }
  | { kind: 'mention'; mention: Mention }
  | { kind: 'waba'; business: WaBusiness }
  | { kind: 'wa-number'; number: WaNumber }
  | { kind: 'wa-file'; file: WaFile };
