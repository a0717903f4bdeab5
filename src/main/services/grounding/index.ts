import type { Problem } from '../../../shared/contract/common.ts';
import type { ReadingService } from '../reading/index.ts';
import { type ReferenceSources, readReferenceInputs } from './reference-inputs.ts';
import { ReferenceOutput } from './reference-output.ts';
import { deriveScan } from './reference-scan.ts';

export { DERIVATION_VERSION, DeriveAnewService, switchesOf, type DerivedAnew } from './derive-anew.ts';
export type { ReferenceSources } from './reference-inputs.ts';

export interface ReferenceResult {
  /** Slices in the index. */
  readonly slices: number;
  readonly indexFile: string;
  readonly problems: readonly Problem[];
}

/** Derives grounding data from the files of the published pipeline. */
export class GroundingService {
  private readonly reading: ReadingService;

  constructor(reading: ReadingService) {
    this.reading = reading;
  }

  /**
   * The last step of RadGrounder's grounding pipeline, bit-exact: the same index, the same masks. Entries that the pipeline
   * passes over in silence or with a line of print become problems here.
   *
   * @param outDir May hold the other modality's output. Paths are written into the index as they are given.
   * @throws AppError formats.*, grounding.malformed-input, grounding.output-exists; DOMException AbortError
   */
  async deriveReference(
    sources: ReferenceSources,
    outDir: string,
    run: { readonly signal: AbortSignal; readonly progress: (done: number, total: number) => void },
  ): Promise<ReferenceResult> {
    const output = await ReferenceOutput.begin(outDir, sources.modality);
    const inputs = await readReferenceInputs(sources, this.reading, run.signal);
    const total = inputs.scans.reduce((sum, { slices }) => sum + slices.length, 0);
    const problems: Problem[] = [];
    let done = 0;
    for (const scan of inputs.scans) {
      run.signal.throwIfAborted();
      run.progress(done, total);
      await deriveScan(scan, {
        ...sources,
        inputs,
        output,
        reading: this.reading,
        signal: run.signal,
        problem: (problem) => void problems.push(problem),
      });
      done += scan.slices.length;
    }
    const indexFile = await output.finish();
    run.progress(total, total);
    return { slices: output.size, indexFile, problems };
  }
}

export function createGroundingService(reading: ReadingService): GroundingService {
  return new GroundingService(reading);
}
