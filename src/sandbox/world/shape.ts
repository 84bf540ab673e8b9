/** Everything the sandbox remembers, as plain data, so that one JSON file can hold it. */
import type { WhatsApp } from '../whatsapp/shape.ts';
import type { Account, App, Code, Contact, Grant, Persona, Token } from './accounts.ts';
import type { Comment, Container, Photo, Post, Video } from './published.ts';
import type { Delivery, Mention, Message, WebhookEvent } from './said.ts';

export interface World {
  seed: number;
  /** How many ids were given out, and where the random numbers stand. */
  ids: number;
  random: number;
  person: { id: string; name: string };
  apps: Record<string, App>;
  accounts: Record<string, Account>;
  personas: Record<string, Persona>;
  contacts: Record<string, Contact>;
  codes: Record<string, Code>;
  tokens: Record<string, Token>;
  grants: Record<string, Grant>;
  containers: Record<string, Container>;
  posts: Record<string, Post>;
  photos: Record<string, Photo>;
  videos: Record<string, Video>;
  comments: Record<string, Comment>;
  messages: Record<string, Message>;
  mentions: Record<string, Mention>;
  whatsapp: WhatsApp;
  pictures: Record<string, { mime: string }>;
  held: WebhookEvent[];
  deliveries: Delivery[];
}
