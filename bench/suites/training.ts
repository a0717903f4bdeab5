import { join } from 'node:path';
import { createMachine } from '../../src/main/app/machine.ts';
import { TRAINING_DEFAULTS } from '../../src/shared/contract/training.ts';
import {
  type CohortProject,
  ENCODER,
  cohortProject,
  reviewCohort,
  snapshotOf,
} from '../../test/support/reviewed-cohort.ts';
import { portsOf } from '../../test/support/training-project.ts';
import { type Figure, type Suite, atLeast, atMost } from '../figure.ts';
import { headInput } from '../support/head-input.ts';
import { decisionTimes } from '../support/decision-times.ts';
import { inScratch } from '../support/scratch.ts';

/** Enough for a thousand corrections, and for decisions afterwards. */
const COHORT = { patients: 21, val: 2, gold: 1, step: 1 };
const CORRECTIONS = 1000;
const THREADS = 2;
const PACE = { slices: 136, steps: 300 };

/** The fast loop: how quickly a head is trained, and what a reviewer notices of it. */
export const training: Suite = {
  name: 'training',
  title: `slices a second, ${CORRECTIONS} corrections trained, decisions while a head is trained`,
  run: (say) =>
    inScratch(async (dir) => {
      const paces = [
        ...(await pace(join(dir, '64'), { width: 64, goal: 350 })),
        ...(await pace(join(dir, '1152'), { width: 1152, goal: 200 })),
      ];
      say(`painting and importing ${COHORT.patients} phantom patients`);
      const project = await cohortProject(join(dir, 'cohort'), COHORT);
      try {
        return [...paces, await corrections(project, say), ...(await decisionTimes(project, say))];
      } finally {
        await project.close();
      }
    }),
};

/** In the compute process, as the product trains, from features that lie on the disk. */
async function pace(
  dir: string,
  { width, goal }: { readonly width: number; readonly goal: number },
): Promise<Figure[]> {
  const machine = createMachine(portsOf(dir), 'en');
  try {
    const input = await headInput(dir, { width, ...PACE });
    const device = { provider: 'cpu', threads: THREADS } as const;
    const { samplesPerSecond, loading } = await machine.compute.run('train-head', input, { device });
    const { batch, components } = TRAINING_DEFAULTS;
    const projected = width > components ? `, projected to ${components} by a frozen PCA` : '';
    const note = `${PACE.steps} steps of ${batch}, ${THREADS} threads${projected}`;
    return [
      {
        name: `features of width ${width}`,
        value: samplesPerSecond,
        unit: 'slices/s',
        goal: atLeast(goal),
        note,
      },
      { name: `loading, width ${width}`, value: loading, unit: 'of the time', goal: atMost(0.05) },
    ];
  } finally {
    machine.close();
  }
}

/** From the snapshot to the candidate, features included, with the settings that everybody has. */
async function corrections(project: CohortProject, say: (line: string) => void): Promise<Figure> {
  const gold = new Set(project.named.gold);
  const corrected = reviewCohort(project, {
    isWanted: (patient) => !gold.has(patient),
    corrections: CORRECTIONS,
  });
  const snapshot = await snapshotOf(project, 0);
  say(`${corrected} corrections; training`);
  const begun = performance.now();
  const { lineage } = await project.session.training.trainHead(
    { snapshot, settings: TRAINING_DEFAULTS, seed: 0, encoder: ENCODER },
    { signal: new AbortController().signal, isBackground: false },
  );
  const { steps, stoppedBy, validation } = lineage.outcome;
  return {
    name: `${corrected} corrections, from the snapshot to the candidate`,
    value: (performance.now() - begun) / 1000,
    unit: 's',
    goal: atMost(180),
    note: `${lineage.data.boxes} boxes on ${lineage.data.slices} slices, ${steps} steps (${stoppedBy}), features computed; IoU ${validation.iou.toFixed(3)}`,
  };
}
