import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGreyPng } from '../../src/main/formats/png-encode.ts';
import { nodeChildHost } from '../../src/main/ports/node.ts';
import { type EvaluationDeps, runEvaluation } from '../../src/main/services/evaluation/index.ts';
import { createReadingService } from '../../src/main/services/reading/index.ts';
import type { WriterSlice } from '../../src/main/services/vlm/index.ts';
import type { AppError } from '../../src/shared/contract/app-error.ts';
import type { Problem } from '../../src/shared/contract/common.ts';
import type { EvaluateInput } from '../../src/shared/contract/evaluation.ts';
import { OWN_EMBEDDING } from '../support/scripted-model.ts';
import { jpegOf } from '../support/jpeg.ts';

let root: string;
const reading = createReadingService(nodeChildHost());
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-questions-'));
});
afterAll(async () => {
  reading.close();
  await rm(root, { recursive: true, force: true });
});

/** Half dark red, half light: nearly the same after compression. */
async function picture(folder: string, name: string, [width, height] = [48, 32]): Promise<void> {
  const values = Uint8Array.from({ length: width * height * 3 }, (_, at) =>
    at % (3 * width) < 1.5 * width ? [160, 0, 0][at % 3]! : 240,
  );
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), await jpegOf({ width, height, values }));
}

interface Answered {
  /** By question; those of a list one after the other. */
  readonly answers: Readonly<Record<string, string | readonly string[]>>;
  readonly boxes?: WriterAnswer['boxes'];
  readonly expected?: 'slake' | 'vqa-rad' | null;
  readonly split?: EvaluateInput['split'];
}

type WriterAnswer = Awaited<ReturnType<EvaluationDeps['writer']['write']>>['answers'][number];

async function evaluate(folder: string, { answers, boxes = [], expected = null, split = 'test' }: Answered) {
  const seen: WriterSlice[] = [];
  const times = new Map<string, number>();
  const answerTo = (question: string): string => {
    const answer = answers[question] ?? expect.fail(`nobody was to ask "${question}"`);
    const time = times.get(question) ?? 0;
    times.set(question, time + 1);
    return typeof answer === 'string' ? answer : answer[time]!;
  };
  const problems: Problem[] = [];
  const deps: EvaluationDeps = {
    reading,
    store: null,
    training: null,
    ...OWN_EMBEDDING,
    snapshot: () => Promise.resolve(null),
    folder: await mkdtemp(join(root, 'evaluations-')),
    now: () => '2026-01-01T00:00:00.000Z',
    llm: { client: () => expect.fail(), state: () => ({ connection: {} }) as never },
    writer: {
      find: () => Promise.resolve({ id: 'a'.repeat(64), name: 'fake 1.0.0' }),
      write: ({ slices, prompts }) => {
        seen.push(...slices);
        const [{ question, task, language }] = prompts as [(typeof prompts)[0]];
        expect({ task, language }).toEqual({ task: 'vqa', language: 'en' });
        const answer = { text: answerTo(question!), boxes, isComplete: true };
        return Promise.resolve({ packId: '', packName: '', answers: [answer] });
      },
    },
  };
  const input = {
    pack: 'fake',
    protocol: null,
    seed: 0,
    resamples: 100,
    unit: 'patient',
    isJudged: false,
  } as const;
  const on = { kind: 'folder', folder, expected } as const;
  const telling = {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onProblem: (one: Problem) => problems.push(one),
  };
  const { report } = await runEvaluation({ ...input, on, split, program: 'test' }, deps, telling);
  const figure = (name: string) =>
    report.summary.figures.find(({ metric }) => metric === name)!.interval!.value;
  return { report, problems, seen, figure, folder: deps.folder };
}

