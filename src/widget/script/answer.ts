/** Serves the built script to any site: the entry for a few minutes, the panel (its name says what it is) for good. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#platform/project-root.ts';

interface Served {
  plain: Uint8Array<ArrayBuffer>;
  brotli: Uint8Array<ArrayBuffer>;
  etag: string;
}

const folder = join(projectRoot, 'dist', 'widget');
const files = new Map<string, Promise<Served | null>>();

export function answerScript(request: Request): Promise<Response> {
  return answer(request, 'widget.js', 'public, max-age=300, stale-while-revalidate=86400');
}

/** An older name is asked for by a page that has the entry from before an update: it gets today's. */
export async function answerPanel(request: Request, name: string): Promise<Response> {
  if (!/^panel-[\w-]+\.js$/.test(name)) return new Response(null, { status: 404 });
  const current = (await readdir(folder).catch(() => [])).find((file) => /^panel-.*\.js$/.test(file));
  if (!current) return new Response(null, { status: 404 });
  return answer(request, current, current === name ? 'public, max-age=31536000, immutable' : 'no-cache');
}

async function answer(request: Request, name: string, caching: string): Promise<Response> {
  const file = await served(name);
  if (!file) return new Response(null, { status: 404 });
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': caching,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    Vary: 'Accept-Encoding',
    ETag: file.etag,
  };
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  return /\bbr\b/.test(request.headers.get('accept-encoding') ?? '')
    ? new Response(file.brotli, { headers: { ...headers, 'Content-Encoding': 'br' } })
    : new Response(file.plain, { headers });
}

function served(name: string): Promise<Served | null> {
  const known = files.get(name) ?? read(name);
  files.set(name, known);
  return known;
}

async function read(name: string): Promise<Served | null> {
  try {
    const [plain, brotli] = await Promise.all(
      ['', '.br'].map((ending) => readFile(join(folder, name + ending))),
    );
    const etag = `"${createHash('sha256').update(plain!).digest('base64url').slice(0, 22)}"`;
    return { plain: new Uint8Array(plain!), brotli: new Uint8Array(brotli!), etag };
  } catch {
    files.delete(name);
    return null;
  }
}
