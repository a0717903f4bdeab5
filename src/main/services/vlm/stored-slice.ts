import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import type { GreyWriterSlice } from './writer.ts';

/** A project's slice in the form that models take it. @throws AppError store.blob-* */
export async function writerSlice(
  { blobs }: Pick<ProjectStore, 'blobs'>,
  {
    pixelsSha256,
    dtype,
    geometry,
    modality,
  }: Pick<StoredSlice, 'pixelsSha256' | 'dtype' | 'modality'> & {
    readonly geometry: Pick<StoredSlice['geometry'], 'width' | 'height'>;
  },
): Promise<GreyWriterSlice> {
  // A copy: bytes of a blob may start anywhere in their buffer, samples may not.
  const { buffer } = Uint8Array.from(await blobs.get(pixelsSha256));
  const samples = dtype === 'int16' ? new Int16Array(buffer) : new Float32Array(buffer);
  return { samples, width: geometry.width, height: geometry.height, modality };
}
