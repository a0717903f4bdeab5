import { realpath } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** A file of the renderer build with its type. */
export interface Asset {
  readonly file: string;
  readonly type: string;
}

/**
 * The file behind a URL path, or null. Links are resolved before the comparison, and the comparison is by path segments, so
 * neither `..`, an encoded slash, a sibling folder with the same beginning nor a link leads out of the build.
 *
 * @param path URL path without query, still encoded.
 */
export async function resolveAsset(rendererDir: string, path: string): Promise<Asset | null> {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    // A malformed escape names no file.
    return null;
  }
  if (/[\0\\:]/.test(name)) return null;
  const type = TYPES[extname(name === '/' ? '/index.html' : name)];
  if (!type) return null;
  const wanted = join(rendererDir, name === '/' ? 'index.html' : name);
  const [root, file] = await Promise.all([realpath(rendererDir), realpath(wanted).catch(() => null)]);
  if (file === null) return null;
  const inside = relative(root, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : { file, type };
}
