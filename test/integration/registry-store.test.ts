import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  PROJECT_FILE,
  type ProjectStore,
  createProject,
  openProject,
} from '../../src/main/store/project-store.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { registryEntry } from '../support/registry-entries.ts';

const at = '2026-01-01T00:00:00.000Z';
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];
let dir: string;
let store: ProjectStore;
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'registry-')), 'project');
  store = createProject(dir, 'Registry', { at });
});
afterEach(async () => {
  store.close();
  await rm(dir, { recursive: true, force: true });
});

it('the champion is whom the newest promotion or roll-back of its kind names, in this session and the next', () => {
  const { registry } = store;
  expect(registry.champion('pack')).toBeNull();
  registry.append(registryEntry('promote', { model: 'a', champion: null }));
  registry.append(registryEntry('promote', { model: 'b', champion: 'a' }));
  registry.append(registryEntry('judge', { model: 'c', champion: 'b' }));
  expect(registry.champions('pack')).toEqual([A, B]);
  expect(registry.champion('head')).toBeNull();
  registry.append(registryEntry('roll-back', { model: 'a', champion: 'b' }));
  registry.append(registryEntry('roll-back', { model: null, champion: 'a' }));
  expect(registry.champion('pack')).toBeNull();
  store.close();
  store = openProject(dir, { at });
  expect(store.registry.entries().map(({ action }) => action)).toEqual(
    ['promote', 'promote', 'judge', 'roll-back', 'roll-back'].toReversed(),
  );
  expect(store.registry.entries({ modelId: B }).map(({ seq }) => seq)).toEqual([2]);
});

it('nobody becomes champion over a champion whom the verdict does not know', () => {
  store.registry.append(registryEntry('promote', { model: 'a', champion: null }));
  const head = store.auditHead();
  expect(() => store.registry.append(registryEntry('promote', { model: 'b', champion: null }))).toThrow(
    expect.objectContaining({ code: 'registry.champion-moved' }),
  );
  expect(store.registry.champion('pack')).toBe(A);
  expect(store.auditHead()).toEqual(head);
});

it('each entry is in the audit log, and neither changed nor deleted', () => {
  store.registry.append(registryEntry('promote', { model: 'a', champion: null }));
  store.close();
  expect(verifyProject(dir).filter(({ ok }) => !ok)).toEqual([]);
  const db = new Database(join(dir, PROJECT_FILE));
  expect(db.prepare("SELECT count(*) FROM audit WHERE action = 'registry.promote'").pluck().get()).toBe(1);
  expect(() => db.prepare("UPDATE registry SET reason = ''").run()).toThrow('append-only');
  expect(() => db.prepare('DELETE FROM registry').run()).toThrow('append-only');
  db.close();
});

it('after a kill the champion is the old one or the new one, and the log is whole', async () => {
  store.close();
  const file = join(import.meta.dirname, '..', 'support', 'promoting-child.ts');
  for (const delay of [0, 15, 40]) {
    const child = spawn(process.execPath, [file, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    await once(child.stdout, 'data');
    await sleep(delay);
    child.kill('SIGKILL');
    await once(child, 'close');
    const [seq, champion] = told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1)!.split(' ');
    store = openProject(dir, { at });
    const entries = store.registry.entries();
    expect([0, 1]).toContain(entries[0]!.seq - Number(seq));
    if (entries[0]!.seq === Number(seq))
      expect(store.registry.champion('pack')?.[0] ?? 'none').toBe(champion);
    expect(store.registry.champion('pack')).toBe(entries[0]!.modelId);
    store.close();
    expect(verifyProject(dir).filter(({ ok }) => !ok)).toEqual([]);
  }
}, 60_000);
