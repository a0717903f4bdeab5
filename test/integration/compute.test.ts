import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Child, ChildHost } from '../../src/main/ports/index.ts';
import { nodeChildHost } from '../../src/main/ports/node.ts';
import {
  type ComputeService,
  type ComputeTiming,
  createComputeService,
} from '../../src/main/services/compute/index.ts';
import type { ProviderChoice } from '../../src/shared/contract/compute.ts';
import { childPids } from '../support/children.ts';
import { ending } from '../support/reading.ts';

const ENTRY = 'compute/entry';
const onLinux = it.skipIf(process.platform !== 'linux');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const cpu = { provider: 'cpu', threads: 1 } as const;

let compute: ComputeService | undefined;
afterEach(async () => {
  compute?.close();
  // A process that is still on its way out must not be taken for the next test's.
  while (childPids(ENTRY).length > 0) await sleep(10);
});

interface Options {
  readonly timing?: ComputeTiming;
  readonly children?: ChildHost;
  readonly computeProvider?: ProviderChoice;
  readonly cudaFolder?: string;
}

function start(options: Options = {}): ComputeService {
  const { timing = {}, children = nodeChildHost(), computeProvider = 'auto', cudaFolder = '' } = options;
  compute = createComputeService({
    children,
    timing,
    log: silent,
    settings: () => ({ computeProvider, computeThreads: 0, cudaFolder }),
  });
  return compute;
}

const selfTest = (signal?: AbortSignal) =>
  compute!.run('self-test', {}, { device: cpu, ...(signal && { signal }) });

/** The one compute process, once it is there. */
async function pid(): Promise<number> {
  for (;;) {
    const [found] = childPids(ENTRY);
    if (found !== undefined) return found;
    await sleep(5);
  }
}

