import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../src/shared/domain/anatomy/classes.ts';
import type { Machine } from '../../src/main/app/machine.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { writeMarkerPack } from '../support/marker-pack.ts';
import {
  type RunningProject,
  SIZE,
  startMachine,
  startProject,
  writeHalves,
} from '../support/segmentation-project.ts';
import { verdictOn } from '../support/verdict.ts';

const [SPLEEN, KIDNEY, LIVER] = [idOf('spleen'), idOf('kidney_right'), idOf('liver')];

let root: string;
let packs: { readonly liver: string; readonly swapped: string; readonly mr: string };
let machine: Machine;
let project: RunningProject;
let count = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'segment-project-'));
  machine = startMachine(join(root, 'home'));
  packs = {
    liver: writeMarkerPack(join(root, 'liver'), { parts: [{ above: LIVER, below: KIDNEY }] }),
    swapped: writeMarkerPack(join(root, 'swapped'), {
      parts: [{ above: KIDNEY, below: SPLEEN }],
      version: '2.0.0',
    }),
    mr: writeMarkerPack(join(root, 'mr'), { parts: [{ above: 5, below: 10 }], modality: 'MR' }),
  };
});
afterAll(async () => {
  machine.close();
  await rm(root, { recursive: true, force: true });
});

const open = (dir: string): RunningProject => (project = startProject(dir, machine));
const newProject = (): string => join(root, `project-${(count += 1)}`);
afterEach(() => project.close());

/** Classes of the pairs on each slice. */
const pairsBySlice = (): number[][] =>
  [...project.store.sliceReader.all()].map(({ sliceId }) =>
    project.store.pairs.ofSlice(sliceId).map(({ derivedClassId }) => derivedClassId),
  );
const segment = async (pack: string, replaceGiven = false) => {
  const [volume] = project.segmentation.volumes();
  const { jobId } = await project.segmentation.start(volume!.volumeId, { pack, replaceGiven });
  const job = await project.jobs.finished(jobId);
  expect(job).toMatchObject({ status: 'done', error: null });
  return project.segmentation.result(jobId);
};
const judgeFirst = (): void => {
  const [first] = [...project.store.sliceReader.all()];
  const [stored] = project.store.pairs.ofSlice(first!.sliceId);
  project.review.setReviewer('A. Reviewer');
  project.review.decide(verdictOn(project.review.pair(stored!.pairId)));
};

describe('a volume without segmentation', () => {
  it('is imported, segmented by a pack, and gives the pairs that its captions name', async () => {
    const dir = newProject();
    open(dir);
    expect(await project.import(writeHalves(join(root, 'study')))).toContain('intake.no-segmentation');
    expect(project.segmentation.volumes()).toMatchObject([{ has: 'none', slices: 3, derived: null }]);
    expect(pairsBySlice()).toEqual([[], [], []]);
    const result = await segment(packs.liver);
    expect(result).toMatchObject({ outcome: 'segmented', slices: 3, added: 3, kept: 0, resumedParts: 0 });
    expect(pairsBySlice()).toEqual([[LIVER], [LIVER], [LIVER]]);
    const [pair] = project.store.pairs.ofSlice(1);
    expect(pair!.box).toEqual([0, 0, SIZE / 2, SIZE]);
    const [volume] = project.segmentation.volumes();
    expect(volume).toMatchObject({
      has: 'derived',
      derived: { packName: 'marker', packVersion: '1.0.0', inputsSha256: result.inputsSha256 },
    });
    expect(readdirSync(join(dir, 'segmentations'))).toEqual([`${volume!.derived!.sha256}.nii.gz`]);
    expect(await project.segmentation.inputsOf(1, packs.liver)).toBe(result.inputsSha256);
    const extents = await project.pixels.extents(1);
    expect(new Set(extents.map(({ classId }) => classId))).toEqual(new Set([KIDNEY, LIVER]));
    await project.close();
    expect(verifyProject(dir).filter(({ ok }) => !ok)).toEqual([]);
    open(dir);
  });

  it('is not segmented twice by the same pack, but again where the label map was lost', async () => {
    const dir = newProject();
    open(dir);
    await project.import(writeHalves(join(root, 'study')));
    await segment(packs.liver);
    expect(await segment(packs.liver)).toMatchObject({ outcome: 'unchanged', slices: 0 });
    for (const name of readdirSync(join(dir, 'segmentations')))
      writeFileSync(join(dir, 'segmentations', name), 'damaged');
    expect(await segment(packs.liver)).toMatchObject({ outcome: 'segmented', slices: 0 });
    expect(await project.pixels.handle('/masks/volume/1/2/3')).toMatchObject({ headers: {} });
  });

  it('is segmented anew by another pack; what was judged stays with the mask that was judged', async () => {
    open(newProject());
    await project.import(writeHalves(join(root, 'study')));
    await segment(packs.liver);
    judgeFirst();
    const [before] = [...project.store.sliceReader.all()];
    const result = await segment(packs.swapped);
    expect(result).toMatchObject({ outcome: 'segmented', slices: 2, kept: 1, added: 2, removed: 2 });
    expect(pairsBySlice()).toEqual([[LIVER], [SPLEEN], [SPLEEN]]);
    const [after] = [...project.store.sliceReader.all()];
    expect(after).toEqual(before);
    expect(project.store.decisions.recent(10)).toHaveLength(1);
    // Back to the first: its label map is still there.
    expect(await segment(packs.liver)).toMatchObject({ outcome: 'segmented', slices: 2, kept: 0 });
    expect(pairsBySlice()).toEqual([[LIVER], [LIVER], [LIVER]]);
  });

  it('goes with the project when that is moved', async () => {
    const dir = newProject();
    open(dir);
    await project.import(writeHalves(join(root, 'study')));
    await segment(packs.liver);
    await project.close();
    renameSync(dir, `${dir}-moved`);
    open(`${dir}-moved`);
    const mask = await project.pixels.handle('/masks/volume/1/2/3');
    expect(new Set(mask!.body)).toEqual(new Set([LIVER, KIDNEY]));
  });
});

describe('a volume that came with a segmentation', () => {
  it('keeps it, unless a person says otherwise', async () => {
    open(newProject());
    await project.import(writeHalves(join(root, 'given'), { segmentation: true }));
    expect(pairsBySlice()).toEqual([[SPLEEN], [SPLEEN], [SPLEEN]]);
    expect(await segment(packs.liver)).toMatchObject({ outcome: 'given', slices: 0 });
    expect(pairsBySlice()).toEqual([[SPLEEN], [SPLEEN], [SPLEEN]]);
    expect(await segment(packs.liver, true)).toMatchObject({ outcome: 'segmented', slices: 3 });
    expect(pairsBySlice()).toEqual([[LIVER], [LIVER], [LIVER]]);
  });
});

describe('a pack', () => {
  it('is refused at once where it is for another modality or not there', async () => {
    open(newProject());
    await project.import(writeHalves(join(root, 'study')));
    const start = (pack: string) => project.segmentation.start(1, { pack });
    await expect(start(packs.mr)).rejects.toMatchObject({ code: 'segmentation.wrong-modality' });
    await expect(start('no-such-pack')).rejects.toMatchObject({ code: 'models.unknown' });
    rmSync(join(root, 'study'), { recursive: true });
  });

  it('for MR writes ids that are read as unified classes', async () => {
    open(newProject());
    await project.import(writeHalves(join(root, 'mr-study'), { series: 'mr' }));
    await segment(packs.mr);
    const mask = await project.pixels.handle('/masks/slice/1');
    expect(new Set(mask!.body)).toEqual(new Set([LIVER, idOf('lung_left')]));
  });
});
