import { planLpsReorientation } from '../../shared/domain/volume/reorientation.ts';
import { type LpsVolume, toLpsVolume } from './lps-volume.ts';
import { readNiftiBytes } from './nifti-file.ts';
import { sampleReader } from './nifti-samples.ts';

/** A NIfTI image as an LPS volume, slope and intercept applied. @throws AppError naming the file and the cause */
export async function readNiftiVolume(file: string): Promise<LpsVolume> {
  const { header, samples } = await readNiftiBytes(file);
  const plan = planLpsReorientation(header.affineRas, header.dims);
  const read = sampleReader(samples, header.datatype, header.littleEndian);
  return toLpsVolume(plan, (index) => read(index * header.bytesPerVoxel), header.scaling, file);
}