/** Gone, or dead and not yet collected. */
function isGone(process: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${process}/status`, 'utf8'));
  } catch {
    return true;
  }
}

describe('a task in the compute process', () => {
  it('computes and is right', async () => {
    start();
    const { steps } = await selfTest();
    expect(steps.map(({ step, isRight }) => ({ step, isRight }))).toEqual([
      { step: 'convolution', isRight: true },
      { step: 'matmul', isRight: true },
    ]);
  });

  it('tells how far it is', async () => {
    start();
    const seen: number[] = [];
    await compute!.run('self-test', {}, { device: cpu, onProgress: ({ done }) => seen.push(done) });
    expect(seen).toEqual([0, 1]);
  });

  onLinux('keeps its process for the next request and gives it back when nobody asks any more', async () => {
    start({ timing: { idleMs: 300 } });
    await selfTest();
    const first = await pid();
    await selfTest();
    expect(await pid()).toBe(first);
    while (!isGone(first)) await sleep(20);
    expect((await selfTest()).steps).toHaveLength(2);
    expect(await pid()).not.toBe(first);
  });
});

describe('a compute process that breaks fails one job', () => {
  onLinux.each([
    ['a fault in native code', 'SIGSEGV', { code: 'compute.crashed', params: { signal: 'SIGSEGV' } }],
    ['an abort of the runtime', 'SIGABRT', { code: 'compute.crashed', params: { signal: 'SIGABRT' } }],
    ['a bus error', 'SIGBUS', { code: 'compute.crashed', params: { signal: 'SIGBUS' } }],
    ['the system, for want of memory', 'SIGKILL', { code: 'compute.killed', params: {} }],
  ] as const)('ended by %s: the job says so and the next one runs', async (_what, signal, expected) => {
    start();
    const broken = ending(selfTest());
    process.kill(await pid(), signal);
    expect((await broken).error).toMatchObject(expected);
    expect((await ending(selfTest())).value?.steps).toHaveLength(2);
  });

  onLinux(
    'again and again, whenever it comes: each job ends, and the one after the last runs',
    async () => {
      start();
      const codes = new Set<string>();
      for (let round = 0; round < 12; round += 1) {
        const work = ending(selfTest());
        const victim = await pid();
        await sleep((round * 37) % 150);
        // It may have answered and be waiting for the next request already: then that one finds it dead.
        if (!isGone(victim)) process.kill(victim, round % 2 === 0 ? 'SIGSEGV' : 'SIGKILL');
        const { error } = await work;
        if (error) codes.add(error.code);
        expect((await ending(selfTest())).error?.code ?? 'done').toMatch(
          /^done$|^compute\.(crashed|killed)$/,
        );
      }
      expect(codes).toEqual(new Set(['compute.crashed', 'compute.killed']));
      expect((await selfTest()).steps).toHaveLength(2);
    },
    120_000,
  );

  onLinux('by hanging: it is ended after its silence, and the next one runs', async () => {
    start({ timing: { quietLimitMs: 3_000 } });
    await selfTest();
    const hung = await pid();
    process.kill(hung, 'SIGSTOP');
    expect((await ending(selfTest())).error).toMatchObject({
      code: 'compute.not-responding',
      params: { seconds: 3 },
    });
    while (!isGone(hung)) await sleep(20);
    expect((await selfTest()).steps).toHaveLength(2);
  });

  onLinux('by running out of memory: it says so, and the next one has a process of its own', async () => {
    start();
    await selfTest();
    const poor = await pid();
    // Less than it has already: whatever it asks the system for from now on is refused.
    execFileSync('prlimit', ['--pid', String(poor), `--as=${16 * 1024 ** 2}`]);
    // What the first one gave back would do for another like it; threads need stacks of their own.
    const { error } = await ending(compute!.run('self-test', {}, { device: { ...cpu, threads: 16 } }));
    // The runtime may say so, or V8 or the C++ library may give up the whole process.
    expect(error?.code).toMatch(/^compute\.(out-of-memory|crashed)$/);
    expect((await selfTest()).steps).toHaveLength(2);
    expect(await pid()).not.toBe(poor);
  });

  it('by answering with nonsense: it is not asked again', async () => {
    const nonsense: unknown[] = [
      null,
      'ready',
      { type: 'result' },
      { type: 'result', id: 1, result: { steps: 'all' } },
      { type: 'error', id: 1, code: 'no.such', params: {} },
      { type: 'progress', id: 1, progress: { done: -1, total: null, step: '' } },
    ];
    for (const answer of nonsense) {
      start({ children: answering(() => answer) });
      expect((await ending(selfTest())).error?.code).toBe('compute.bad-answer');
    }
  });
});

/** A child host whose children answer as they are told to. */
function answering(answer: () => unknown): ChildHost {
  return {
    spawn: (): Child => {
      let listener: (message: unknown) => void = () => undefined;
      return {
        send: () => queueMicrotask(() => listener(answer())),
        onMessage: (one) => (listener = one),
        onExit: () => undefined,
        kill: () => undefined,
      };
    },
  };
}

describe('a job that is cancelled', () => {
  it('stops in its turn and leaves the process to the next', async () => {
    start();
    await selfTest();
    const abort = new AbortController();
    const work = selfTest(abort.signal);
    abort.abort();
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect((await selfTest()).steps).toHaveLength(2);
  });

  it('stops while it waits for its turn', async () => {
    start();
    const abort = new AbortController();
    const [first, second, third] = [selfTest(), selfTest(abort.signal), selfTest()];
    abort.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect((await first).steps).toHaveLength(2);
    expect((await third).steps).toHaveLength(2);
  });

  onLinux(
    'is ended after a grace time when its process does not listen',
    async () => {
      start();
      await selfTest();
      const deaf = await pid();
      const abort = new AbortController();
      const onProgress = (): void => {
        process.kill(deaf, 'SIGSTOP');
        abort.abort();
      };
      const work = compute!.run('self-test', {}, { device: cpu, signal: abort.signal, onProgress });
      await expect(work).rejects.toMatchObject({ name: 'AbortError' });
      while (!isGone(deaf)) await sleep(20);
      expect((await selfTest()).steps).toHaveLength(2);
    },
    30_000,
  );

  it('when the application closes: whatever runs or waits is told so', async () => {
    start();
    const both = [selfTest(), selfTest()];
    compute!.close();
    for (const one of both) await expect(one).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('providers', () => {
  it('are reported in their order, each with a reason, and the first that works is chosen', async () => {
    const { providers, runtime, threads } = await start().report({ refresh: false });
    expect(providers.map(({ provider }) => provider)).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(threads).toBeGreaterThan(0);
    expect(runtime.version).toMatch(/^\d+\.\d+\.\d+$/);
    const processor = providers.find(({ provider }) => provider === 'cpu')!;
    expect(processor).toMatchObject({ state: 'usable', detail: null });
    expect(processor.milliseconds).toBeGreaterThan(0);
    expect(processor.libraries.every(({ folder }) => folder !== null)).toBe(true);
    const usable = providers.filter(({ state }) => state === 'usable');
    expect(providers.find(({ isChosen }) => isChosen)).toEqual(usable[0]);
    for (const one of providers.filter(({ state }) => state === 'failed')) expect(one.detail).not.toBe('');
    for (const one of providers.filter(({ state }) => state === 'library-missing')) {
      expect(one.libraries.some(({ folder }) => folder === null)).toBe(true);
      expect(one.folders.length).toBeGreaterThan(0);
    }
  });

  it.skipIf(`${process.platform}/${process.arch}` !== 'linux/x64')(
    'find libraries in the folder that a person named, before all others',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'plumbline-cuda-'));
      for (const name of ['libcudart.so.12', 'libcudnn.so.9', 'libonnxruntime_providers_cuda.so'])
        writeFileSync(join(folder, name), '');
      const { providers, runtime } = await start({ cudaFolder: folder }).report({ refresh: false });
      rmSync(folder, { recursive: true });
      const { folders, libraries } = providers.find(({ provider }) => provider === 'cuda')!;
      expect(folders[0]).toBe(folder);
      const found = new Map(libraries.map((one) => [one.name, one.folder]));
      expect([found.get('libcudart.so.12'), found.get('libcudnn.so.9')]).toEqual([folder, folder]);
      // A part of the runtime itself counts only where the runtime loads it from.
      expect([null, runtime.folder]).toContain(found.get('libonnxruntime_providers_cuda.so'));
    },
  );

  it('that were chosen and do not work are not replaced in silence', async () => {
    const missing = (await start().report({ refresh: false })).providers.find(
      ({ state }) => state !== 'usable',
    );
    if (!missing) return;
    start({ computeProvider: missing.provider });
    expect((await ending(compute!.run('self-test', {}))).error).toMatchObject({
      code: 'compute.provider-unusable',
      params: { provider: missing.provider },
    });
  });
});
