import { AppError } from '../../shared/contract/app-error.ts';

/** Nothing that is asked for is nested deeper than four levels. */
export const MAX_DEPTH = 32;

/**
 * A string whole, with the colon that makes it a key; or one bracket. A string that never ends is taken to the end of the text,
 * so that none is looked at twice. Everything between is the parser's business.
 */
const PIECE = /"([^"\\]*(?:\\.[^"\\]*)*)"?(\s*:)?|[{}[\]]/gsu;

/**
 * Parses JSON that a stranger wrote. Equal keys and deep nesting are refused instead of being settled in silence; the text is
 * walked once before it is parsed.
 *
 * @throws AppError llm.web-page (without its origin), llm.truncated, llm.duplicate-keys, llm.too-deep, llm.not-json
 */
export function parseStrictJson(text: string): unknown {
  const trimmed = text.trimStart();
  if (/^<(?:!doctype|html|\?xml|head|body)/i.test(trimmed)) throw new AppError('llm.web-page');
  if (trimmed === '') throw new AppError('llm.truncated');
  const keys: Set<string>[] = [];
  let depth = 0;
  for (const [piece, name, colon] of trimmed.matchAll(PIECE)) {
    if (piece === '{' || piece === '[') {
      depth += 1;
      if (depth > MAX_DEPTH) throw new AppError('llm.too-deep', { limit: MAX_DEPTH });
      keys[depth] = new Set();
    } else if (piece === '}' || piece === ']') depth -= 1;
    else if (colon !== undefined) addKey(keys[depth], unescaped(name ?? ''));
  }
  try {
    return JSON.parse(trimmed) as unknown;
  } catch (cause) {
    throw new AppError(isUnfinished(trimmed, depth) ? 'llm.truncated' : 'llm.not-json', {}, { cause });
  }
}

function addKey(keys: Set<string> | undefined, name: string): void {
  if (keys?.has(name)) throw new AppError('llm.duplicate-keys');
  keys?.add(name);
}

/** Two spellings of one key are one key. */
function unescaped(name: string): string {
  if (!name.includes('\\')) return name;
  try {
    return String(JSON.parse(`"${name}"`));
  } catch {
    // A broken escape: the parser will refuse the whole text.
    return name;
  }
}

function isUnfinished(text: string, depth: number): boolean {
  return /^[[{]/.test(text) && depth > 0;
}
