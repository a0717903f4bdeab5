import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserApp, enterReviewer, openApp } from '../support/app.ts';
import { lookAt } from '../support/look.ts';

/** Enough of the demo's pairs for a training, with some for each patient. */
const VERDICTS = 64;

/** From verdicts to a candidate, all of it from the window. */
describe('training on what was decided', () => {
  let app: BrowserApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  const decided = (count: number): Promise<unknown> =>
    app.page.waitForFunction(
      (wanted) => document.querySelector('header [role=img]')?.textContent?.startsWith(`${wanted} `),
      count,
    );
  const runIs = (status: string, timeout = 120_000): Promise<unknown> =>
    app.page.waitForSelector(`[data-testid=training-run][data-status=${status}]`, { timeout });

  it('says what is missing while nothing has been decided', async () => {
    const { page } = app;
    await enterReviewer(page);
    await page.click('nav a[href="#/training"]');
    await page.locator('[data-testid=missing]', { hasText: '20 boxes to train on' }).waitFor();
    expect(await page.locator('[data-testid=make-snapshot]').isDisabled()).toBe(true);
    expect(await page.locator('[data-testid=start-training]').isDisabled()).toBe(true);
    expect(await lookAt(page, 'training-empty')).toEqual([]);
  });

  it('makes a snapshot of the verdicts, with patients named who judge', { timeout: 300_000 }, async () => {
    const { page } = app;
    await page.click('nav a[href="#/review"]');
    for (let count = 1; count <= VERDICTS; count += 1) {
      await page.waitForFunction(
        () =>
          !document.querySelector('[data-testid=blocked]') &&
          !!document.querySelector('[data-testid=overlay]'),
      );
      await page.keyboard.press('a');
      await decided(count);
    }
    await page.click('nav a[href="#/training"]');
    await page.waitForSelector('tr[data-split=gold]');
    expect(await page.locator('tr[data-split=val]').count()).toBe(1);
    await page.click('[data-testid=make-snapshot]');
    await page.waitForSelector('[data-testid=snapshot-about]');
    expect(await page.locator('[data-testid=snapshot-about]').innerText()).toMatch(/^64 pairs on \d+ slices/);
    expect(await lookAt(page, 'training-snapshot')).toEqual([]);
  });

  it(
    'trains on it, stops and goes on, and shows the whole curve to a page that comes later',
    { timeout: 300_000 },
    async () => {
      const { page } = app;
      await page.getByLabel('Steps at most').fill('80');
      await page.locator('summary', { hasText: 'More settings' }).last().click();
      await page.getByLabel('Steps between validations').fill('20');
      await page.click('[data-testid=start-training]');
      await page.waitForSelector('[data-testid=run-charts]', { timeout: 200_000 });
      await page.click('[data-testid=pause-training]');
      await runIs('paused');
      await page.reload();
      await page.waitForSelector('[data-testid=run-charts] polyline');
      expect(await lookAt(page, 'training-paused')).toEqual([]);
      await page.click('[data-testid=resume-training]');
      await runIs('done', 240_000);
    },
  );

  it('lists what came out as a candidate, with what it is made from', async () => {
    const { page } = app;
    const row = page.locator('[data-testid=heads] tbody tr');
    await row.first().waitFor();
    expect(await row.count()).toBe(1);
    expect(await page.locator('[data-testid=drawn]').innerText()).toMatch(/were drawn so far/);
    expect(await lookAt(page, 'training-done')).toEqual([]);
  });

  it('lists what the full trainer misses on this machine, and starts nothing without a base', async () => {
    const { page } = app;
    await page.click('[data-testid=full-setup] summary');
    await page.getByLabel('Python (').fill('/nowhere/python');
    await page.click('[data-testid=full-check]');
    await page.waitForSelector('[data-testid=full-environment][data-can-start=false]', { timeout: 60_000 });
    expect(await page.locator('tr[data-item=python]').getAttribute('data-state')).toBe('missing');
    expect(await page.locator('tr[data-item=base]').getAttribute('data-state')).toBe('missing');
    expect(await page.locator('[data-testid=full-start]').isDisabled()).toBe(true);
    expect(await lookAt(page, 'training-full')).toEqual([]);
  });

  it('asks the gate about the candidate, which says in words why it does not let it through', async () => {
    const { page } = app;
    await page.click('nav a[href="#/registry"]');
    await page.locator('[data-testid=versions] button', { hasText: /^Judge$/ }).click();
    await page.waitForSelector('[data-testid=verdict][data-promotable=false]', { timeout: 100_000 });
    // Two dozen verdicts on gold decide nothing.
    expect(await page.locator('[data-testid=verdict]').innerText()).toMatch(
      /too few slices: \d+ of at least 30/,
    );
    expect(await page.locator('[data-testid=versions] button', { hasText: 'Promote' }).isDisabled()).toBe(
      true,
    );
    expect(await page.locator('[data-testid=registry-history] li').count()).toBe(1);
    expect(await lookAt(page, 'registry')).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});
