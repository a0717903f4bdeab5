import { Readable } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { type Rated, scoreLines } from '../../src/main/services/texts/index.ts';
import { factsOf } from '../support/llm-answers.ts';
import { testClient } from '../support/llm-client.ts';
import { type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';

let server: LlmServer;
afterEach(() => server.close());

it('rates each line, leaves out what is none, and sums up what was rated', async () => {
  server = await startLlmServer({
    act: (body) => {
      const { candidate } = factsOf(body);
      return answer(
        candidate === 'odd'
          ? '7 <reason>More than all.</reason>'
          : `${String(candidate)} <reason>So.</reason>`,
      );
    },
  });
  const line = (id: number, candidate: string): string =>
    JSON.stringify({ id, kind: 'vqa', lang: 'en', question: 'Q?', candidate, reference: 'R' });
  const input = Readable.from([`${line(1, '5')}\n${line(2, 'odd')}\nnot json\n\n${line(3, '2')}\n`]);
  const rated: Rated[] = [];
  const problems: number[] = [];
  const sum = await scoreLines(testClient(server.url), {
    input,
    onRated: (one) => rated.push(one),
    onProblem: (number) => problems.push(number),
    concurrency: 2,
    signal: new AbortController().signal,
  });
  expect(sum).toEqual({ rated: 2, unrated: 1, mean: 3.5, normalised: 0.625 });
  expect(problems).toEqual([3]);
  expect(rated.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual([
    { id: 1, score: 5, reason: 'So.' },
    { id: 2, score: null, reason: 'llm.bad-answer' },
    { id: 3, score: 2, reason: 'So.' },
  ]);
});
