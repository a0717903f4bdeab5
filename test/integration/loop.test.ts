import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/main/services/training/index.ts';
import {
  correct,
  firstChampion,
  judge,
  promote,
  rollBack,
  shuffled,
  train,
} from '../support/loop-experiment.ts';
import { type CohortProject, cohortProject } from '../support/reviewed-cohort.ts';
import { runCli } from '../support/run-cli.ts';
import { codeOf } from '../support/scripted-model.ts';

/** One seed and short trainings; `npm run bench -- loop` does the same with three and the usual length. */
const STEPS = { champion: 120, challenger: 80 };

let root: string;
let project: CohortProject;
let champion: Candidate;
let snapshot: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-loop-'));
  project = await cohortProject(root, { patients: 10, val: 2, gold: 3, step: 2 });
  champion = await firstChampion(project, STEPS.champion);
  const found = await correct(project, 200);
  expect(found.corrected).toBe(200);
  ({ snapshot } = found);
}, 240_000);
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

const championId = (): string | null => project.session.registry.champion('head');

describe('two hundred corrections', { timeout: 240_000 }, () => {
  it('make a head that judges gold patients better than the champion, beyond chance, and takes its place', async () => {
    const challenger = await train(project, {
      snapshot,
      steps: STEPS.challenger,
      seed: 1,
      parent: champion.id,
    });
    const { isPromotable, refusals, overall } = await judge(project, challenger);
    expect(refusals).toEqual([]);
    expect(overall.difference!.low).toBeGreaterThan(0);
    expect(isPromotable).toBe(true);
    await promote(project, challenger);
    expect(championId()).toBe(challenger.id);
    await rollBack(project);
    expect(championId()).toBe(champion.id);
  });

  it('with their boxes mixed up do not, and the gate refuses', async () => {
    const nonsense = await shuffled(project, { snapshot, seed: 1 });
    // From nothing: from the champion, early stopping might keep what that knew.
    const challenger = await train(project, {
      snapshot: nonsense,
      steps: STEPS.champion,
      seed: 1,
      parent: null,
    });
    const { isPromotable, refusals, overall } = await judge(project, challenger);
    expect(overall.difference!.low).toBeLessThanOrEqual(0);
    expect(isPromotable).toBe(false);
    expect(refusals.length).toBeGreaterThan(0);
    expect(await codeOf(promote(project, challenger))).toBe('registry.refused');
    expect(championId()).toBe(champion.id);
  });

  it('are what the next training starts from by the name champion, with its encoder', async () => {
    await project.close();
    const args = ['train', '--project', project.dir, '--parent', 'champion', '--steps', '10'];
    const { code, err, out } = await runCli(args, { home: join(root, 'home') });
    expect(code, err).toBe(0);
    expect(err).toContain(`Started from the head ${champion.id.slice(0, 12)}`);
    expect(out).toMatch(/^ {2}Judged: with a correction \d+/m);
  });
});
