import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const room = join(import.meta.dirname, '..', '..', 'src', 'shared', 'domain', 'mention');
const LITERAL = /(?<=[=(,:?!&|[]\s*)\/(?![/*])((?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\\[])+)\/([a-z]*)/g;

/** Every regular expression that is written in the room, tables included. */
function patterns(): RegExp[] {
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(join(room, file), 'utf8').matchAll(LITERAL)])
    .map(([, source, flags]) => new RegExp(source!, flags!.replace('y', '')));
}

/** Text that a pattern with nested repetition chokes on: its own letters over and over, and never an end that fits. */
function stress({ source }: RegExp, length: number): string[] {
  const letters = source.replace(/\\[pPubBdDsSwW](\{[^}]*\})?|[^\p{L}\p{N} ]/gu, '') || 'a';
  const units = [letters, letters.slice(0, 3), letters[0]!, 'a', '1', ' ', 'a ', 'A1', '{', '<', '&#'];
  return units.map((unit) => `${unit.repeat(Math.ceil(length / unit.length)).slice(0, length)}\u0000`);
}

describe('the regular expressions of the mention room', () => {
  it('are found', () => expect(patterns().length).toBeGreaterThan(30));

  it.each(patterns().map((pattern) => [pattern.source.slice(0, 40), pattern] as const))(
    'answer in no time on text made against them: %s',
    (_name, pattern) => {
      const start = process.cpuUsage();
      for (const text of stress(pattern, 4000)) {
        pattern.lastIndex = 0;
        pattern.test(text);
      }
      // A pattern that backtracks over 4,000 characters in every way would not end at all.
      expect(process.cpuUsage(start).user).toBeLessThan(500_000);
    },
  );
});
