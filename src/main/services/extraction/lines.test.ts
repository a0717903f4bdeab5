import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runMentions } from './index.ts';
import { linesOf } from './lines.ts';

const linesIn = async (chunks: readonly Buffer[], longest?: number): Promise<(string | null)[]> =>
  Array.fromAsync(linesOf(Readable.from(chunks, { objectMode: false }), longest));

describe('lines of a stream', () => {
  it('end with LF or CRLF, and leave out a byte order mark', async () => {
    expect(await linesIn([Buffer.from('\uFEFFa\r\nb\n\nc')])).toEqual(['a', 'b', '', 'c']);
    expect(await linesIn([])).toEqual([]);
  });

  it('are the same wherever the bytes are cut, within characters too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('ä', '🫁', 'x', '\u2028', '\n', '\r\n')),
        fc.array(fc.nat(40)),
        async (parts, cuts) => {
          const bytes = Buffer.from(parts.join(''));
          const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const chunks = edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge));
          expect(await linesIn(chunks.filter(({ length }) => length > 0))).toEqual(await linesIn([bytes]));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('that are too long are passed over, in one piece or in many', async () => {
    const long = 'x'.repeat(50);
    expect(await linesIn([Buffer.from(`a\n${long}\nb\n${long}`)], 10)).toEqual(['a', null, 'b', null]);
    const pieces = `a\n${long}\nb`.split('').map((one) => Buffer.from(one));
    expect(await linesIn(pieces, 10)).toEqual(['a', null, 'b']);
  });
});

describe('finding mentions line by line', () => {
  it('holds no more than a few lines while some megabytes go through, one of them a single line', async () => {
    const line = Buffer.from('{"id":1,"lang":"de","text":"Milz."}\n');
    const input = Readable.from(
      (function* () {
        for (let i = 0; i < 2000; i += 1) yield line;
        for (let i = 0; i < 96; i += 1) yield Buffer.alloc(65_536, 'x');
        yield Buffer.from('\n');
        yield line;
      })(),
      { objectMode: false },
    );
    let answers = 0;
    const output = new Writable({
      write: (_chunk, _encoding, done) => {
        answers += 1;
        done();
      },
    });
    const problems: unknown[] = [];
    await runMentions({ input, output, onProblem: (problem) => problems.push(problem) });
    expect(answers).toBe(2001);
    expect(problems).toEqual([{ line: 2001, reason: 'tooLong', fields: [] }]);
  });
});
