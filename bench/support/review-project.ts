import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { labelOf, classId } from '../../src/shared/domain/anatomy/classes.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { runCli } from '../../test/support/run-cli.ts';
import { type Dims, labelSamples } from './label-volume.ts';

const DIMS: Dims = [512, 512, 200];
const AFFINE = [-0.8, 0, 0, 0, 0, -0.8, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1];
const HEADER = 'image_id,study,series,slice,caption_de,caption_en,modality';

/** A project with more than a thousand pairs on slices of clinical size, by the import that everybody uses. */
export async function makeReviewProject(dir: string): Promise<string> {
  const source = join(dir, 'source', 'study');
  const project = join(dir, 'project');
  await mkdir(source, { recursive: true });
  const labels = labelSamples(DIMS);
  const random = seededRandom(7);
  const image = Int16Array.from(labels, (label) => (label === 0 ? -900 : label * 4) + random() * 60);
  const volume = { dims: DIMS, affine: AFFINE, gzip: true } as const;
  await writeFile(join(source, 'ct.nii.gz'), encodeNifti({ ...volume, dtype: 'int16', data: image }));
  await writeFile(join(source, 'ct_seg.nii.gz'), encodeNifti({ ...volume, dtype: 'uint8', data: labels }));
  const rows = Array.from({ length: DIMS[2] }, (_, index) => {
    const ids = idsOn(labels, index).slice(0, 12).map(classId);
    const [de, en] = (['de', 'en'] as const).map((language) =>
      ids.map((id) => labelOf(id, language)).join(', '),
    );
    return `slice-${index},study,ct,${index},"${de}.","${en}.",CT`;
  });
  await writeFile(join(source, 'captions.csv'), `${[HEADER, ...rows].join('\n')}\n`);
  const { code, err } = await runCli(['import', source, '--project', project], { home: join(dir, 'home') });
  if (code !== 0) throw new Error(`The import ended with ${code}: ${err}`);
  return project;
}

function idsOn(labels: Uint8Array, index: number): number[] {
  const plane = labels.subarray(index * DIMS[0] * DIMS[1], (index + 1) * DIMS[0] * DIMS[1]);
  return [...new Set(plane)].filter((id) => id > 0);
}
