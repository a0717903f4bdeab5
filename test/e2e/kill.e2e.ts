import { expect, it } from 'vitest';
import { KillRounds } from '../support/kill-rounds.ts';

const KILLS = 8;

/** `node test/kill-server.ts --kills 100` is the same with more kills; docs/reliability.md has what it found. */
it('a server killed in the middle of a review loses no acknowledged decision and makes none twice', async () => {
  const report = await new KillRounds(7).run(KILLS, () => undefined);
  expect(report).toMatchObject({ kills: KILLS, lost: 0, duplicated: 0, broken: [] });
  expect(report.acknowledged).toBeGreaterThan(4 * KILLS);
  expect(report.inDoubt).toBeGreaterThan(0);
});
