import { faultOf, flag, raise, requiredText, type Call } from '../graph/call.ts';
import { GraphError, refusals } from '../graph/errors.ts';
import { type Shape, pick, showNode } from '../graph/fields.ts';
import { accountOf, commentOf, postOf } from '../graph/nodes.ts';
import { type Operation, listParameters } from '../graph/operation.ts';
import { listEdge, listField, within } from '../graph/paging.ts';
import { commentsOf, personOf } from '../engine/network.ts';
import * as speak from '../world/speak.ts';
import { graphTime } from '../world/time.ts';
import type { Comment } from '../world/published.ts';

const scopes = ['instagram_manage_comments'];

export const instagramCommentOperations: Operation[] = [
  { name: 'comment.list', on: 'GET media/comments', scopes, parameters: listParameters, run: listComments },
  {
    name: 'comment.list',
    on: 'GET ig-comment/replies',
    scopes,
    parameters: listParameters,
    run: listReplies,
  },
  { name: 'comment.create', on: 'POST media/comments', scopes, parameters: ['message'], run: create },
  { name: 'comment.reply', on: 'POST ig-comment/replies', scopes, parameters: ['message'], run: reply },
  {
    name: 'comment.read',
    on: 'GET ig-comment',
    scopes,
    run: (call) => showNode(instagramCommentShape, commentOf(call), call),
  },
  { name: 'comment.update', on: 'POST ig-comment', scopes, parameters: ['hide'], run: hide },
  { name: 'comment.delete', on: 'DELETE ig-comment', scopes, run: remove },
  ...['POST', 'DELETE'].map((method): Operation => ({
    name: method === 'POST' ? 'comment.like' : 'comment.unlike',
    on: `${method} instagram/likes`,
    scopes: ['instagram_manage_engagement'],
    parameters: ['comment_id', 'media_id'],
    run: like,
  })),
];

export const instagramCommentShape: Shape<Comment> = {
  name: 'IGComment',
  defaults: ['id', 'text', 'timestamp'],
  fields: {
    id: (comment) => comment.id,
    text: (comment) => comment.text,
    timestamp: (comment) => graphTime(comment.createdAt),
    username: (comment, call) => personOf(call.network.world, comment.authorId).username,
    from(comment, call, field) {
      const { id, username } = personOf(call.network.world, comment.authorId);
      return pick({ id, username }, field, 'IGCommentFromUser');
    },
    user: (comment, _, field) =>
      comment.authorId === comment.accountId ? pick({ id: comment.accountId }, field, 'IGUser') : undefined,
    like_count: (comment) => comment.likes.length,
    hidden: (comment) => comment.hidden,
    parent_id: (comment) => comment.parentId,
    media: (comment, _, field) => pick({ id: comment.postId }, field, 'IGMedia'),
    replies: (comment, call, field) =>
      listField(
        instagramCommentShape,
        commentsOf(call.network.world, comment.postId, comment.id),
        call,
        field,
        `${comment.id}/replies`,
      ),
  },
};

// Instagram lists the newest first.
function listComments(call: Call): unknown {
  const all = commentsOf(call.network.world, postOf(call).id, null).reverse();
  const visible = all.slice(faultOf(call, 'hidden_from_list')?.newest ?? 0);
  return listEdge(
    instagramCommentShape,
    within(visible, call, (comment) => comment.createdAt),
    call,
  );
}

function listReplies(call: Call): unknown {
  const { id, postId } = commentOf(call);
  const all = commentsOf(call.network.world, postId, id);
  const hidden = faultOf(call, 'hidden_from_list')?.newest ?? 0;
  return listEdge(instagramCommentShape, all.slice(0, all.length - hidden), call);
}

function create(call: Call): unknown {
  const post = postOf(call);
  if (!post.commentsEnabled) raise(new GraphError(100, '(#100) Comments are turned off for this media'));
  const text = requiredText(call, 'message');
  return { id: speak.comment(call.network, post, { authorId: post.accountId, text }).id };
}

function reply(call: Call): unknown {
  const answered = commentOf(call);
  const post = call.network.world.posts[answered.postId] ?? raise(refusals.missing(answered.postId));
  const text = requiredText(call, 'message');
  return {
    id: speak.comment(call.network, post, { authorId: post.accountId, text, parentId: answered.id }).id,
  };
}

function hide(call: Call): unknown {
  speak.hideComment(call.network, commentOf(call), flag(call, 'hide') ?? raise(refusals.required('hide')));
  return { success: true };
}

function remove(call: Call): unknown {
  speak.removeComment(call.network, commentOf(call));
  return { success: true };
}

function like(call: Call): unknown {
  const { world } = call.network;
  const account = accountOf(call);
  const target = call.parameters.has('media_id')
    ? world.posts[requiredText(call, 'media_id')]
    : world.comments[requiredText(call, 'comment_id')];
  if (target?.accountId !== account.id) return raise(refusals.missing('comment_id', 'post'));
  speak.like(call.network, target, account.id, call.method === 'POST');
  return { success: true };
}
