import { bootstrap, pairedBootstrap } from '../../src/shared/domain/evaluation/bootstrap.ts';
import type { Ratio } from '../../src/shared/domain/evaluation/metric.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { type Figure, type Suite, atMost, median, timed } from '../figure.ts';

const SAMPLES = 2000;
/** Figures of a grounding report: G-IoU, precision, recall and F1 of both kinds, mean IoU, mean similarity. */
const FIGURES = 9;
const TURNS = 3;

/** Intervals of a whole report, 10,000 resamples. */
export const evaluation: Suite = {
  name: 'evaluation',
  title: 'bootstrap intervals of an evaluation report',
  run: () => Promise.resolve(measure()),
};

function measure(): Figure[] {
  const random = seededRandom(1);
  const rows = (): Ratio[][] =>
    Array.from({ length: SAMPLES }, () =>
      Array.from({ length: FIGURES }, () => ({ numerator: random(), denominator: 1 })),
    );
  const [first, second] = [rows(), rows()];
  const seconds = (work: () => void): number => median(timed(TURNS, work)) / 1000;
  const note = `${SAMPLES} samples, 10,000 resamples, ${FIGURES} figures at once`;
  return [
    {
      name: 'bootstrap of a report',
      value: seconds(() => bootstrap(first, { seed: 1 })),
      unit: 's',
      goal: atMost(2),
      note,
    },
    {
      name: 'paired bootstrap of two reports',
      value: seconds(() => pairedBootstrap(first, second, { seed: 1 })),
      unit: 's',
      note,
    },
  ];
}
