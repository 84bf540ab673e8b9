/** Reads src as text, with every import it makes (static, dynamic, of types, in .astro files too). */
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Text by path inside src, e.g. `inbox/replies/form.ts`. */
export type Sources = Map<string, string>;

export interface Import {
  /** As written. */
  specifier: string;
  /** Path inside src, or null for a package. */
  target: string | null;
  line: number;
}

/** All .ts and .astro files below a folder, but not what is served as it is. */
export function readSources(folder: string, inside = ''): Sources {
  const sources: Sources = new Map();
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = posix.join(inside, entry.name);
    if (entry.isDirectory()) {
      if (path !== 'public') for (const [name, text] of readSources(folder, path)) sources.set(name, text);
    } else if (/\.(ts|astro)$/.test(path)) sources.set(path, readFileSync(join(folder, path), 'utf8'));
  }
  return sources;
}

export function importsOf(path: string, text: string): Import[] {
  const parts = path.endsWith('.astro') ? scriptsOf(text) : [{ code: text, at: 0 }];
  return parts.flatMap(({ code, at }) => {
    const globs = [...code.matchAll(/import\.meta\.glob(?:<[^>]*>)?\(\s*\[?\s*['"`]([^'"`]+)/g)];
    const named = [
      ...ts.preProcessFile(code, true, false).importedFiles.map(({ fileName, pos }) => ({ fileName, pos })),
      ...globs.map((match) => ({ fileName: match[1]!, pos: match.index })),
    ];
    return named.map(({ fileName, pos }) => ({
      specifier: fileName,
      target: insideSrc(path, fileName),
      line: text.slice(0, at + pos).split('\n').length,
    }));
  });
}

/** Frontmatter, client scripts and dynamic imports of an .astro file, with where each begins. */
function scriptsOf(text: string): { code: string; at: number }[] {
  const front = /^\s*---\n([\s\S]*?)\n---/.exec(text);
  const rest = front ? text.slice(front[0].length) : text;
  const shift = text.length - rest.length;
  return [
    ...(front ? [{ code: front[1]!, at: front[0].length - front[1]!.length - 4 }] : []),
    ...[...rest.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => ({
      code: match[1]!,
      at: shift + match.index + match[0].indexOf('>') + 1,
    })),
    ...[...rest.matchAll(/<script\b[^>]*\bsrc=["']([^"']+)["']|\bimport\(\s*["'][^"']+["']\s*\)/g)].map(
      (match) => ({
        code: match[1] ? `import '${match[1]}'` : match[0],
        at: shift + match.index,
      }),
    ),
  ];
}

function insideSrc(from: string, specifier: string): string | null {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#')) return bare.slice(1);
  if (bare.startsWith('.')) return posix.join(posix.dirname(from), bare);
  const rooted = /^(?:\/?src|@|~)\/(.+)$/.exec(bare);
  return rooted && !bare.startsWith('@supabase') ? rooted[1]! : null;
}
