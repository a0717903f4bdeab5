import { planLpsReorientation } from '../../shared/domain/volume/reorientation.ts';
import { shearOf } from '../../shared/domain/volume/affine.ts';
import { type FileNote } from './file-note.ts';
import { type LpsVolume, toLpsVolume } from './lps-volume.ts';
import { readNiftiBytes } from './nifti-file.ts';
import { sampleReader } from './nifti-samples.ts';

/** Axes further from perpendicular than this are worth a word, degrees; headers in float32 stay far below. */
const MAX_SHEAR_DEGREES = 0.5;

/** A NIfTI image as an LPS volume, slope and intercept applied. @throws AppError naming the file and the cause */
export async function readNiftiVolume(
  file: string,
): Promise<{ readonly volume: LpsVolume; readonly warnings: readonly FileNote[] }> {
  const { header, samples } = await readNiftiBytes(file);
  const plan = planLpsReorientation(header.affineRas, header.dims);
  const read = sampleReader(samples, header.datatype, header.littleEndian);
  const [slope, intercept] = header.scaling;
  const volume = toLpsVolume(plan, (index) => read(index * header.bytesPerVoxel) * slope + intercept, file);
  const degrees = shearOf(header.affineRas);
  const warnings: FileNote[] =
    degrees > MAX_SHEAR_DEGREES
      ? [{ code: 'formats.sheared', params: { file, degrees: Number(degrees.toFixed(1)) } }]
      : [];
  return { volume, warnings };
}
