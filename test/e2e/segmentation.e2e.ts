import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/app.ts';
import { lookAt } from '../support/look.ts';
import { onEachHost } from '../support/on-each-host.ts';
import { writeHalves } from '../support/segmentation-project.ts';

/** Volumes that came without a segmentation, from the import to their pairs. */
onEachHost('segmenting volumes of a project', (open) => {
  let app: OpenApp;

  beforeAll(async () => {
    app = await open();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
  });
  afterAll(() => app.close());

  it('is offered where a volume came without, with what the pack knows and does not', async () => {
    const { page } = app;
    await page.click('nav a[href="#/intake"]');
    await page.fill('form input', writeHalves(join(app.home, 'halves')));
    await page.keyboard.press('Enter');
    await page.locator('button', { hasText: /^Read$/ }).click();
    await page.locator('button', { hasText: 'Import 1 series' }).click();
    const panel = page.locator('[data-testid=segmentation]');
    await panel.waitFor({ timeout: 60_000 });
    // The demo brings a CT and an MR without one itself, and packs that are chosen for them.
    expect(await panel.innerText()).toContain('2 of ');
    // Packs are read while the page stands already; what is chosen before they are there is chosen for the person afterwards.
    await panel.locator('button', { hasText: /^Segment [1-9]/ }).waitFor();
    for (const modality of ['CT', 'MR'])
      await panel.locator(`[data-testid=segment-${modality}] select`).selectOption({ index: 0 });
    const none = panel.locator('button', { hasText: /^Segment 0/ });
    await none.waitFor();
    expect(await none.isDisabled()).toBe(true);
    await panel.locator('[data-testid=segment-CT] select').selectOption({ index: 1 });
    await panel.locator('button', { hasText: /^Segment 2 volumes/ }).waitFor();
    expect(await panel.locator('[data-testid=segment-CT]').innerText()).toMatch(/phantom/i);
    expect(await lookAt(page, 'segmentation')).toEqual([]);
  });

  it('runs as a job, after which the volumes have one', async () => {
    const { page } = app;
    const panel = page.locator('[data-testid=segmentation]');
    await panel.locator('button', { hasText: /^Segment 2 volumes/ }).click();
    await panel.locator('text=All CT volumes have a segmentation.').waitFor({ timeout: 120_000 });
    expect(app.complaints).toEqual([]);
  });
});
