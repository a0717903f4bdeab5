import type { Readable } from 'node:stream';

/** A line of text without its end, or null for one longer than may be held. */
export type Line = string | null;

/** UTF-16 code units; a caption has some hundred, a report some thousand. */
export const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * Lines of a stream of UTF-8, ended by LF or CRLF, without a byte order mark. U+2028 ends no line, for JSON may hold it. A line
 * that is too long is passed over without being held, so memory stays bounded whatever comes in.
 */
export async function* linesOf(input: Readable, longest = LONGEST_LINE): AsyncGenerator<Line> {
  input.setEncoding('utf8');
  let held = '';
  let [isFirst, isTooLong] = [true, false];
  for await (const chunk of input as AsyncIterable<string>) {
    let from = isFirst && chunk.startsWith('\uFEFF') ? 1 : 0;
    isFirst = false;
    for (let end = chunk.indexOf('\n', from); end !== -1; end = chunk.indexOf('\n', from)) {
      const line = isTooLong ? null : withoutReturn(held + chunk.slice(from, end));
      yield line !== null && line.length > longest ? null : line;
      [held, isTooLong, from] = ['', false, end + 1];
    }
    if (!isTooLong) held += chunk.slice(from);
    isTooLong ||= held.length > longest;
    if (isTooLong) held = '';
  }
  if (isTooLong) yield null;
  else if (held !== '') yield withoutReturn(held);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
