import type { Call } from './call.ts';

/** One thing the Graph API can do. */
export interface Operation {
  /** Its name for faults, hooks and the call log. */
  name: string;
  /** Its name by `upload_phase`, where one address does several things. */
  phases?: Record<string, string>;
  /** Answers as the upload host does, whose errors have another shape. */
  isUpload?: boolean;
  /** Method, kind of node and edge: `POST instagram/media`; `GET media` is the node itself. */
  on: string;
  /** Permissions the person must have granted. */
  scopes?: string[];
  /** Which token it takes; `any` is a user or Page token. */
  token?: 'any' | 'page' | 'user' | 'app' | 'none';
  /** Parameters beyond those every call may have. Others are refused. */
  parameters?: string[];
  run(call: Call): unknown;
}

/** Parameters every call may have. */
export const commonParameters = [
  'access_token',
  'appsecret_proof',
  'fields',
  'locale',
  'pretty',
  'debug',
  'format',
];

/** Parameters of an edge that lists. */
export const listParameters = ['limit', 'after', 'before', 'since', 'until', 'summary'];
