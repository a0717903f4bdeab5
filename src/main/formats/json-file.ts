import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/contract/app-error.ts';
import { BUDGET } from './budget.ts';

/** A string of JSON, and the colon that makes it a key. Each string is taken whole, so the scan is linear. */
const STRING_OR_KEY = /"(?:[^"\\]|\\.)*"(\s*:)?/gs;

/**
 * Parses JSON with objects as Maps in the order of the text. JavaScript's objects move keys like "12" to the front, but image
 * ids and keywords may look like that, and their order counts. Of equal keys the last value stays, in the first one's place,
 * as in Python.
 *
 * @throws SyntaxError
 */
export function parseOrderedJson(text: string): unknown {
  const marked = text.replace(STRING_OR_KEY, (whole, colon) => (colon ? `"=${whole.slice(1)}` : whole));
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? new Map(Object.entries(value).map(([key, inner]) => [key.slice(1), inner as unknown]))
      : value,
  ) as unknown;
}

/** A JSON file, UTF-8, objects as ordered Maps. @throws AppError formats.unreadable, too-large, malformed-json */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await boundedText(file);
  try {
    return parseOrderedJson(text);
  } catch (cause) {
    // The parser quotes the text around the fault; a caption has no business in a log.
    const detail = /position \d+|end of JSON input/i.exec(String(cause))?.[0] ?? 'JSON';
    throw new AppError('formats.malformed-json', { file, detail }, { cause });
  }
}

async function boundedText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > BUDGET.tableBytes)
      throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.tableBytes });
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}
