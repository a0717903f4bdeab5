import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskInput } from '../../src/main/compute/protocol.ts';
import { normalRandom } from '../../src/main/compute/training/head-parameters.ts';
import { writeFeatures } from '../../src/main/formats/feature-file.ts';
import { TRAINING_DEFAULTS } from '../../src/shared/contract/training.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';

type Input = TaskInput<'train-head'>;
type Listed = Input['train'][number];

const EDGE = 16;
const TOKENS = EDGE * EDGE;
const CLASSES = 40;
const BOXES = 3;

/**
 * A training of `steps` steps without validation in between, on features of an encoder of this width: noise, and in the box of a
 * class a direction of its own.
 */
export async function headInput(
  dir: string,
  { width, slices, steps }: { readonly width: number; readonly slices: number; readonly steps: number },
): Promise<Input> {
  await mkdir(dir, { recursive: true });
  const random = seededRandom(width);
  const normal = normalRandom(random);
  const directions = Array.from({ length: CLASSES }, () => Float32Array.from({ length: width }, normal));
  const listed: Listed[] = [];
  for (let n = 0; n < slices; n += 1) {
    const known = Array.from({ length: BOXES }, (_, at) => ({
      classId: 1 + ((n * BOXES + at) % CLASSES),
      isPresent: true,
      weight: 1,
      edges: boxOf(random),
    }));
    const file = join(dir, `${n}.features`);
    const data = featuresOf({ known, width, directions, normal });
    await writeFeatures(file, { tokens: TOKENS, width, data });
    listed.push({
      imageId: `slice-${n}`,
      file,
      facts: {
        modality: 'CT',
        languages: ['de', 'en'],
        classIds: known.map(({ classId }) => classId),
        isCorrected: n % 2 === 0,
        tasks: ['grounding'],
      },
      known,
      assumedAbsent: Array.from({ length: 60 }, (_, at) => CLASSES + 1 + at),
    });
  }
  const validation = listed.slice(-8);
  return {
    identity: `bench ${width}`,
    checkpoint: join(dir, 'checkpoint.bin'),
    outDir: dir,
    parent: null,
    features: { tokens: TOKENS, width },
    train: listed.slice(0, -8),
    validation,
    settings: { ...TRAINING_DEFAULTS, steps, evaluateEvery: steps },
    seed: 0,
    isNice: false,
  };
}

type Edges = NonNullable<Listed['known'][number]['edges']>;

function boxOf(random: () => number): Edges {
  const [x, y] = [random() * 0.6, random() * 0.6];
  return [x, y, x + 0.1 + random() * 0.3, y + 0.1 + random() * 0.3];
}

function featuresOf({
  known,
  width,
  directions,
  normal,
}: {
  readonly known: Listed['known'];
  readonly width: number;
  readonly directions: readonly Float32Array[];
  readonly normal: () => number;
}): Uint16Array {
  const half = new Float16Array(TOKENS * width);
  for (let at = 0; at < half.length; at += 1) half[at] = 0.5 * normal();
  for (const { classId, edges } of known) {
    const [x1, y1, x2, y2] = edges!.map((edge) => Math.min(EDGE - 1, Math.floor(edge * EDGE))) as [...Edges];
    for (let y = y1; y <= y2; y += 1)
      for (let x = x1; x <= x2; x += 1)
        for (let at = 0; at < width; at += 1)
          half[(y * EDGE + x) * width + at]! += directions[classId - 1]![at]!;
  }
  return new Uint16Array(half.buffer);
}
