import { mkdir, mkdtemp, rename, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app/create-app.ts';
import type { Session } from '../../src/main/app/session.ts';
import { volumeCacheFile } from '../../src/main/services/pixels/index.ts';
import { inProcessApp } from '../support/in-process-app.ts';
import { ending, flawsOf } from '../support/reading.ts';
import { writeStudy } from '../support/study-folder.ts';

describe('a project whose sources have gone', () => {
  let dir: string;
  let app: App;
  let session: Session;
  const source = (): string => join(dir, 'source');
  const neighbour = '/pixels/volume/1/2/3';
  const emptyCache = (): Promise<void> => rm(volumeCacheFile(session.store, 1), { force: true });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'moved-'));
    ({ app } = inProcessApp(join(dir, 'home')));
    await writeStudy(source(), 'study', { modality: 'CT', captions: 4 });
    await app.projects.create(join(dir, 'project'), 'P');
    session = app.projects.current();
    const { jobId } = session.intake.scan([source()]);
    await session.jobs.finished(jobId);
    await session.jobs.finished(session.intake.start(jobId).jobId);
  });
  afterAll(async () => {
    await app.shutdown();
    await rm(dir, { recursive: true, force: true });
  });

  it('makes a decoded volume anew that was deleted or cut short, and it is the same', async () => {
    const before = await app.pixels(neighbour);
    await truncate(volumeCacheFile(session.store, 1), 1000);
    expect(await app.pixels(neighbour)).toEqual(before);
    await emptyCache();
    expect(await app.pixels(neighbour)).toEqual(before);
  });

  it('still shows and judges its slices, whose pictures it keeps itself', async () => {
    await rename(source(), join(dir, 'elsewhere'));
    await emptyCache();
    expect((await app.pixels('/pixels/slice/1'))?.body.length).toBeGreaterThan(0);
    expect((await app.pixels('/masks/slice/1'))?.body.length).toBeGreaterThan(0);
    expect(session.store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each([neighbour, '/masks/volume/1/2/3'])('says of %s which file is gone', async (path) => {
    const { error } = await ending(app.pixels(path));
    expect(error).toMatchObject({ code: 'host.volume-source-missing' });
    expect(String(error?.params['file'])).toContain(source());
    expect(flawsOf(error!.code, error!.params)).toEqual([]);
  });

  it('takes no other volume that lies in its place', async () => {
    await writeStudy(join(dir, 'other'), 'studies', { modality: 'CT', captions: 4 });
    await mkdir(source());
    await rename(join(dir, 'other', 'studies'), join(source(), 'study'));
    const { error } = await ending(app.pixels(neighbour));
    expect(error).toMatchObject({ code: 'host.volume-source-missing' });
    await truncate(join(source(), 'study', 'ct.nii.gz'), 400);
    expect((await ending(app.pixels(neighbour))).error?.code).toMatch(/^formats\./);
  });
});
