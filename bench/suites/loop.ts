import { GATE_POLICY } from '../../src/shared/domain/promotion/policy.ts';
import type { Verdict } from '../../src/shared/domain/promotion/verdict.ts';
import { correct, firstChampion, judge, shuffled, train } from '../../test/support/loop-experiment.ts';
import { type CohortProject, cohortProject } from '../../test/support/reviewed-cohort.ts';
import { type Figure, type Suite, atLeast, atMost } from '../figure.ts';
import { inScratch } from '../support/scratch.ts';

const COHORT = { patients: 10, val: 2, gold: 3, step: 2 };
const CORRECTIONS = 200;
const STEPS = { champion: 600, challenger: 300 };
const SEEDS = [1, 2, 3];

/** What corrections are worth: a champion that learned from the automatic labels against heads that learned from a reviewer. */
export const loop: Suite = {
  name: 'loop',
  title: `G-IoU on gold patients before and after ${CORRECTIONS} corrections, and with their boxes mixed up; ${SEEDS.length} seeds`,
  run: (say) =>
    inScratch(async (dir) => {
      say(`painting and importing ${COHORT.patients} phantom patients`);
      const project = await cohortProject(dir, COHORT);
      try {
        return await measure(project, say);
      } finally {
        await project.close();
      }
    }),
};

async function measure(project: CohortProject, say: (line: string) => void): Promise<Figure[]> {
  say('training the champion on what was derived');
  const champion = await firstChampion(project, STEPS.champion);
  const { corrected, snapshot } = await correct(project, CORRECTIONS);
  say(`${corrected} corrections`);
  const figures: Figure[] = [];
  for (const seed of SEEDS) {
    const own = await challenge(project, { snapshot, seed, parent: champion.id });
    if (figures.length === 0) figures.push(before(own));
    figures.push(...after(own, seed));
    const mixedUp = await shuffled(project, { snapshot, seed });
    // Early stopping may keep the champion's own weights; from nothing, all that a head knows is mixed up.
    for (const parent of [champion.id, null])
      figures.push(
        ...refused(await challenge(project, { snapshot: mixedUp, seed, parent }), { seed, parent }),
      );
  }
  return figures;
}

async function challenge(
  project: CohortProject,
  lesson: { readonly snapshot: string; readonly seed: number; readonly parent: string | null },
): Promise<Verdict> {
  const steps = lesson.parent === null ? STEPS.champion : STEPS.challenger;
  return judge(project, await train(project, { ...lesson, steps }));
}

const before = ({ overall }: Verdict): Figure => ({
  name: 'G-IoU of the champion, trained on what was derived',
  value: overall.champion!.value,
  unit: '',
  note: `${overall.units} slices of ${COHORT.gold} gold patients, ${STEPS.champion} steps`,
});

function after({ overall, isPromotable }: Verdict, seed: number): Figure[] {
  const { value, low, high } = overall.difference!;
  return [
    {
      name: `G-IoU after ${CORRECTIONS} corrections, seed ${seed}`,
      value: overall.challenger!.value,
      unit: '',
      note: `${STEPS.challenger} steps from the champion; gain ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), ${isPromotable ? 'let through' : 'refused'}`,
    },
    {
      name: `lower end of the gain, seed ${seed}`,
      value: low,
      unit: '',
      goal: atLeast(GATE_POLICY.overallMargin),
    },
  ];
}

function refused(
  { overall, isPromotable, refusals }: Verdict,
  { seed, parent }: { readonly seed: number; readonly parent: string | null },
): Figure[] {
  const { value, low, high } = overall.difference!;
  const codes = [...new Set(refusals.map(({ code }) => code))].join(', ');
  const name = `boxes mixed up, ${parent === null ? 'from nothing' : 'from the champion'}, seed ${seed}`;
  return [
    {
      name: `G-IoU with ${name}`,
      value: overall.challenger!.value,
      unit: '',
      note: `gain ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
    },
    { name: `lower end of the gain, ${name}`, value: low, unit: '', goal: atMost(0) },
    { name: `let through, ${name}`, value: Number(isPromotable), unit: '', goal: atMost(0), note: codes },
  ];
}
