import { appendFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/main/app/session.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { type EvaluationDeps, readReport, runEvaluation } from '../../src/main/services/evaluation/index.ts';
import { createReadingService } from '../../src/main/services/reading/index.ts';
import { AppError } from '../../src/shared/contract/app-error.ts';
import type { EvaluateInput, Report } from '../../src/shared/contract/evaluation.ts';
import type { SliceAnswer } from '../../src/shared/contract/vlm.ts';
import { EXPORT_DEFAULTS } from '../../src/shared/contract/exchange.ts';
import {
  type Answers,
  INPUT,
  OWN_EMBEDDING,
  codeOf,
  decidedAnswers,
  scriptedModel,
} from '../support/scripted-model.ts';
import { decidedProject } from '../support/decided-project.ts';
import { factsOf } from '../support/llm-answers.ts';
import { testClient } from '../support/llm-client.ts';
import { answer, startLlmServer } from '../support/llm-server.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let root: string;
let folder: string;
let session: Session;
let close: () => Promise<void>;
const reading = createReadingService(nodeChildHost());

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-evaluation-'));
  const paths = { dataDir: join(root, 'home'), rendererDir: '', resourcesDir: join(root, 'none') };
  const ports = { clock: systemClock, log, newId, children: nodeChildHost(), paths };
  ({ session, close } = await decidedProject(root, ports));
}, 60_000);
afterAll(async () => {
  await close();
  reading.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'evaluations-'));
});

const run = (
  writer: EvaluationDeps['writer'],
  {
    input = {},
    llm,
    store = session.store,
    snapshot = null,
    signal = new AbortController().signal,
  }: {
    input?: Partial<EvaluateInput>;
    llm?: EvaluationDeps['llm'];
    signal?: AbortSignal;
    store?: EvaluationDeps['store'];
    snapshot?: Awaited<ReturnType<EvaluationDeps['snapshot']>>;
  } = {},
) => {
  const problems: { file: string; code: string }[] = [];
  const deps: EvaluationDeps = {
    writer,
    reading,
    folder,
    store,
    training: null,
    ...OWN_EMBEDDING,
    snapshot: () => Promise.resolve(snapshot),
    now: () => new Date().toISOString(),
    llm: llm ?? { client: () => expect.fail('nobody is to be rated'), state: () => STATE },
  };
  const telling = {
    signal,
    onProgress: () => undefined,
    onProblem: (one: (typeof problems)[0]) => problems.push(one),
  };
  return { problems, done: runEvaluation({ ...INPUT, ...input }, deps, telling) };
};
const STATE = { connection: { concurrency: 2 } } as ReturnType<EvaluationDeps['llm']['state']>;
const figure = ({ summary }: Report, name: string) =>
  summary.figures.find(({ metric }) => metric === name)!.interval;
/** What people decided, case by case in the order of the set. */
let gold: SliceAnswer[];
beforeAll(() => {
  gold = decidedAnswers(session);
  expect(gold.length).toBeGreaterThan(5);
});
const perfect: Answers = (_prompt, call) => gold[call]!;
const silent: Answers = () => ({ text: 'Nothing.', boxes: [], isComplete: true });

