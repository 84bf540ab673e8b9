import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { attachmentStream, fileName, findAttachment, shownInline } from '#inbox/messages/index.ts';
import { attachmentId, conversationId } from '#inbox/schema.ts';
import { partOf, rangeOf } from '#platform/http/body/range.ts';

/** A file of a conversation, for members alone. `?kecil`: the small picture, where there is one. */
export const GET: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const conversation = conversationId.safeParse(context.params.conversation);
  const id = attachmentId.safeParse(context.params.attachment);
  if (!conversation.success || !id.success) return notFound();
  const { db, business, lang } = member;
  const file = await findAttachment(db, business.id, conversation.data, id.data);
  if (!file) return notFound();
  const { backend } = context.locals;
  if (file.hasPreview && context.url.searchParams.has('kecil')) {
    const small = await attachmentStream(backend, file, true);
    if (small) return new Response(small, { headers: { ...headers, 'Content-Type': 'image/jpeg' } });
  }
  const range = rangeOf(context.request.headers.get('range'), file.bytes);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${file.bytes}` } });
  }
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  const stream = context.request.method === 'HEAD' ? null : await attachmentStream(backend, file);
  if (!stream && context.request.method !== 'HEAD') return notFound();
  const inline = shownInline.includes(file.mime);
  const name = encodeURIComponent(fileName(file, lang));
  return new Response(stream && partOf(stream, { start, end }), {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Type': inline ? file.mime : 'application/octet-stream',
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8\'\'${name}`,
      'Accept-Ranges': 'bytes',
      'Content-Length': String(end - start + 1),
      ...(range && { 'Content-Range': `bytes ${start}-${end}/${file.bytes}` }),
    },
  });
};

const headers = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, max-age=3600',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
