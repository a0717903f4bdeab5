import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeChildHost } from '../../src/main/ports/node.ts';
import { createReadingService } from '../../src/main/services/reading/index.ts';
import { Segmenter } from '../../src/main/services/segmentation/segmenter.ts';
import { childPids, peakMemory } from '../../test/support/children.ts';
import { startModels } from '../../test/support/models.ts';

export interface SegmentationRun {
  /** From the call until the label map is on the disk, s. */
  readonly wall: number;
  /** ONNX Runtime's own part of it, s, and its runs. */
  readonly network: number;
  readonly tiles: number;
  /** That the network was given. */
  readonly threads: number;
  /** Of the process with the network, bytes; undefined where there is no /proc. */
  readonly peak: number | undefined;
}

/**
 * The command's whole way from file to file, in fresh processes: reader, check of the pack (before the clock starts), compute
 * process, label map. The network's own time is taken inside that very run, so that a noisy neighbour slows both.
 */
export async function segmentFile(dir: string, pack: string, file: string): Promise<SegmentationRun> {
  const runs = join(dir, `runs-${Date.now()}`);
  const preload = pathToFileURL(join(import.meta.dirname, 'timed-runs.ts'));
  Object.assign(process.env, { PLUMBLINE_BENCH_RUNS: runs, NODE_OPTIONS: `--import=${preload.href}` });
  const { models, compute } = startModels(dir);
  const reading = createReadingService(nodeChildHost());
  try {
    const { threads } = await compute.report({ refresh: false });
    await models.resolve(pack, 'segmentation');
    writeFileSync(runs, '');
    const begun = performance.now();
    await new Segmenter({ models, compute, reading }).segment({
      pack,
      file,
      output: join(dir, 'labels.nii.gz'),
      signal: new AbortController().signal,
    });
    const wall = (performance.now() - begun) / 1000;
    const times = readFileSync(runs, 'utf8').trim().split('\n').map(Number);
    const network = times.reduce((sum, time) => sum + time, 0) / 1000;
    return { wall, network, threads, tiles: times.length, peak: peakOf(childPids('compute')) };
  } finally {
    compute.close();
    reading.close();
    delete process.env['NODE_OPTIONS'];
    delete process.env['PLUMBLINE_BENCH_RUNS'];
  }
}

const peakOf = (pids: readonly number[]): number | undefined =>
  pids.length > 0 ? Math.max(...pids.map(peakMemory)) : undefined;
