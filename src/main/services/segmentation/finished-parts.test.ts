import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FinishedParts } from './finished-parts.ts';

const [ONE, OTHER] = ['1'.repeat(64), '2'.repeat(64)];
const fail = (error: unknown): never => {
  throw error;
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'finished-parts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function keepTwo(): Promise<void> {
  const parts = await FinishedParts.open(root, ONE);
  parts.keep(0, Uint8Array.of(1, 2, 3), fail);
  parts.keep(1, Uint8Array.of(4, 5, 6), fail);
  await parts.settled();
}
const found = async (key: string): Promise<number[][]> =>
  (await FinishedParts.open(root, key)).labels.map((labels) => [...labels]);
const nameOf = (part: number): string =>
  join(
    root,
    ONE,
    readdirSync(join(root, ONE)).find((name) => name.startsWith(`part-${part}`))!,
  );

describe('finished parts', () => {
  it('are found again in order, by the same inputs only', async () => {
    await keepTwo();
    expect(await found(ONE)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(await found(OTHER)).toEqual([]);
  });

  it('that are damaged count for nothing, nor does what comes after them', async () => {
    await keepTwo();
    writeFileSync(nameOf(0), 'damaged');
    expect(await found(ONE)).toEqual([]);
    await keepTwo();
    writeFileSync(nameOf(1), '');
    expect(await found(ONE)).toEqual([[1, 2, 3]]);
  });

  it('are gone when they are removed, with their folder where nothing else is in it', async () => {
    await keepTwo();
    const parts = await FinishedParts.open(root, ONE);
    await parts.remove();
    expect(readdirSync(tmpdir())).not.toContain(root.split('/').at(-1));
  });

  it('that nobody went on with for a month are removed', async () => {
    await keepTwo();
    utimesSync(join(root, ONE), 0, 0);
    expect(await found(OTHER)).toEqual([]);
    expect(readdirSync(root)).toEqual([]);
  });

  it('that cannot be kept are told', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    const parts = await FinishedParts.open(file, ONE);
    const failures: unknown[] = [];
    parts.keep(0, Uint8Array.of(1), (error) => failures.push(error));
    await parts.settled();
    expect(failures).toHaveLength(1);
  });
});