describe('SLAKE in its official layout', () => {
  const question = (over: object) => ({
    img_id: 1,
    img_name: 'xmlab1/source.jpg',
    location: 'Abdomen',
    modality: 'CT',
    base_type: 'vqa',
    content_type: 'Organ',
    triple: ['vhead', '_', '_'],
    q_lang: 'en',
    answer_type: 'OPEN',
    ...over,
  });
  let folder: string;
  beforeAll(async () => {
    folder = join(root, 'slake');
    await picture(join(folder, 'imgs'), 'xmlab1/source.jpg');
    const questions = [
      question({ qid: 1, question: 'Which organ?', answer: 'Liver' }),
      question({ qid: 2, question: 'Is it normal?', answer: 'No', answer_type: 'CLOSED' }),
      question({ qid: 3, question: '哪个器官?', answer: '肝', q_lang: 'zh' }),
      question({ qid: 4, question: 'What else?', answer: 'x', answer_type: 'open' }),
      { qid: 5, question: 'No picture named' },
    ];
    await writeFile(join(folder, 'test.json'), JSON.stringify(questions));
  });

  it('asks its English questions of either kind, and names what is no question', async () => {
    const { report, problems, figure } = await evaluate(folder, {
      expected: 'slake',
      answers: { 'Which organ?': 'the liver.', 'Is it normal?': 'Yes' },
    });
    expect(report.cases.map(({ caseId }) => caseId)).toEqual(['slake test 1', 'slake test 2']);
    expect(report.settings.protocol).toBe('answer');
    expect(problems).toMatchObject([{ code: 'evaluation.bad-record', params: { number: 5 } }]);
    expect(figure('answerF1')).toBe(0.5);
    expect(figure('accuracy')).toBe(0);
    const strata = report.summary.strata.map(({ kind, value }) => `${kind} ${value}`);
    expect(strata).toEqual([
      'modality CT',
      'language en',
      'bodyPart Abdomen',
      'answerType closed',
      'answerType open',
    ]);
  });

  it('shows the model the picture in colour', async () => {
    const answers = { 'Which organ?': 'liver', 'Is it normal?': 'no' };
    const { seen, figure, folder: kept } = await evaluate(folder, { answers });
    expect(figure('answerF1')).toBe(1);
    const [{ samples, width, height, modality }] = seen as [WriterSlice];
    expect({ width, height, modality }).toEqual({ width: 48, height: 32, modality: 'photo' });
    expect(samples[0]).toBeGreaterThan(130);
    expect(samples[1]).toBeLessThan(30);
    expect(await readdir(join(kept, 'pictures'))).toHaveLength(1);
  });

  it('asks both of two questions of one number, and takes each answer for its own', async () => {
    const own = join(root, 'slake-twice');
    await picture(join(own, 'imgs'), 'xmlab1/source.jpg');
    const questions = ['Liver', 'Spleen'].map((answer) => question({ qid: 7, question: 'Which?', answer }));
    await writeFile(join(own, 'test.json'), JSON.stringify(questions));
    const { report, figure } = await evaluate(own, { answers: { 'Which?': ['liver', 'spleen'] } });
    expect(report.cases.map(({ caseId }) => caseId)).toEqual(['slake test 7', 'slake test 7 (2)']);
    expect(figure('accuracy')).toBe(1);
  });

  it('reads files of other editors: byte order mark, lines of Windows, letters beyond ASCII, escapes', async () => {
    const own = join(root, 'slake-windows');
    await picture(join(own, 'imgs'), 'xmlab1/source.jpg');
    const text = JSON.stringify(
      [
        question({ qid: 1, question: 'Which “sign”?', answer: 'Müller’s' }),
        question({ qid: 2, question: 'How much?', answer: 3 }),
      ],
      null,
      2,
    );
    const windows = `\uFEFF${text.replaceAll('\n', '\r\n').replace('ü', '\\u00fc')}`;
    await writeFile(join(own, 'test.json'), windows);
    const { figure, problems } = await evaluate(own, {
      answers: { 'Which “sign”?': 'müller’s', 'How much?': '3' },
    });
    expect(problems).toEqual([]);
    expect(figure('accuracy')).toBe(1);
  });

  it('counts an answer with a confidence that is no number as a failure of the model', async () => {
    const box = { classId: 5, start: 0, end: 1, box: [0, 0, 9, 9], confidence: Number.NaN };
    const answers = { 'Which organ?': 'liver', 'Is it normal?': 'no' };
    const { report, problems } = await evaluate(folder, { answers, boxes: [box] as never });
    expect(problems.map(({ code }) => code)).toEqual([
      'evaluation.bad-record',
      'compute.bad-answer',
      'compute.bad-answer',
    ]);
    expect(report.summary).toMatchObject({ cases: 2, failed: 2 });
  });

  it('says what is missing where the file of a split is not there', async () => {
    const code = await evaluate(folder, { answers: {}, split: 'val' }).catch((error: AppError) => error.code);
    expect(code).toBe('formats.unreadable');
  });
});

