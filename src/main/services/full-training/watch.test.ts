import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgramEnd, Programs } from '../../ports/programs.ts';
import { failureOf } from './failures.ts';
import { Told } from './told.ts';
import { type Ending, Watch, type WatchLimits } from './watch.ts';

const step = (at: number): string =>
  `${JSON.stringify({ event: 'step', step: at, steps: 9, loss: 1, samplesPerSecond: 1, drawn: {} })}\n`;

let dir: string;
let events: string;
let log: string;
let told: Told;
let now: number;
let done: PromiseWithResolvers<ProgramEnd>;
let asked: string[];
let kept: number;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watch-'));
  [events, log] = [join(dir, 'output.jsonl'), join(dir, 'trainer.log')];
  told = new Told('json', { epochs: 1, kept: null });
  [now, asked, kept] = [0, [], 0];
  done = Promise.withResolvers<ProgramEnd>();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Follows a program of which only these files and its end are real; each look takes ten minutes of its clock. */
function follow(limits: Partial<WatchLimits>, onLook: (look: number) => unknown): Promise<Ending> {
  let look = 0;
  const never = new AbortController().signal;
  return new Watch(
    { program: { pid: 1, startedAt: '' }, ended: done.promise, events, log, told },
    {
      programs: { kill: () => Promise.resolve() } as unknown as Programs,
      clock: { monotonic: () => now },
      limits: { pollMs: 5, stopMs: 15 * 60_000, silenceMs: 0, fileBytes: 1e6, ...limits },
      ask: async () => void asked.push('ask'),
      kill: async () => {
        asked.push('kill');
        done.resolve({ code: null, signal: 'SIGKILL' });
      },
      keep: async () => void (kept += 1),
      onNews: () => {
        now += 10 * 60_000;
        onLook((look += 1));
      },
    },
  ).untilEnd(never, never);
}

const facts = (ending: Ending) => ({ told, ending, log, outputDir: dir, silenceMinutes: 60 });

describe('a trainer that hangs', () => {
  it('is asked to end after the time that it may be silent, then ended by force, and that is what is said', async () => {
    await writeFile(events, step(1));
    const ending = await follow({ silenceMs: 60 * 60_000 }, () => undefined);
    expect(asked).toEqual(['ask', 'kill']);
    expect(ending).toMatchObject({ wasSilent: true, wasAsked: false });
    expect(await failureOf(facts(ending))).toMatchObject({
      code: 'training.trainer-silent',
      params: { minutes: 60 },
    });
  });

  it('is none as long as it logs anything', async () => {
    const ending = await follow({ silenceMs: 25 * 60_000 }, async (look) => {
      await appendFile(log, 'still loading\n');
      if (look === 12) done.resolve({ code: 0, signal: null });
    });
    expect(asked).toEqual([]);
    expect(ending.wasSilent).toBe(false);
  });
});

describe('files that grow', () => {
  it('are cut at their limit: events after they were kept, the log into one more file', async () => {
    await writeFile(events, step(1).repeat(20));
    await writeFile(log, 'x\n'.repeat(600));
    await follow({ fileBytes: 1000 }, async (look) => {
      if (look === 2) await appendFile(events, step(2));
      if (look === 4) done.resolve({ code: 0, signal: null });
    });
    expect(kept).toBe(1);
    expect(told.points().map((point) => point.step)).toEqual([1, 2]);
    expect((await stat(events)).size).toBe(step(2).length);
    expect([(await stat(log)).size, (await stat(`${log}.1`)).size]).toEqual([0, 1200]);
  });
});

describe('the last word', () => {
  it('counts although nothing ended its line', async () => {
    await writeFile(events, JSON.stringify({ event: 'failed', code: 'out-of-memory', detail: 'cuda' }));
    done.resolve({ code: 1, signal: null });
    const ending = await follow({}, () => undefined);
    expect(await failureOf(facts(ending))).toMatchObject({
      code: 'training.trainer-out-of-memory',
      params: { detail: 'cuda' },
    });
  });

  it('is no word where the system killed it, also where a shell or a scheduler passes that on', async () => {
    for (const end of [
      { code: null, signal: 'SIGKILL' },
      { code: 137, signal: null },
    ])
      expect(await failureOf(facts({ end, wasAsked: false, wasSilent: false }))).toMatchObject({
        code: 'training.trainer-killed',
      });
  });
});
