import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSafeClient } from '@orpc/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { App } from '../../src/main/app/create-app.ts';
import { contract } from '../../src/shared/contract/index.ts';
import { inProcessApp } from '../support/in-process-app.ts';
import type { Client } from '../support/rpc-client.ts';
import { writeStudy } from '../support/study-folder.ts';
import { TRANSPORTS, type Transport } from '../support/transports.ts';
import { verdictOn } from '../support/verdict.ts';

/** Every call of the contract by name, whatever the types say may be sent. */
const CALLS = Object.entries(contract).flatMap(([feature, calls]) =>
  Object.keys(calls).map((name) => [feature, name] as const),
);
const LEFT_OUT = ['close', 'demo', 'create', 'open', 'events', 'scan'];

/** Status and code of a refusal, or 'answered'. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answered',
    ({ status, data }: { status?: number; data?: { code?: string } }) =>
      `${status ?? 'no status'} ${data?.code ?? ''}`.trim(),
  );
}

describe.each(TRANSPORTS)('the contract over a %s', (_name, open) => {
  let dir: string;
  let app: App;
  let errors: string[];
  let transport: Transport;
  let client: Client;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'contract-'));
    ({ app, errors } = inProcessApp(join(dir, 'home')));
    transport = await open(app);
    client = transport.client;
  });
  afterAll(async () => {
    await transport.close();
    await app.shutdown();
    await rm(dir, { recursive: true, force: true });
  });

  const jobDone = async (jobId: string): Promise<void> => {
    for await (const event of await client.jobs.events({}))
      if (event.type === 'jobs.changed' && event.job.jobId === jobId && event.job.status === 'done') return;
  };
  const firstPair = async () => {
    const order = { by: 'suspicion' } as const;
    const { items } = await client.review.queue({ filter: {}, order, cursor: null, limit: 1 });
    return client.review.pair({ pairId: items[0]!.pairId });
  };
  it('says with a code that no project is open', async () => {
    expect(await refusal(client.review.recent({ limit: 1 }))).toBe('422 host.no-project-open');
    expect(await client.project.current({})).toBeNull();
  });

  it('leads from files to pairs, with progress as events', async () => {
    await writeStudy(join(dir, 'source'), 'study', { modality: 'CT', captions: 6 });
    await client.project.create({ dir: join(dir, 'project'), name: 'P' });
    const scan = await client.intake.scan({ paths: [join(dir, 'source')] });
    await jobDone(scan.jobId);
    const { studies } = await client.intake.summary(scan);
    expect(studies).toMatchObject([{ study: 'study', captionCount: 6 }]);
    await jobDone((await client.intake.start({ summaryId: scan.jobId })).jobId);
    expect((await client.review.facets({ filter: {} })).matching).toBeGreaterThan(4);
  });

  it('counts a verdict that is sent twice once, refuses an older one by code, and takes it back', async () => {
    await client.review.setReviewer({ name: 'R' });
    const detail = await firstPair();
    const input = verdictOn(detail);
    const [first, again] = [await client.review.decide(input), await client.review.decide(input)];
    expect(again.decision.seq).toBe(first.decision.seq);
    expect(await refusal(client.review.decide(verdictOn(detail)))).toBe('422 review.stale');
    const undone = await client.review.undo({ decisionId: randomUUID() });
    expect(undone.decision).toMatchObject({ action: 'undo', stateAfter: 'pending' });
  });

  it('refuses a verdict on another picture than the one that is there', async () => {
    const input = verdictOn(await firstPair());
    const seen = { ...input.seen, pixelsSha256: '0'.repeat(64) };
    expect(await refusal(client.review.decide({ ...input, seen }))).toMatch(/^422 review\./);
  });

  it('tells nothing of the program when something unexpected goes wrong', async () => {
    const { review } = app.projects.current();
    vi.spyOn(review, 'recent').mockImplementationOnce(() => {
      throw new Error('/secret/path.ts broke');
    });
    const { error } = await createSafeClient(client).review.recent({ limit: 1 });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(errors.splice(0).join()).toContain('/secret/path.ts broke');
  });

  it('knows no call by a name of every object', async () => {
    for (const name of ['constructor', 'toString', '__proto__', 'nothing'])
      expect(await refusal(transport.call(['review', name], {}))).toBe('404');
  });

  it('answers whatever it is sent with an answer or a refusal, and changes nothing by it', async () => {
    const counts = async () => (await client.review.facets({ filter: {} })).counts;
    const before = await counts();
    const anything = fc.anything({ maxDepth: 3, withDate: true, withBigInt: true, withNullPrototype: true });
    const keys = fc.constantFrom(
      'dir',
      'pairId',
      'paths',
      'seq',
      'limit',
      '__proto__',
      'constructor',
      'name',
    );
    const input = fc.oneof(anything, fc.dictionary(keys, anything));
    // Left out: what needs no input to close or leave the project, what answers with a stream, what would read the whole disk.
    const calls = CALLS.filter(([, name]) => !LEFT_OUT.includes(name));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...calls), input, async ([feature, name], value) => {
        expect(await refusal(transport.call([feature, name], value))).toMatch(/^(answered|400.*|422 \S+)$/);
      }),
      { numRuns: 400, seed: 1 },
    );
    expect(errors).toEqual([]);
    expect(await counts()).toEqual(before);
    expect(({} as Record<string, unknown>)['limit']).toBeUndefined();
  });
});
