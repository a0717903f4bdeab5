import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserApp, openApp } from '../support/app.ts';
import { lookAt } from '../support/look.ts';

const STAGES = ['intake', 'segment', 'extract', 'derive', 'suggest'] as const;
/** A processor that is busy with other things takes its time, ms. */
const WHOLE_DEMO_MS = 600_000;

/** The demo as a person finds it at the very first start: it segments, extracts, derives and suggests by itself. */
describe('the pipeline of the demo', () => {
  let app: BrowserApp;
  beforeAll(async () => {
    app = await openApp({ width: 1920, height: 1080 }, { PLUMBLINE_DEMO_PIPELINE: 'on' });
  });
  afterAll(() => app.close());

  const cell = (study: string, stage: string): string => `[data-study="${study}"] [data-cell=${stage}]`;
  const stateOf = (study: string, stage: string): Promise<string | null> =>
    app.page.locator(cell(study, stage)).getAttribute('data-state');

  it('leaves what came with a segmentation to be reviewed at once, and says what it does', async () => {
    const { page } = app;
    // A pair is on the screen by now, see `openApp`.
    await page.click('nav a[href="#/pipeline"]');
    await page.waitForSelector(cell('DEMO-4', 'segment'), { timeout: 120_000 });
    expect(await stateOf('DEMO-1', 'intake')).toBe('done');
    await page.waitForSelector('[data-testid=job]');
    expect(await page.locator('main').innerText()).toMatch(/know the demo’s painted phantoms only/);
    expect(await page.locator('[data-testid=run-all]').count()).toBe(0);
  });

  it('shows each study as it goes, in both sizes, languages and themes', { timeout: 300_000 }, async () => {
    const { page } = app;
    await page.waitForSelector('[data-cell=suggest][data-state=running]', { timeout: 240_000 });
    expect(await lookAt(page, 'pipeline-running')).toEqual([]);
  });

  it('has done it all in the end', { timeout: WHOLE_DEMO_MS }, async () => {
    const { page } = app;
    await page.waitForSelector('[data-testid=run-all]', { timeout: WHOLE_DEMO_MS });
    for (const study of ['DEMO-1', 'DEMO-2', 'DEMO-3'])
      expect(await Promise.all(STAGES.map((stage) => stateOf(study, stage)))).toEqual([
        'done',
        'off',
        'done',
        'done',
        'done',
      ]);
    expect(await Promise.all(STAGES.map((stage) => stateOf('DEMO-4', stage)))).toEqual(
      Array.from(STAGES, () => 'done'),
    );
    expect(await page.locator('[data-testid=run-all]').isDisabled()).toBe(true);
    expect(await lookAt(page, 'pipeline-done')).toEqual([]);
  });

  it('does only what depends on a choice that is changed, and says why something failed', async () => {
    const { page } = app;
    // The picture of the volume goes, and so does what was decoded of it.
    rmSync(join(app.home, 'demo-source-unsegmented', 'DEMO-4', 'mr.nii.gz'), { force: true });
    rmSync(join(app.home, 'demo', 'cache'), { recursive: true, force: true });
    await page.getByLabel('RadGrounder answers in').selectOption('de');
    await page.waitForSelector('[data-study="DEMO-1"] [data-cell=suggest][data-state=stale]');
    expect(await stateOf('DEMO-1', 'derive')).toBe('done');
    await page.getByLabel('Suggestions').selectOption('');
    await page.waitForSelector('[data-study="DEMO-1"] [data-cell=suggest][data-state=off]');
    await page.getByLabel('Segment anew also').click();
    await page.waitForSelector('[data-study="DEMO-1"] [data-cell=segment][data-state=ready]');
    await page.locator('[data-study="DEMO-1"] button').click();
    await page.waitForSelector('[data-study="DEMO-1"] [data-cell=derive][data-state=done]', {
      timeout: 120_000,
    });
    expect(await stateOf('DEMO-2', 'segment')).toBe('ready');
    expect(app.complaints).toEqual([]);
  });
});
