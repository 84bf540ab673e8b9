import { conversationShape } from '../meta/conversations.ts';
import { fetchPageImage } from '../files/media.ts';
import { faultOf, flag, raise, requiredText, text, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Shape, pick, show, showNode } from '../graph/fields.ts';
import { commentOf, postOf } from '../graph/nodes.ts';
import { type Operation, listParameters } from '../graph/operation.ts';
import { listEdge, listField, within } from '../graph/paging.ts';
import { commenterId, commentsOf, permalink, personOf, pictureUrl } from '../engine/network.ts';
import * as speak from '../world/speak.ts';
import { graphTime } from '../world/time.ts';
import type { World } from '../world/shape.ts';
import type { Comment, Post } from '../world/published.ts';

const read = ['pages_read_user_content'];
const write = ['pages_manage_engagement'];
const listing = [...listParameters, 'filter', 'order'];
const DAY_MS = 86_400_000;

export const facebookCommentOperations: Operation[] = [
  {
    name: 'comment.list',
    on: 'GET post/comments',
    token: 'page',
    scopes: read,
    parameters: listing,
    run: listComments,
  },
  {
    name: 'comment.list',
    on: 'GET fb-comment/comments',
    token: 'page',
    scopes: read,
    parameters: listing,
    run: listReplies,
  },
  {
    name: 'comment.create',
    on: 'POST post/comments',
    token: 'page',
    scopes: write,
    parameters: ['message', 'attachment_url'],
    run: create,
  },
  {
    name: 'comment.reply',
    on: 'POST fb-comment/comments',
    token: 'page',
    scopes: write,
    parameters: ['message', 'attachment_url'],
    run: create,
  },
  {
    name: 'comment.read',
    on: 'GET fb-comment',
    token: 'page',
    scopes: read,
    run: (call) => showNode(facebookCommentShape, commentOf(call), call),
  },
  {
    name: 'comment.update',
    on: 'POST fb-comment',
    token: 'page',
    scopes: write,
    parameters: ['is_hidden', 'message'],
    run: update,
  },
  { name: 'comment.delete', on: 'DELETE fb-comment', token: 'page', scopes: write, run: remove },
  ...['POST', 'DELETE'].flatMap((method) =>
    ['fb-comment', 'post'].map((kind): Operation => ({
      name: method === 'POST' ? 'comment.like' : 'comment.unlike',
      on: `${method} ${kind}/likes`,
      token: 'page',
      scopes: write,
      run: like,
    })),
  ),
];

export const facebookCommentShape: Shape<Comment> = {
  name: 'Comment',
  defaults: ['created_time', 'from', 'message', 'id'],
  fields: {
    id: (comment) => comment.id,
    message: (comment) => comment.text,
    created_time: (comment) => graphTime(comment.createdAt),
    from(comment, call, field) {
      const { name } = personOf(call.network.world, comment.authorId);
      return pick({ id: commenterId(call.network, comment.authorId), name }, field, 'User');
    },
    parent: (comment, _, field) =>
      comment.parentId ? pick({ id: comment.parentId }, field, 'Comment') : undefined,
    comment_count: (comment, call) => repliesTo(call, comment).length,
    like_count: (comment) => comment.likes.length,
    can_hide: (comment) => comment.authorId !== comment.accountId,
    can_remove: () => true,
    can_comment: () => true,
    can_reply_privately: (comment, call) =>
      comment.authorId !== comment.accountId &&
      comment.privateReplyId === null &&
      comment.createdAt > call.network.now() - 7 * DAY_MS,
    is_hidden: (comment) => comment.hidden,
    permalink_url: (comment, call) => {
      const post = call.network.world.posts[comment.postId];
      return post && `${permalink(call.network, post)}#k-${comment.id}`;
    },
    attachment: (comment, call) =>
      comment.pictureId
        ? {
            type: 'photo',
            media: { image: { src: pictureUrl(call.network, comment.pictureId) } },
            url: pictureUrl(call.network, comment.pictureId),
          }
        : undefined,
    private_reply_conversation(comment, call, field) {
      const contact = call.network.world.contacts[comment.authorId];
      return contact && comment.privateReplyId
        ? show(conversationShape, contact, call, field.fields)
        : undefined;
    },
    comments: (comment, call, field) =>
      listField(facebookCommentShape, repliesTo(call, comment), call, field, `${comment.id}/comments`),
  },
};

const repliesTo = (call: Call, comment: Comment): Comment[] =>
  commentsOf(call.network.world, comment.postId, comment.id);

/** Comments of a post in the order and depth the call asks for. */
export function commentsAsAsked(world: World, post: Post, filter: string, order: string): Comment[] {
  const all = Object.values(world.comments).filter((comment) => comment.postId === post.id);
  const chosen = filter === 'stream' ? all : all.filter((comment) => comment.parentId === null);
  const sorted = chosen.sort((a, b) => a.createdAt - b.createdAt);
  return order === 'reverse_chronological' ? sorted.reverse() : sorted;
}

function listComments(call: Call): unknown {
  const filter = text(call, 'filter') || 'toplevel';
  const order = text(call, 'order') || 'chronological';
  if (!['stream', 'toplevel'].includes(filter))
    raise(refusals.badParameter('Param filter must be stream or toplevel'));
  if (!['chronological', 'reverse_chronological'].includes(order)) {
    raise(refusals.badParameter('Param order must be chronological or reverse_chronological'));
  }
  return listVisible(call, commentsAsAsked(call.network.world, postOf(call), filter, order));
}

function listReplies(call: Call): unknown {
  return listVisible(call, repliesTo(call, commentOf(call)));
}

function listVisible(call: Call, comments: Comment[]): unknown {
  const newest = [...comments].sort((a, b) => b.createdAt - a.createdAt);
  const hidden = new Set(newest.slice(0, faultOf(call, 'hidden_from_list')?.newest ?? 0));
  const visible = comments.filter((comment) => !hidden.has(comment));
  return listEdge(
    facebookCommentShape,
    within(visible, call, (comment) => comment.createdAt),
    call,
  );
}

async function create(call: Call): Promise<unknown> {
  const answered = call.node.kind === 'fb-comment' ? call.node.comment : null;
  const post = answered ? call.network.world.posts[answered.postId] : postOf(call);
  if (!post) return raise(refusals.missing(call.path, 'post'));
  const address = text(call, 'attachment_url');
  const pictureId = address && call.network.pictures.keep(await fetchPageImage(call, address));
  const said = {
    authorId: post.accountId,
    text: pictureId ? text(call, 'message') : requiredText(call, 'message'),
    parentId: answered?.id ?? null,
    ...(pictureId && { pictureId }),
  };
  return { id: speak.comment(call.network, post, said).id };
}

function update(call: Call): unknown {
  const comment = commentOf(call);
  const hidden = flag(call, 'is_hidden');
  if (hidden !== null) speak.hideComment(call.network, comment, hidden);
  if (call.parameters.has('message')) {
    if (comment.authorId !== comment.accountId) raise(refusals.permission('pages_manage_engagement'));
    speak.editComment(call.network, comment, requiredText(call, 'message'));
  }
  return { success: true };
}

function remove(call: Call): unknown {
  speak.removeComment(call.network, commentOf(call));
  return { success: true };
}

function like(call: Call): unknown {
  const target = call.node.kind === 'fb-comment' ? call.node.comment : postOf(call);
  speak.like(call.network, target, target.accountId, call.method === 'POST');
  return { success: true };
}