describe('evaluating on what people decided', () => {
  it('gives a model that says exactly that full marks', async () => {
    const { report } = await run(scriptedModel(perfect).writer).done;
    expect(report.summary).toMatchObject({ cases: gold.length, failed: 0 });
    for (const name of ['gIou', 'f1', 'f1At05', 'meanIou'])
      expect(figure(report, name)!.value, name).toBeCloseTo(1, 6);
    expect(report.published!.matched).toBe(report.published!.trueMentions);
    expect(report.summary.calibration.error).toBeCloseTo(0, 10);
    expect(report.summary.confusion.every(({ truth, predicted }) => truth === predicted)).toBe(true);
  });

  it('gives silence nothing', async () => {
    const { report } = await run(scriptedModel(silent).writer).done;
    expect(figure(report, 'gIou')).toEqual({ value: 0, low: 0, high: 0 });
    expect(figure(report, 'meanIou')).toBeNull();
  });

  it('asks for the box of each mention by its class, and takes no other class for it', async () => {
    const where: Answers = ({ question }) => {
      const { text, boxes } = gold.find((one) => one.boxes.length > 0)!;
      expect(question).toMatch(/^(Wo liegt|Where is): .+\?$/);
      return { text, boxes: [{ ...boxes[0]!, start: 0, end: 1 }], isComplete: true };
    };
    const { writer, asked } = scriptedModel(where);
    const { report } = await run(writer, { input: { protocol: 'locate' } }).done;
    expect(asked.length).toBeGreaterThan(report.cases.length);
    const given = gold.find((one) => one.boxes.length > 0)!.boxes[0]!.classId;
    const named = report.cases.flatMap(({ predicted }) => predicted!.mentions);
    expect(named.length).toBeGreaterThan(0);
    expect(named.every(({ classId }) => classId === given)).toBe(true);
  });

  it('keeps a picture of every slice, once', async () => {
    const { report } = await run(scriptedModel(perfect).writer).done;
    const pictures = await readdir(join(folder, 'pictures'), { recursive: true });
    const names = new Set(report.cases.map(({ picture }) => `${picture!.slice(0, 2)}/${picture}.png`));
    expect(pictures.filter((name) => name.endsWith('.png')).toSorted()).toEqual([...names].toSorted());
    const png = await readFile(join(folder, 'pictures', [...names][0]!));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('takes what a snapshot froze, whatever was decided since', async () => {
    const { id } = await session.snapshots.create({
      settings: {
        undecidedWeight: 0,
        languages: ['de', 'en'],
        seed: 0,
        split: { train: 0, val: 0, gold: 1 },
      },
      named: { gold: [], val: [] },
    });
    const { snapshot } = await session.snapshots.open(id);
    const [frozen] = snapshot.slices;
    const moved = {
      ...snapshot,
      slices: [{ ...frozen!, pairs: frozen!.pairs.map((pair) => ({ ...pair, box: [0, 0, 3, 3] as const })) }],
    };
    const { report } = await run(scriptedModel(silent).writer, {
      input: { split: 'test' },
      snapshot: { id, snapshot: moved },
    }).done;
    expect(report.set.snapshot).toBe(id);
    expect(new Set(report.cases.map(({ caseId }) => caseId.split(' ')[0]))).toEqual(
      new Set([frozen!.imageId]),
    );
    for (const { truth } of report.cases)
      for (const { box } of truth.mentions) expect(box).toEqual([0, 0, 3, 3]);
    const nobody = run(scriptedModel(silent).writer, {
      input: { split: 'val' },
      snapshot: { id, snapshot },
    });
    expect(await codeOf(nobody.done)).toBe('evaluation.empty-set');
  });

  it('says what to do where there is nothing to evaluate on', async () => {
    const codes: string[] = [];
    for (const split of ['train', 'val', 'test'] as const)
      codes.push(await codeOf(run(scriptedModel(perfect).writer, { input: { split } }).done));
    // There is one patient, who is in one of the three.
    expect(codes.toSorted()).toEqual(['evaluation.empty-set', 'evaluation.empty-set', 'none']);
    const { writer } = scriptedModel(perfect);
    expect(await codeOf(run(writer, { store: null }).done)).toBe('evaluation.no-project');
  });
});

describe('an evaluation that is broken off', () => {
  it('goes on with what is missing and ends in the same report', async () => {
    const stop = new AbortController();
    const first = scriptedModel((prompt, call) => {
      if (call === 3) stop.abort();
      return perfect(prompt, call);
    });
    await expect(run(first.writer, { signal: stop.signal }).done).rejects.toThrow('abort');
    const rest = scriptedModel((prompt, call) => perfect(prompt, call + 4));
    const { report } = await run(rest.writer).done;
    expect(first.asked.length + rest.asked.length).toBe(gold.length);
    folder = await mkdtemp(join(root, 'evaluations-'));
    const { report: whole } = await run(scriptedModel(perfect).writer).done;
    expect(report.id).toBe(whole.id);
  });

  it('asks again for a prediction whose line was cut off', async () => {
    await run(scriptedModel(perfect).writer).done;
    const [name] = (await readdir(folder)).filter((one) => one.startsWith('gold-'));
    const file = join(folder, name!, 'predictions.jsonl');
    await truncate(file, (await readFile(file)).length - 20);
    const again = scriptedModel(() => gold.at(-1)!);
    const { report } = await run(again.writer).done;
    expect(again.asked).toHaveLength(1);
    expect(figure(report, 'gIou')!.value).toBeCloseTo(1, 6);
  });

  it('names a case that fails, counts it as silence, and tries it again next time', async () => {
    const failing = scriptedModel((prompt, call) =>
      call === 2 ? new AppError('compute.crashed', { signal: 'SIGSEGV' }) : perfect(prompt, call),
    );
    const { done, problems } = run(failing.writer);
    const { report } = await done;
    expect(problems).toMatchObject([{ code: 'compute.crashed', file: report.cases[2]!.caseId }]);
    expect(report.summary.failed).toBe(1);
    expect(figure(report, 'gIou')!.value).toBeCloseTo((gold.length - 1) / gold.length, 6);
    const { report: mended } = await run(scriptedModel(() => gold[2]!).writer).done;
    expect(mended.summary.failed).toBe(0);
  });

  it('gives up where nothing works any more', async () => {
    const { writer, asked } = scriptedModel(() => new AppError('compute.crashed', { signal: 'SIGSEGV' }));
    expect(await codeOf(run(writer).done)).toBe('compute.crashed');
    expect(asked).toHaveLength(3);
  });
});

describe('a report', () => {
  it('is read as it was written, and refused when it was changed', async () => {
    const { report, file } = await run(scriptedModel(perfect).writer).done;
    expect(await readReport(file)).toEqual(report);
    await writeFile(file, (await readFile(file, 'utf8')).replace('fake 1.0.0', 'fake 2.0.0'));
    expect(await codeOf(readReport(file))).toBe('evaluation.bad-report');
    await appendFile(file, 'x');
    expect(await codeOf(readReport(file))).toBe('evaluation.bad-report');
    expect(await codeOf(readReport(join(folder, 'nowhere')))).toBe('evaluation.no-report');
  });
});

describe('having answers rated', () => {
  it('rates what was answered, each once, and leaves out where no rating holds', async () => {
    const server = await startLlmServer({
      act: (body) => {
        const { candidate, reference } = factsOf(body);
        return answer(candidate === reference ? '5 <reason>The same.</reason>' : '9');
      },
    });
    const wrong: Answers = (prompt, call) =>
      call === 0 ? { ...gold[0]!, text: `${gold[0]!.text} `.repeat(2) } : perfect(prompt, call);
    const llm = { client: () => testClient(server.url), state: () => STATE };
    const { done, problems } = run(scriptedModel(wrong).writer, { input: { isJudged: true }, llm });
    const { report } = await done;
    expect(report.judge!.model).toBe('test-model');
    expect(problems).toMatchObject([{ code: 'llm.bad-answer' }]);
    expect(report.cases[0]!.llm).toBeNull();
    expect(figure(report, 'llmScore')!.value).toBe(1);
    const asked = server.requests.length;
    await run(scriptedModel(silent).writer, { input: { isJudged: true }, llm }).done;
    // Only the one without a rating is asked about again, twice as before.
    expect(server.requests.length - asked).toBe(2);
    await server.close();
  });
});

describe.each(['refrad2d', 'paligemma-jsonl'] as const)('evaluating on an exported folder, %s', (format) => {
  it('finds the same cases as in the project', async () => {
    const out = join(root, format);
    const { jobId } = session.exchange.start({
      ...EXPORT_DEFAULTS,
      format,
      include: ['accepted', 'corrected'],
      languages: ['de', 'en'],
      split: { train: 0, val: 0, test: 1 },
      targetDir: out,
    });
    expect((await session.jobs.finished(jobId)).status).toBe('done');
    const on = { kind: 'folder', folder: out, expected: null } as const;
    const { report } = await run(scriptedModel(silent).writer, { input: { on, split: 'test' }, store: null })
      .done;
    expect(report.set.kind).toBe(format === 'refrad2d' ? 'refrad2d' : 'paligemma');
    const own = new Set([...session.store.sliceReader.all()].map(({ imageId }) => imageId));
    expect(report.cases.length).toBeGreaterThan(1);
    for (const { caseId, truth, width, modality } of report.cases) {
      expect(own).toContain(caseId.split(' ')[0]);
      expect(truth.mentions.length).toBeGreaterThan(0);
      for (const { text } of truth.mentions) expect(truth.text).toContain(text);
      expect({ width, modality }).toEqual({ width: 24, modality: 'CT' });
    }
  });
});

it('refuses a folder that is no evaluation set, and one that is another', async () => {
  const on = { kind: 'folder', folder: root, expected: null } as const;
  expect(await codeOf(run(scriptedModel(silent).writer, { input: { on } }).done)).toBe(
    'evaluation.unknown-set',
  );
  const other = { kind: 'folder', folder: join(root, 'refrad2d'), expected: 'slake' } as const;
  expect(await codeOf(run(scriptedModel(silent).writer, { input: { on: other } }).done)).toBe(
    'evaluation.bad-set',
  );
});
