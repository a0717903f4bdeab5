import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { DecideInput, DecisionSchema } from '../../src/shared/contract/review.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { type RunningHost, startHost } from './app.ts';
import { type Client, joinHost } from './rpc-client.ts';
import { runCli } from './run-cli.ts';
import { writeStudy } from './study-folder.ts';
import { verdictOn } from './verdict.ts';

type Decision = z.infer<typeof DecisionSchema>;

/** What the kills have done. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Requests that were under way at a kill; each was sent again under its id after the restart. */
  readonly inDoubt: number;
  /** Of these, how many had been committed before the kill. */
  readonly committedUnheard: number;
  readonly lost: number;
  readonly duplicated: number;
  /** What verify found wrong, after each restart and at the end. */
  readonly broken: readonly string[];
}

/** One change asked for; the same id is sent again until it is answered. */
type Request = { readonly id: string } & (
  { readonly kind: 'decide'; readonly input: DecideInput } | { readonly kind: 'undo' }
);

const WORKERS = 4;
const UNDO_SHARE = 0.1;
/** A kill comes this long after the first answer of its round at the latest, ms. */
const MAX_DELAY_MS = 400;

/**
 * Reviews over HTTP and WebSocket with several hands at once, kills the server at random moments, starts it again, and
 * compares what it has with what this process, which is not killed, was told.
 */
export class KillRounds {
  private readonly acknowledged = new Map<string, Decision>();
  private readonly inDoubt = new Map<string, Request>();
  private readonly broken: string[] = [];
  private readonly random: () => number;
  private doubts = 0;
  private unheard = 0;
  private duplicated = 0;
  private lost = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  async run(kills: number, onRound: (round: number, acknowledged: number) => void): Promise<KillReport> {
    const dir = await mkdtemp(join(tmpdir(), 'kills-'));
    const home = join(dir, 'home');
    const project = join(dir, 'project');
    await writeStudy(join(dir, 'source'), 'study', { modality: 'CT', captions: 48 });
    await runCli(['import', join(dir, 'source'), '--project', project], { home });
    try {
      for (let round = 0; round < kills; round += 1) {
        await this.round(await startHost({ home, args: ['--project', project] }));
        onRound(round + 1, this.acknowledged.size);
      }
      const last = await startHost({ home, args: ['--project', project] });
      const { client, socket } = await joinHost(last.url);
      await this.settle(client);
      socket.terminate();
      await last.stop();
      this.compareWithLog(project);
      for (const { ok, name } of verifyProject(project)) if (!ok) this.broken.push(`end: ${name}`);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
    return {
      kills,
      acknowledged: this.acknowledged.size,
      inDoubt: this.doubts,
      committedUnheard: this.unheard,
      lost: this.lost,
      duplicated: this.duplicated,
      broken: this.broken,
    };
  }

  private async round(host: RunningHost): Promise<void> {
    const { client, socket } = await joinHost(host.url);
    await client.review.setReviewer({ name: 'R' });
    await this.settle(client);
    let isOver = false;
    let first: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (first = resolve));
    const queue = await client.review.queue({
      filter: {},
      order: { by: 'random', seed: 1 },
      cursor: null,
      limit: 200,
    });
    const ids = queue.items.map(({ pairId }) => pairId);
    const work = Array.from({ length: WORKERS }, async (_, worker) => {
      const own = ids.filter((id) => id % WORKERS === worker);
      for (let n = 0; !isOver; n += 1) {
        const request = await this.nextRequest(client, own[n % own.length]!);
        if (isOver) return;
        await this.send(client, request);
        first();
      }
    });
    const ended = Promise.allSettled(work);
    await Promise.race([answered, ended]);
    await new Promise((resolve) => setTimeout(resolve, this.random() * MAX_DELAY_MS));
    isOver = true;
    await host.kill();
    socket.terminate();
    await ended;
    this.doubts += this.inDoubt.size;
  }

  private async nextRequest(client: Client, pairId: number): Promise<Request> {
    if (this.random() < UNDO_SHARE) return { id: randomUUID(), kind: 'undo' };
    const detail = await client.review.pair({ pairId });
    const id = randomUUID();
    const verdict: DecideInput['verdict'] =
      this.random() < 0.5 ? { kind: 'accept' } : { kind: 'region-wrong', reason: 'too-small' };
    return { id, kind: 'decide', input: verdictOn(detail, { decisionId: id, verdict }) };
  }

  /** Sends a change and notes the answer. Refusals (another hand was faster) are answers; silence leaves it in doubt. */
  private async send(client: Client, request: Request): Promise<void> {
    this.inDoubt.set(request.id, request);
    try {
      const { decision } =
        request.kind === 'undo'
          ? await client.review.undo({ decisionId: request.id })
          : await client.review.decide(request.input);
      this.acknowledged.set(request.id, decision);
    } catch (error) {
      if (!(error instanceof Error && 'status' in error)) throw error;
    }
    this.inDoubt.delete(request.id);
  }

  /** After a restart: everything acknowledged is there once, the chain holds, and what was in doubt is asked again. */
  private async settle(client: Client): Promise<void> {
    const { checks } = await client.project.verify({});
    for (const { ok, name } of checks) if (!ok) this.broken.push(`restart: ${name}`);
    const histories = await this.histories(client);
    const wanted = new Set([...this.acknowledged.values()].map(({ seq }) => seq));
    for (const seq of wanted) if (!histories.has(seq)) this.lost += 1;
    this.unheard += [...histories.keys()].filter((seq) => !wanted.has(seq)).length;
    for (const request of this.inDoubt.values()) await this.send(client, request);
    const after = await this.histories(client);
    if (after.size !== this.acknowledged.size) this.duplicated += after.size - this.acknowledged.size;
  }

  private async histories(client: Client): Promise<Map<number, Decision>> {
    const page = await client.review.queue({
      filter: {},
      order: { by: 'random', seed: 1 },
      cursor: null,
      limit: 200,
    });
    const details = await Promise.all(page.items.map(({ pairId }) => client.review.pair({ pairId })));
    return new Map(details.flatMap(({ history }) => history.map((decision) => [decision.seq, decision])));
  }

  /** The log itself, by the ids that this process made. */
  private compareWithLog(project: string): void {
    const store = openProject(project, { at: '' });
    for (const [id, { seq }] of this.acknowledged)
      if (store.decisions.find(id)?.seq !== seq) this.broken.push(`end: decision ${id} is not number ${seq}`);
    store.close();
  }
}
