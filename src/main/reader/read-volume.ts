import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asUnwritable } from '../../shared/contract/system-failure.ts';
import { readDicomVolume } from '../formats/dicom-volume.ts';
import type { LpsVolume } from '../formats/lps-volume.ts';
import { readNiftiVolume } from '../formats/nifti-volume.ts';
import type { ReaderRequest, VolumeFacts } from './protocol.ts';

type Source = Extract<ReaderRequest, { type: 'read-volume' }>['source'];

/**
 * Decodes an image to LPS and writes its samples to a file, which appears whole or not at all.
 *
 * @throws AppError formats.*, store.disk-full, store.not-writable
 */
export async function readVolume(source: Source, outFile: string): Promise<VolumeFacts> {
  if (source.kind === 'nifti') {
    const { volume, warnings } = await readNiftiVolume(source.file);
    return {
      ...(await write(volume, outFile)),
      warnings: [...warnings],
      failures: [],
      stackAxis: 2,
      sopInstanceUids: [],
    };
  }
  const { volume, warnings, failures, stackAxis, sopInstanceUids } = await readDicomVolume(source.files);
  return {
    ...(await write(volume, outFile)),
    warnings: [...warnings],
    failures: [...failures],
    stackAxis,
    sopInstanceUids: [...sopInstanceUids],
  };
}

type Written = Pick<VolumeFacts, 'dims' | 'affineLps' | 'dtype' | 'sha256'>;

async function write(volume: LpsVolume, outFile: string): Promise<Written> {
  const bytes = Buffer.from(volume.data.buffer, volume.data.byteOffset, volume.data.byteLength);
  const partial = `${outFile}.${process.pid}.partial`;
  try {
    await mkdir(dirname(outFile), { recursive: true });
    await writeSynced(partial, bytes);
    await rename(partial, outFile);
  } catch (error) {
    await rm(partial, { force: true });
    throw asUnwritable(error, outFile);
  }
  return {
    dims: [...volume.dims],
    affineLps: [...volume.affineLps],
    dtype: volume.data instanceof Int16Array ? 'int16' : 'float32',
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

async function writeSynced(file: string, bytes: Buffer): Promise<void> {
  await using handle = await open(file, 'w', 0o600);
  await handle.writeFile(bytes);
  await handle.datasync();
}
