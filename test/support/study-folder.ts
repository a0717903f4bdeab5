import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';

const HEADER =
  'image_id,study,series,slice,caption_de,caption_en,clinical_information,question,modality,body_part';
const AFFINE = [-2, 0, 0, 0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1];
const SIZE = 24;

/** Rows of the captions of a study that is written by `writeStudy`. */
const CAPTIONS = [
  ['Die Leber ist vergrößert. Milz unauffällig.', 'The liver is enlarged. Normal spleen.'],
  ['Beide Nieren normal groß.', ''],
  ['', 'Cyst of the left kidney.'],
  ['Aorta nicht erweitert.', 'Aorta not dilated.'],
] as const;

/** Ids of spleen, right and left kidney, liver and aorta in the CT task, and in the MR task. */
const LABELS = { CT: [1, 2, 3, 5, 52], MR: [1, 2, 3, 5, 23] } as const;

/**
 * Writes a study as a hospital's own data would lie there: image, segmentation in the ids of its task, captions with either
 * language missing now and then.
 */
export async function writeStudy(
  root: string,
  study: string,
  { modality, captions }: { modality: 'CT' | 'MR'; captions: number },
): Promise<void> {
  const folder = join(root, study);
  await mkdir(folder, { recursive: true });
  const dims = [SIZE, SIZE, SIZE] as const;
  const seed = [...Buffer.from(study)].reduce((sum, byte) => sum + byte, 0);
  const image = Int16Array.from({ length: SIZE ** 3 }, (_, i) => ((i * 31 + seed) % 1500) - 700);
  const ids = LABELS[modality];
  const labels = Uint8Array.from({ length: SIZE ** 3 }, (_, i) => ids[Math.floor((i % SIZE) / 5)] ?? 0);
  const name = modality.toLowerCase();
  await writeFile(
    join(folder, `${name}.nii.gz`),
    encodeNifti({ dims, affine: AFFINE, dtype: 'int16', data: image, gzip: true }),
  );
  await writeFile(
    join(folder, `${name}_segmentation.nii.gz`),
    encodeNifti({ dims, affine: AFFINE, dtype: 'uint8', data: labels, gzip: true }),
  );
  const rows = Array.from({ length: captions }, (_, n) => {
    const [de, en] = CAPTIONS[n % CAPTIONS.length]!;
    return `${study}-${n},${study},${name},${n % SIZE},"${de}","${en}",,,${modality},`;
  });
  await writeFile(join(folder, 'captions.csv'), `${[HEADER, ...rows].join('\n')}\n`);
}
