import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLabelSlices, type WantedSlice } from '../../src/main/formats/nifti-label-slices.ts';
import { deriveSlice } from '../../src/shared/domain/grounding/derive-slice.ts';
import { DEFAULT_SWITCHES } from '../../src/shared/domain/grounding/switches.ts';
import { createLexiconExtractor } from '../../src/shared/domain/mention/lexicon-extractor.ts';
import { type Figure, type Suite, atLeast, atMost, cpuSeconds, median } from '../figure.ts';
import { type Dims, labelVolume } from '../support/label-volume.ts';
import { pythonPeer } from '../support/python-peer.ts';
import { inScratch } from '../support/scratch.ts';

const MANY: Dims = [300, 300, 400];
const MANY_SLICES = 600;
const FEW: Dims = [512, 512, 300];
const FEW_SLICES = 6;
const RUNS = 7;
/** The published script, measured on its own machine: slices per processor second on CT. */
const PUBLISHED_CT = 52;

/** From the gzipped segmentation to pairs, mentions included; wall time goes with the machine, processor time less so. */
export const derivation: Suite = {
  name: 'derivation',
  title: 'slices of a segmentation to grounding pairs, one thread',
  run: (say) =>
    inScratch(async (dir) => {
      const many = join(dir, 'many.nii.gz');
      const few = join(dir, 'few.nii.gz');
      say('painting two label volumes');
      await writeFile(many, labelVolume(MANY));
      await writeFile(few, labelVolume(FEW));
      return [...(await manySlices(many, say)), ...(await fewSlices(few))];
    }),
};

async function manySlices(file: string, say: (line: string) => void): Promise<Figure[]> {
  const wanted = spread(MANY, MANY_SLICES);
  await derive(file, wanted.slice(0, 30));
  const { result: pairs, seconds } = await cpuSeconds(() => derive(file, wanted));
  const rate = MANY_SLICES / seconds;
  say('the peer, where there is one');
  const peer = pythonPeer('derive.py', [file, ...wanted.map(({ axis, index }) => `${axis}:${index}`)]);
  const against: Figure[] =
    'seconds' in peer
      ? [
          {
            name: 'the same / nibabel and OpenCV in this run',
            value: peer.seconds / seconds,
            unit: 'x',
            goal: atLeast(7),
            note: `peer: ${(MANY_SLICES / peer.seconds).toFixed(0)} slices/s, boxes alone`,
          },
        ]
      : [];
  if ('missing' in peer) say(`no peer: ${peer.missing.split('\n').at(-1)}`);
  return [
    {
      name: `${MANY_SLICES} slices of ${MANY.join(' x ')}`,
      value: rate,
      unit: 'slices/cpu s',
      goal: atLeast(7 * PUBLISHED_CT),
      note: `${pairs} pairs; the published script: ${PUBLISHED_CT} on another machine`,
    },
    ...against,
  ];
}

async function fewSlices(file: string): Promise<Figure[]> {
  const wanted = spread(FEW, FEW_SLICES, [2]);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now();
    await derive(file, wanted);
    times.push(performance.now() - begun);
  }
  return [
    {
      name: `${FEW_SLICES} slices of ${FEW.join(' x ')}, median of ${RUNS}`,
      value: median(times),
      unit: 'ms',
      goal: atMost(40),
      note: 'wall time: unpacking goes as far as the last wanted slice',
    },
  ];
}

/** @returns number of pairs */
async function derive(file: string, wanted: readonly WantedSlice[]): Promise<number> {
  const extractor = createLexiconExtractor();
  const captions = (
    [
      ['de', 'Leberzyste. Milz unauffällig, Nieren beidseits regelrecht. BWK 8 bis LWK 2 ohne Fraktur.'],
      ['en', 'Cyst of the liver. Spleen normal, kidneys regular on both sides. T8 to L2 without fracture.'],
    ] as const
  ).map(([language, text]) => ({ language, text, mentions: extractor.extract(text, language) }));
  const slices = await readLabelSlices(file, 'CT', wanted);
  let pairs = 0;
  for (const { mask, width, height } of slices)
    pairs += deriveSlice({
      mask,
      modality: 'CT',
      captions,
      switches: DEFAULT_SWITCHES,
      geometry: {
        width,
        height,
        spacingMm: { x: 1, y: 1 },
        xDirection: [1, 0, 0],
        yDirection: [0, 1, 0],
      },
    }).pairs.length;
  return pairs;
}

/** Slices spread evenly over the given axes. */
function spread(dims: Dims, count: number, axes: readonly (0 | 1 | 2)[] = [0, 1, 2]): WantedSlice[] {
  const perAxis = count / axes.length;
  return axes.flatMap((axis) =>
    Array.from({ length: perAxis }, (_, n) => ({
      axis,
      index: Math.floor(((n + 0.5) / perAxis) * dims[axis]),
    })),
  );
}
