import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeDicomSlice } from '../../src/main/formats/dicom-encode.ts';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import type { Child, ChildHost } from '../../src/main/ports/index.ts';
import { type ReadingService, createReadingService } from '../../src/main/services/reading/index.ts';
import { childPids, peakMemory } from '../support/children.ts';
import { countingChildHost, ending, flawsOf } from '../support/reading.ts';

let dir: string;
let good: string;
let reading: ReadingService | undefined;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reader-'));
  good = join(dir, 'good.nii');
  await writeFile(good, nifti());
});
afterEach(() => reading?.close());
afterAll(() => rm(dir, { recursive: true, force: true }));

function nifti(): Buffer {
  const affine = [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const data = Int16Array.from({ length: 1000 }, (_, i) => i);
  return encodeNifti({ dims: [10, 10, 10], affine, dtype: 'int16', data });
}

function dicom(): Buffer {
  return encodeDicomSlice({
    imageId: 'image',
    patient: 'P-1',
    study: 'study',
    series: 'series',
    modality: 'MR',
    index: 0,
    samples: Int16Array.from({ length: 64 }, (_, i) => i),
    geometry: {
      width: 8,
      height: 8,
      spacingMm: { x: 1, y: 1 },
      xDirection: [1, 0, 0],
      yDirection: [0, 1, 0],
    },
  });
}

const inspect = (file: string) => reading!.ask<'inspect'>({ type: 'inspect', file });
const quickly = { inspect: 500, 'read-volume': 500, 'read-labels': 500, 'read-captions': 500 };
/** The limit counts from the request, so the start of a reader on a busy machine must fit in. */
const patiently = { ...quickly, inspect: 6_000 };

/** A child host whose children answer as they are told to. */
function scripted(answer: (message: { id: number }) => unknown): ChildHost {
  return {
    spawn: (): Child => {
      let listener: (message: unknown) => void = () => undefined;
      return {
        send: (message) => queueMicrotask(() => listener(answer(message as { id: number }))),
        onMessage: (one) => (listener = one),
        onExit: () => undefined,
        kill: () => undefined,
      };
    },
  };
}

describe('the reading service', () => {
  it.skipIf(process.platform !== 'linux')('outlives its reader and starts another', async () => {
    const host = countingChildHost();
    reading = createReadingService(host);
    for (let round = 0; round < 10; round += 1) {
      await inspect(good);
      for (const pid of childPids('reader')) process.kill(pid, 'SIGKILL');
      // Killed before, during or after the request: the file has failed, or the next reader has read it.
      const { error } = await ending(inspect(good));
      if (error) expect(error.code).toBe('formats.reader-died');
    }
    expect(await inspect(good)).toMatchObject({ kind: 'nifti' });
    expect(host.spawned).toBeGreaterThan(1);
  });

  it.skipIf(process.platform === 'win32')('gives up a file that hangs and reads the next', async () => {
    const pipe = join(dir, 'pipe.nii');
    execFileSync('mkfifo', [pipe]);
    reading = createReadingService(countingChildHost(), patiently);
    const { error } = await ending(inspect(pipe));
    expect(error).toMatchObject({ code: 'formats.reader-timeout', params: { file: pipe } });
    expect(await inspect(good)).toMatchObject({ kind: 'nifti' });
  });

  it('takes a nonsensical answer for the end of the reader', async () => {
    for (const nonsense of [
      null,
      'ready',
      { id: 'x' },
      { id: 1, ok: false, error: { code: 'no.such', params: {} } },
    ]) {
      reading = createReadingService(
        scripted(() => nonsense),
        quickly,
      );
      expect((await ending(inspect(good))).error?.code).toBe('formats.reader-died');
    }
    for (const value of [null, { kind: 'nifti', file: 7 }, { kind: 'program' }]) {
      reading = createReadingService(
        scripted(({ id }) => ({ id, ok: true, value })),
        quickly,
      );
      expect((await ending(inspect(good))).error?.code).toBe('formats.reader-died');
    }
  });

  it('ends a request that is cancelled, and not the next', async () => {
    reading = createReadingService(countingChildHost());
    const abort = new AbortController();
    const cancelled = reading.ask<'inspect'>({ type: 'inspect', file: good }, abort.signal);
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(await inspect(good)).toMatchObject({ kind: 'nifti' });
  });

  it.each([
    ['NIfTI', nifti, 352],
    ['DICOM', dicom, 1200],
  ] as const)(
    'survives any damage to the header of a %s file',
    { timeout: 120_000 },
    async (kind, make, header) => {
      const host = countingChildHost();
      reading = createReadingService(host);
      const original = make();
      const file = join(dir, `damaged.${kind}`);
      const source =
        kind === 'NIfTI' ? { kind: 'nifti' as const, file } : { kind: 'dicom' as const, files: [file] };
      const places = fc.array(
        fc.tuple(
          fc.nat(Math.min(header, original.length) - 1),
          fc.oneof(fc.nat(255), fc.constantFrom(0, 255, 127, 128)),
        ),
        { minLength: 1, maxLength: 12 },
      );
      const endings = new Set<string>();
      await fc.assert(
        fc.asyncProperty(places, fc.nat(original.length), fc.boolean(), async (damage, length, isCut) => {
          const bytes = Buffer.from(original.subarray(0, isCut ? length : original.length));
          for (const [at, value] of damage) if (at < bytes.length) bytes[at] = value;
          await writeFile(file, bytes);
          const started = performance.now();
          const request = { type: 'read-volume', source, outFile: join(dir, 'out.raw') } as const;
          const { error } = await ending(reading!.ask<'read-volume'>(request));
          expect(performance.now() - started).toBeLessThan(5000);
          endings.add(error?.code ?? 'read');
          if (error) expect(flawsOf(error.code, error.params)).toEqual([]);
          expect(error?.code).not.toBe('formats.reader-died');
        }),
        { numRuns: 1500 },
      );
      expect(host.spawned).toBe(1);
      expect(endings.size).toBeGreaterThan(4);
      for (const pid of childPids('reader')) expect(peakMemory(pid)).toBeLessThan(2 * 1024 ** 3);
    },
  );
});
