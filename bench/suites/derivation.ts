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
const CAPTIONS = [
  ['de', 'Leberzyste. Milz unauffällig, Nieren beidseits regelrecht. BWK 8 bis LWK 2 ohne Fraktur.'],
  ['en', 'Cyst of the liver. Spleen normal, kidneys regular on both sides. T8 to L2 without fracture.'],
] as const;

/** Made once and kept, as the program does. */
const extractor = createLexiconExtractor();

/**
 * From the gzipped segmentation to pairs: unpacked to its end and its checksum looked at, mentions of both captions included. Wall
 * time goes with the machine, processor time less so.
 */
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
      return [
        ...(await manySlices(many, say)),
        ...(await fewSlices(few, say)),
        ...(await allSlices(few, say)),
      ];
    }),
};

async function manySlices(file: string, say: Say): Promise<Figure[]> {
  const wanted = spread(MANY, MANY_SLICES);
  const { pairs, processor } = await measured(file, wanted);
  return [
    {
      name: `${MANY_SLICES} slices of ${MANY.join(' x ')}, median of ${RUNS}`,
      value: MANY_SLICES / processor,
      unit: 'slices/cpu s',
      goal: atLeast(7 * PUBLISHED_CT),
      note: `${pairs} pairs; the published script: ${PUBLISHED_CT} on another machine`,
    },
    ...against({ file, wanted, say }, { ours: processor, goal: 7, how: 'processor time' }),
  ];
}

async function fewSlices(file: string, say: Say): Promise<Figure[]> {
  const wanted = spread(FEW, FEW_SLICES, [2]);
  const { wall, processor } = await measured(file, wanted);
  return [
    {
      name: `${FEW_SLICES} slices of ${FEW.join(' x ')}, median of ${RUNS}`,
      value: 1000 * wall,
      unit: 'ms',
      goal: atMost(40),
      note: `wall time; ${(1000 * processor).toFixed(0)} ms of processor time`,
    },
    ...against({ file, wanted, say }, { ours: processor, goal: 7, how: 'processor time' }),
  ];
}

/** Unpacking goes on in a thread of its own while slices are cut and looked at. */
async function allSlices(file: string, say: Say): Promise<Figure[]> {
  const wanted = spread(FEW, FEW[2], [2]);
  const { wall, processor } = await measured(file, wanted);
  return [
    {
      name: `all ${FEW[2]} slices of ${FEW.join(' x ')}, median of ${RUNS}`,
      value: 1000 * wall,
      unit: 'ms',
      note: `wall time; ${(1000 * processor).toFixed(0)} ms of processor time`,
    },
    ...against({ file, wanted, say }, { ours: wall, goal: 50, how: 'wall time, two threads against one' }),
  ];
}

type Say = (line: string) => void;

/** How often the peer takes as long, where there is one. */
function against(
  { file, wanted, say }: { file: string; wanted: readonly WantedSlice[]; say: Say },
  { ours, goal, how }: { ours: number; goal: number; how: string },
): Figure[] {
  say('the peer, where there is one');
  const peer = pythonPeer('derive.py', [file, ...wanted.map(({ axis, index }) => `${axis}:${index}`)]);
  if ('missing' in peer) {
    say(`no peer: ${peer.missing.split('\n').at(-1)}`);
    return [];
  }
  return [
    {
      name: `nibabel and OpenCV on the same ${wanted.length} in this run / ours`,
      value: peer.seconds / ours,
      unit: 'x',
      goal: atLeast(goal),
      note: `${how}; peer: ${peer.seconds.toFixed(2)} s, boxes alone`,
    },
  ];
}

/** Medians in seconds; the first run warms up and does not count. */
async function measured(
  file: string,
  wanted: readonly WantedSlice[],
): Promise<{ pairs: number; wall: number; processor: number }> {
  let pairs = await derive(file, wanted);
  const walls: number[] = [];
  const processors: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now();
    const { result, seconds } = await cpuSeconds(() => derive(file, wanted));
    walls.push((performance.now() - begun) / 1000);
    processors.push(seconds);
    pairs = result;
  }
  return { pairs, wall: median(walls), processor: median(processors) };
}

/** @returns number of pairs */
async function derive(file: string, wanted: readonly WantedSlice[]): Promise<number> {
  const captions = CAPTIONS.map(([language, text]) => ({
    language,
    text,
    mentions: extractor.extract(text, language),
  }));
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
