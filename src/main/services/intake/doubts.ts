import type { ErrorParams } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import type { IntakeErrorCode } from '../../../shared/contract/errors/intake.ts';
import type { PlannedVolume } from './plan.ts';

/** Every CT slice of a body shows air, or gas at least; the grey values of an MR image do not go that low, HU. */
const AIR_BELOW_HU = -200;

export function showsAir(samples: Int16Array | Float32Array): boolean {
  return samples.some((value) => value < AIR_BELOW_HU);
}

/** What a person should know about a volume that was brought in all the same. */
export function warnOfDoubts(
  { key, modality, source, segmentations }: PlannedVolume,
  found: {
    readonly file: string;
    readonly segmentation: string | undefined;
    readonly hasAir: boolean;
    readonly run: { readonly problem: (problem: Problem) => void };
  },
): void {
  const { file, segmentation, hasAir, run } = found;
  const warn = (code: IntakeErrorCode, params: ErrorParams): void =>
    run.problem({ file, code, params: { file, volume: key, ...params }, severity: 'warning' });
  // Beside a NIfTI image, a segmentation that does not fit was reported by its own name.
  const isReported = source.kind === 'nifti' && segmentations.length > 0;
  if (segmentation === undefined && !isReported) warn('intake.no-segmentation', {});
  if (modality === 'CT' && !hasAir) warn('intake.not-hounsfield', { limit: AIR_BELOW_HU });
}
