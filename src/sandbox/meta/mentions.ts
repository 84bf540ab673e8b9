/** What mentions an account elsewhere on the network, as far as the account is shown it. */
import { hasScope } from '../graph/access.ts';
import { raise, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Field, type Shape, show, showNode } from '../graph/fields.ts';
import type { Operation } from '../graph/operation.ts';
import { personOf } from '../engine/network.ts';
import { graphTime } from '../world/time.ts';
import type { Mention } from '../world/said.ts';
import type { Account, Token } from '../world/accounts.ts';

export const mentionOperations: Operation[] = [
  {
    name: 'mention.read',
    on: 'GET mention',
    token: 'page',
    scopes: ['pages_read_user_content'],
    run: (call) => {
      const mention = call.node.kind === 'mention' ? call.node.mention : raise(refusals.missing(call.path));
      // On Instagram a mention is read through the account alone.
      const isPage = call.network.world.accounts[mention.accountId]?.platform === 'facebook';
      return isPage ? showNode(facebookShape, mention, call) : raise(refusals.missing(mention.id));
    },
  },
];

/** `mentioned_comment.comment_id(X){…}` of an Instagram account: shown only when X does mention it. */
export function mentionedField(option: 'comment_id' | 'media_id') {
  return (account: Account, call: Call, field: Field): unknown => {
    if (!hasScope(call.network, call.token as Token, 'instagram_manage_comments')) {
      raise(refusals.permission('instagram_manage_comments'));
    }
    const id = field.options[option] ?? raise(refusals.required(option));
    const mention = call.network.world.mentions[id];
    const isComment = mention !== undefined && mention.id !== mention.mediaId;
    if (mention?.accountId !== account.id || isComment !== (option === 'comment_id')) {
      return raise(refusals.missing(id));
    }
    return show(option === 'comment_id' ? commentShape : mediaShape, mention, call, field.fields);
  };
}

const common: Shape<Mention>['fields'] = {
  id: (mention) => mention.id,
  timestamp: (mention) => graphTime(mention.createdAt),
  username: (mention, call) => personOf(call.network.world, mention.authorId).username,
  like_count: () => 0,
};

const address = (mention: Mention, call: Call): string => `${call.network.url}/p/${mention.mediaId}`;

const commentShape: Shape<Mention> = {
  name: 'IGMentionedComment',
  defaults: ['id'],
  fields: {
    ...common,
    text: (mention) => mention.text,
    media: (mention, call) => ({ id: mention.mediaId, permalink: address(mention, call) }),
  },
};

const mediaShape: Shape<Mention> = {
  name: 'IGMentionedMedia',
  defaults: ['id'],
  fields: { ...common, caption: (mention) => mention.text, permalink: address },
};

const facebookShape: Shape<Mention> = {
  name: 'Post',
  defaults: ['id', 'message', 'created_time'],
  fields: {
    id: (mention) => mention.id,
    message: (mention) => mention.text,
    created_time: (mention) => graphTime(mention.createdAt),
    from: (mention, call) => {
      const { id, name } = personOf(call.network.world, mention.authorId);
      return { id, name };
    },
    permalink_url: address,
  },
};
