import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../src/main/compute/radgrounder/generate.ts';
import { type RadGrounder, openRadGrounder } from '../../src/main/compute/radgrounder/model.ts';
import { boxIou } from '../../src/shared/domain/grounding/box.ts';
import { classRegions } from '../../src/shared/domain/grounding/class-boxes.ts';
import { boxFromBins } from '../../src/shared/domain/grounding/tokens.ts';
import { modelInput } from '../../src/shared/domain/image/model-input.ts';
import { type PromptRequest, promptText } from '../../src/shared/domain/radgrounder/prompt.ts';
import { openGraph } from '../../src/main/compute/session.ts';
import type { Grid } from '../../src/main/services/demo/grid.ts';
import { idOf } from '../../src/shared/domain/anatomy/classes.ts';
import { CPU, DEMO_PACKS, manifestOf } from '../support/demo-packs.ts';
import { demoPhantom } from '../support/demo-phantom.ts';

/** Axial slices of the demo's CT grid, one image each, at these heights in mm. */
const HEIGHTS = [200, 260, 300, 350];
const slices = HEIGHTS.map((z) => {
  const grid: Grid = { dims: [256, 176, 1], spacing: [1.6, 1.6, 5], origin: [-204, -134, z] };
  const { image, labels } = demoPhantom('CT', grid);
  const pixels = modelInput({ samples: image, width: 256, height: 176, modality: 'CT' });
  const boxes = new Map(classRegions(labels, 256, 176).map(({ classId, box }) => [classId, box]));
  return { pixels, boxes };
});

describe('the demo RadGrounder', () => {
  let model: RadGrounder;
  beforeAll(async () => {
    const name = 'demo-phantom-radgrounder';
    const { radgrounder } = manifestOf<'radgrounder'>(name);
    model = await openRadGrounder({ dir: join(DEMO_PACKS, name), plan: radgrounder, dtype: 'fp32' }, (file) =>
      openGraph(file, CPU),
    );
  });
  afterAll(() => model.release());

  const ask = async (request: PromptRequest) => {
    const written = await generate(
      model,
      {
        images: slices.map(({ pixels }) => pixels),
        prompts: slices.map((_, image) => ({ image, text: promptText(request) })),
        maxNewTokens: 200,
        isMasked: true,
      },
      { signal: new AbortController().signal },
    );
    return written.map((sequence) => sequence.answer());
  };

  it.each(['de', 'en'] as const)(
    'writes captions with boxes (%s), most of them on what is there',
    async (language) => {
      const answers = await ask({ task: 'ground', language });
      const spans = answers.flatMap((answer, at) => answer.spans.map((span) => ({ ...span, at })));
      expect(answers.every(({ isComplete }) => isComplete)).toBe(true);
      expect(answers.every(({ text }) => text.endsWith('.'))).toBe(true);
      const there = spans.filter(({ classId, at }) => slices[at]!.boxes.has(classId));
      expect(there.length).toBeGreaterThan(spans.length / 2);
      const ious = there.map(({ bins, classId, at }) =>
        boxIou(boxFromBins(bins, { width: 256, height: 176 }), slices[at]!.boxes.get(classId)!),
      );
      expect(ious.reduce((sum, iou) => sum + iou, 0) / ious.length).toBeGreaterThan(0.25);
    },
  );

  it('answers in the language of the question', async () => {
    const modality = async (language: 'de' | 'en', question: string) =>
      (await ask({ task: 'vqa', language, question })).map(({ text }) => text);
    expect(await modality('de', 'Welche Modalität ist das?')).toEqual(['CT', 'CT', 'CT', 'CT']);
    expect(await modality('en', 'Is this visible: liver?')).toContain('Yes');
    expect(await modality('de', 'Ist zu sehen: Harnblase?')).toContain('Nein');
  });

  it('says where the liver is', async () => {
    const answers = await ask({ task: 'vqa', language: 'de', question: 'Wo liegt: Leber?' });
    const [, middle] = answers.map(({ spans }) => spans[0]);
    expect(middle?.classId).toBe(idOf('liver'));
    const box = boxFromBins(middle!.bins, { width: 256, height: 176 });
    expect(boxIou(box, slices[1]!.boxes.get(idOf('liver'))!)).toBeGreaterThan(0.4);
  });
});