describe('VQA-RAD', () => {
  const answers = { 'Is there a mass?': 'no', 'Where?': 'left lung' };

  it('is read as published again, kinds with stray spaces included', async () => {
    const folder = join(root, 'vqa-rad');
    await picture(join(folder, 'images'), 'synpic1.jpg');
    const one = (q_type: string, question: string, answer: string) => ({
      question,
      answer,
      image_name: 'synpic1.jpg',
      q_type,
    });
    await writeFile(
      join(folder, 'test_fixed_split.json'),
      JSON.stringify([one('closed ', 'Is there a mass?', 'No'), one('open', 'Where?', 'in the left lung')]),
    );
    const { report, figure } = await evaluate(folder, { answers, expected: 'vqa-rad' });
    expect(report.set.name).toBe('VQA-RAD (re-split)');
    expect(report.cases.map(({ answerType }) => answerType)).toEqual(['closed', 'open']);
    expect(figure('accuracy')).toBe(0.5);
    expect(figure('answerF1')).toBeCloseTo((1 + (2 * 2) / 5) / 2, 12);
  });

  it('is read as its makers publish it: test questions by their phrase type', async () => {
    const folder = join(root, 'vqa-rad-official');
    await picture(join(folder, 'VQA_RAD Image Folder'), 'synpic1.jpg');
    const one = (qid: string, phrase_type: string, question: string, answer: string | number) => ({
      qid,
      phrase_type,
      question,
      answer,
      image_name: 'synpic1.jpg',
      image_organ: 'CHEST',
      answer_type: 'CLOSED ',
    });
    await writeFile(
      join(folder, 'VQA_RAD Dataset Public.json'),
      JSON.stringify([
        one('1', 'freeform', 'How many?', 3),
        one('2', 'test_freeform', 'Is there a mass?', 'no'),
        one('3', 'test_para', 'Where?', 'left lung'),
      ]),
    );
    const test = await evaluate(folder, { answers });
    expect(test.report.cases.map(({ caseId }) => caseId)).toEqual(['vqa-rad 2', 'vqa-rad 3']);
    expect(test.figure('accuracy')).toBe(1);
    const train = await evaluate(folder, { answers: { 'How many?': '3' }, split: 'train' });
    expect(train.figure('accuracy')).toBe(1);
  });

  it('finds pictures whose ending is written otherwise, says which are none, and keeps large ones small', async () => {
    const folder = join(root, 'vqa-rad-endings');
    const images = join(folder, 'images');
    await picture(images, 'Synpic1.JPEG');
    await picture(images, 'synpic2.jpg', [2100, 40]);
    await writeFile(
      join(images, 'synpic3.png'),
      encodeGreyPng({ width: 1, height: 1, grey: Uint8Array.of(7) }),
    );
    await picture(images, 'twice.jpeg');
    await picture(images, 'twice.JPG');
    const names = ['synpic1.jpg', 'synpic2.jpg', 'synpic3.jpg', 'twice.jpg'];
    const records = names.map((image_name) => ({
      question: 'Where?',
      answer: 'left',
      image_name,
      q_type: 'open',
    }));
    await writeFile(join(folder, 'test_fixed_split.json'), JSON.stringify(records));
    const { report, problems, folder: kept } = await evaluate(folder, { answers: { 'Where?': 'left' } });
    expect(report.cases.map(({ caseId }) => caseId)).toEqual(['vqa-rad test 1', 'vqa-rad test 2']);
    expect(problems.map(({ code, params }) => [code, params['detail']])).toEqual([
      ['formats.bad-pixels', 'PNG ≠ JPEG'],
      ['formats.unreadable', undefined],
    ]);
    const large = report.cases[1]!.picture!;
    const png = await readFile(join(kept, 'pictures', large.slice(0, 2), `${large}.png`));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([700, 13]);
  });

  it('names pictures that are missing, cut off or somewhere else, and leaves their questions out', async () => {
    const folder = join(root, 'vqa-rad-bare');
    for (const name of ['cut.jpg', 'whole.jpg']) await picture(join(folder, 'images'), name);
    await truncate(join(folder, 'images', 'cut.jpg'), 300);
    const one = (image_name: string) => ({ question: 'Where?', answer: 'left', image_name, q_type: 'open' });
    const file = join(folder, 'test_fixed_split.json');
    // A picture that is gone has more questions than a model may fail in a row.
    const names = ['gone.jpg', 'gone.jpg', 'gone.jpg', 'gone.jpg', 'cut.jpg', 'whole.jpg'];
    await writeFile(file, JSON.stringify(names.map(one)));
    const { report, problems, figure } = await evaluate(folder, { answers: { 'Where?': 'left' } });
    expect(problems.map(({ code, file: named }) => [code, basename(named)])).toEqual([
      ['formats.unreadable', 'gone.jpg'],
      ['formats.bad-pixels', 'cut.jpg'],
    ]);
    expect(report.set.unreadable).toBe(5);
    expect(report.summary).toMatchObject({ cases: 1, failed: 0 });
    expect(figure('answerF1'), 'says nothing of what the model was not shown').toBe(1);
    await writeFile(file, JSON.stringify(['gone.jpg', 'cut.jpg'].map(one)));
    const nothing = await evaluate(folder, { answers }).catch((error: AppError) => error.code);
    expect(nothing).toBe('formats.unreadable');
    await writeFile(join(folder, 'test_fixed_split.json'), JSON.stringify([one('../../outside.jpg')]));
    const code = await evaluate(folder, { answers }).catch((error: AppError) => error.code);
    expect(code).toBe('grounding.unsafe-name');
  });
});
