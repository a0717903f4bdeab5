import { join } from 'node:path';
import { type ReportEmbedding, lexiconEmbedding } from '../../src/main/services/evaluation/embedding.ts';
import { keepPicture } from '../../src/main/services/evaluation/images.ts';
import { reportOf, writeReport } from '../../src/main/services/evaluation/report.ts';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import type { EvaluatedCase } from '../../src/shared/domain/evaluation/evaluated-case.ts';
import type { Box } from '../../src/shared/domain/grounding/box.ts';

interface Sample {
  readonly id: string;
  readonly name: string;
  readonly shrink: readonly [number, number];
  readonly embedding?: ReportEmbedding;
  readonly day?: number;
}

const SIZE = 96;
const CASES = 24;
const ORGANS = [
  { text: 'liver', classId: classId(5), box: [10, 20, 55, 80] },
  { text: 'spleen', classId: classId(1), box: [66, 30, 88, 64] },
] as const satisfies EvaluatedCase['truth']['mentions'];

/** A pack that finds words alike which share their first letter. */
const PACK_EMBEDDING: ReportEmbedding = {
  head: { name: 'multilingual-small', version: '1.0.0', pack: 'e'.repeat(64) },
  similarityOf: () => Promise.resolve((a, b) => (a === b ? 1 : Number(a[0] === b[0]) / 2)),
};

/**
 * Two reports on the same made-up cases: the second model finds the liver better and has lost the spleen. The second one lies
 * there once more, matched by a pack.
 */
export async function writeSampleReports(folder: string): Promise<void> {
  const samples = Int16Array.from({ length: SIZE * SIZE }, (_, at) => {
    const [x, y] = [at % SIZE, Math.floor(at / SIZE)];
    return ORGANS.some(({ box: [x1, y1, x2, y2] }) => x >= x1 && x < x2 && y >= y1 && y < y2) ? 60 : -80;
  });
  const picture = await keepPicture(join(folder, 'pictures'), {
    slice: { samples, width: SIZE, height: SIZE, modality: 'CT' },
    window: { low: -160, high: 240 },
  });
  const models: readonly Sample[] = [
    { id: 'a'.repeat(64), name: 'champion 1.0.0', shrink: [0.3, 0.15] },
    { id: 'b'.repeat(64), name: 'challenger 1.1.0', shrink: [0.1, 0.7] },
    { id: 'b'.repeat(64), name: 'challenger 1.1.0', shrink: [0.1, 0.7], embedding: PACK_EMBEDDING, day: 0 },
  ];
  for (const [at, { id, name, shrink, embedding = lexiconEmbedding, day = at + 1 }] of models.entries()) {
    const report = await reportOf(
      {
        createdAt: `2026-01-0${day + 1}T12:00:00.000Z`,
        program: 'test',
        pack: { id, name },
        set: { kind: 'gold', name: 'Demo', split: 'test', sha256: 'c'.repeat(64) },
        settings: { protocol: 'locate', seed: 0, resamples: 500, unit: 'case' },
        judge: null,
        cases: Array.from({ length: CASES }, (_, n) => sampleCase(n, { picture, shrink })),
      },
      {
        embedding,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      },
    );
    await writeReport(join(folder, name.split(' ')[0]!), report);
  }
}

function sampleCase(
  n: number,
  { picture, shrink }: { readonly picture: string; readonly shrink: readonly [number, number] },
): EvaluatedCase {
  const organ = ORGANS[n % 2]!;
  return {
    caseId: `image-${n}`,
    patient: `P-${n % 6}`,
    modality: n % 3 === 0 ? 'MR' : 'CT',
    language: n % 4 < 2 ? 'de' : 'en',
    bodyPart: 'abdomen',
    answerType: null,
    question: '',
    clinicalInformation: '',
    width: SIZE,
    height: SIZE,
    picture,
    truth: { text: `The ${organ.text} is normal.`, mentions: [organ] },
    predicted: {
      text: organ.text,
      mentions: [
        { ...organ, box: shrunk(organ.box, shrink[n % 2]! * (0.8 + 0.02 * n)), confidence: 0.4 + 0.02 * n },
      ],
      isComplete: true,
    },
    failure: null,
    llm: null,
  };
}

const shrunk = ([x1, y1, x2, y2]: Box, share: number): Box => [
  x1,
  y1,
  x2 - (x2 - x1) * Math.min(0.95, share),
  y2,
];
