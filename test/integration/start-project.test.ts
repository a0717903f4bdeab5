import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app/create-app.ts';
import { inProcessApp } from '../support/in-process-app.ts';

describe('the folder that a person starts with', () => {
  let dir: string;
  let app: App;
  const at = (...parts: string[]): string => join(dir, ...parts);
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'start-'));
    ({ app } = inProcessApp(at('home')));
  });
  afterEach(async () => {
    await app.shutdown();
    await rm(dir, { recursive: true, force: true });
  });

  it('becomes a project where it is new or empty, and is opened the next time', async () => {
    await mkdir(at('empty'));
    for (const name of ['empty', 'new']) {
      expect(await app.projects.openOrCreate(at(name))).toEqual({ isNew: true });
      expect(app.projects.info()).toMatchObject({ name, pairs: 0 });
      await app.projects.close();
      expect(await app.projects.openOrCreate(at(name))).toEqual({ isNew: false });
    }
  });

  it('is left as it is where something else lies in it, or where nobody made its parent', async () => {
    await mkdir(at('photos'));
    await writeFile(at('photos', 'a.jpg'), 'x');
    await writeFile(at('file'), 'x');
    for (const name of ['photos', 'file', 'no/such'])
      await expect(app.projects.openOrCreate(at(name))).rejects.toMatchObject({
        code: 'store.not-a-project',
      });
    expect(await readdir(at('photos'))).toEqual(['a.jpg']);
    expect(existsSync(at('no'))).toBe(false);
  });
});
