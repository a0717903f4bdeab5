import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import { featuresOf } from '../../src/shared/domain/doubt/features.ts';
import { type Example, fitDoubtSteps } from '../../src/shared/domain/doubt/fit.ts';
import { calibration } from '../../src/shared/domain/evaluation/calibration.ts';
import type { FindingCode } from '../../src/shared/domain/grounding/finding.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { type Judgement, replay } from '../../test/support/doubt-replay.ts';
import { plantedPairs } from '../../test/support/planted-pairs.ts';
import { type Figure, type Suite, atLeast, atMost } from '../figure.ts';

const PATIENTS = 18;
const SEEDS = [1, 2, 3];
const WANTED = 0.9;
const VERDICTS = 300_000;

const KINDS = [
  { name: 'with a second model’s boxes', hasModel: true },
  { name: 'with a trained head’s boxes', hasHead: true },
  { name: 'findings and classes alone' },
];

/** The order of the queue: what it finds on replayed reviews of planted errors, and how quickly it is learned. */
export const doubt: Suite = {
  name: 'doubt',
  title: `planted errors found in the learned order, ${VERDICTS.toLocaleString('en')} verdicts learned`,
  run: async (say) => {
    const figures: Figure[] = [];
    for (const { name, ...models } of KINDS) {
      say(`replaying ${SEEDS.length} reviews, ${name}`);
      figures.push(...found(name, models));
    }
    return [...figures, ...learned()];
  },
};

/** The worst of several orders of each figure. */
function found(name: string, models: { hasModel?: boolean; hasHead?: boolean }): Figure[] {
  const pairs = plantedPairs(PATIENTS, 1, models);
  const wrong = pairs.filter(({ isWrong }) => isWrong).length;
  const runs = SEEDS.map((seed) => replay(pairs, seed)).map((order) => {
    const until = lengthUntil(order, WANTED * wrong);
    const times =
      (order.slice(0, until).filter(({ isWrong }) => isWrong).length * pairs.length) / (until * wrong);
    const judged = order.map(({ chance, isWrong }) => ({ confidence: chance, isRight: isWrong }));
    const drawn = order.slice(0, 500).filter(({ isDrawn }) => isDrawn).length / 500;
    return { times, share: until / pairs.length, error: calibration(judged).error ?? 1, drawn };
  });
  const note = `${wrong} of ${pairs.length} pairs are wrong; the worst of ${SEEDS.length} orders`;
  const all = (what: 'times' | 'share' | 'error' | 'drawn'): number[] => runs.map((run) => run[what]);
  return [
    {
      name: `errors per 100 decisions / a random order, ${name}`,
      value: Math.min(...all('times')),
      unit: 'x',
      goal: atLeast(2),
      note,
    },
    {
      name: `of the queue until 90 % of the errors are found, ${name}`,
      value: Math.max(...all('share')),
      unit: 'of it',
      goal: atMost(0.4),
    },
    {
      name: `calibration error of the chances shown, ${name}`,
      value: Math.max(...all('error')),
      unit: '',
      goal: atMost(0.05),
    },
    {
      name: `drawn at random of the first 500, ${name}`,
      value: Math.min(...all('drawn')),
      unit: 'of them',
      goal: atLeast(0.2),
    },
  ];
}

function lengthUntil(order: readonly Judgement[], wanted: number): number {
  let count = 0;
  for (const [at, { isWrong }] of order.entries()) {
    count += Number(isWrong);
    if (count >= wanted) return at + 1;
  }
  return order.length;
}

/** All pairs of a large project judged: the whole fit, and the longest that it holds anybody up. */
function learned(): Figure[] {
  const examples = verdicts();
  let longest = 0;
  const begun = performance.now();
  for (const steps = fitDoubtSteps(examples); ;) {
    const stepBegun = performance.now();
    const { done } = steps.next();
    longest = Math.max(longest, performance.now() - stepBegun);
    if (done) break;
  }
  const seconds = (performance.now() - begun) / 1000;
  return [
    { name: `fit to ${VERDICTS.toLocaleString('en')} verdicts`, value: seconds, unit: 's', goal: atMost(10) },
    { name: 'longest step of it, which others wait for', value: longest, unit: 'ms', goal: atMost(200) },
  ];
}

function verdicts(): Example[] {
  const random = seededRandom(3);
  const codes: readonly FindingCode[] = [
    'mask-tiny',
    'mask-fragmented',
    'box-touches-border',
    'mention-negated',
  ];
  return Array.from({ length: VERDICTS }, () => {
    const findings = codes.filter(() => random() < 0.08).map((code) => ({ code, weight: 0.3 }));
    const head = { version: random() < 0.5 ? 'a' : 'b', iou: random(), presence: random() };
    const pair = {
      classId: classId(1 + Math.floor(random() * 117)),
      modality: 'CT',
      findings,
      modelIou: null,
      head,
    } as const;
    return { features: featuresOf(pair), isWrong: random() < 0.05 + 0.3 * findings.length };
  });
}
