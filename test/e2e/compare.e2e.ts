import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/app.ts';
import { lookAt } from '../support/look.ts';
import { writePack } from '../support/model-packs.ts';
import { onEachHost } from '../support/on-each-host.ts';
import { writeSampleReports } from '../support/sample-reports.ts';
import { textEmbeddingPack } from '../support/text-embedding-pack.ts';

/** Is the second model better, where is it worse, and what does that look like? */
onEachHost('comparing two models', (open) => {
  let app: OpenApp;

  beforeAll(async () => {
    app = await open();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
  });
  afterAll(() => app.close());

  it('says what is missing before there is anything to compare, and why an evaluation came to nothing', async () => {
    const { page } = app;
    await page.click('nav a[href="#/compare"]');
    await page.locator('text=There are fewer than two evaluations yet.').waitFor();
    await page.click('[data-testid=start-evaluation]');
    await page.locator('[role=alert]', { hasText: 'has no case' }).waitFor({ timeout: 60_000 });
  });

  it('draws differences with their intervals, and the cases that became worse with both boxes', async () => {
    const { page } = app;
    await writeSampleReports(join(app.home, 'demo', 'evaluations'));
    await page.click('nav a[href="#/overview"]');
    await page.click('nav a[href="#/compare"]');
    await page.waitForSelector('[data-testid=comparison]', { timeout: 30_000 });
    const row = (name: string) => page.locator('tr', { has: page.locator('th', { hasText: name }) });
    expect(await row('liver (12)').locator('svg').getAttribute('data-sign')).toBe('better');
    expect(await row('spleen (12)').locator('svg').getAttribute('data-sign')).toBe('worse');
    const worst = page.locator('[data-testid=regressions] li').first();
    await worst.locator('image').waitFor();
    for (const side of ['truth', 'first', 'second'])
      expect(await worst.locator(`rect[data-side=${side}]`).count()).toBe(1);
    expect(await worst.innerText()).toMatch(/G-IoU: 0\.\d{3} → 0\.\d{3}/);
    expect(await lookAt(page, 'compare')).toEqual([]);
  });

  it('tells reports of another embedding apart, and does not compare them', async () => {
    const { page } = app;
    const second = page.locator('[data-testid=second-report]');
    const [usual, other] = await Promise.all([
      second.inputValue(),
      second.locator('option', { hasText: 'multilingual-small 1.0.0' }).getAttribute('value'),
    ]);
    expect(await second.locator('option', { hasText: 'lexicon' }).count()).toBe(2);
    await second.selectOption(other);
    await page.locator('[role=alert]', { hasText: '"multilingual-small 1.0.0"' }).waitFor();
    expect(await lookAt(page, 'compare-embeddings')).toEqual([]);
    await second.selectOption(usual);
    await page.waitForSelector('[data-testid=comparison]');
  });

  it('offers text embeddings of this machine, once there is one', async () => {
    const { page } = app;
    expect(await page.locator('[data-testid=embedding]').count()).toBe(0);
    const dir = writePack(join(app.home, 'embedding'), textEmbeddingPack());
    await page.click('nav a[href="#/models"]');
    await page.fill('[data-testid=add-pack] input', dir);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=pack-job-done]');
    const card = page.locator('[data-testid=pack-test-embedding]');
    await card.scrollIntoViewIfNeeded();
    expect(await card.innerText()).toMatch(
      /Text embedding[\s\S]*64 tokens[\s\S]*6 numbers[\s\S]*0\.00001 away/,
    );
    expect(await lookAt(page, 'models-embedding')).toEqual([]);
    await page.click('nav a[href="#/compare"]');
    await page.locator('[data-testid=embedding]').selectOption({ label: 'test-embedding 1.0.0' });
    expect(await lookAt(page, 'compare-start')).toEqual([]);
    await page.waitForSelector('[data-testid=comparison]');
  });

  it('turns the comparison round by keyboard', async () => {
    const { page } = app;
    const [first, second] = [
      page.locator('[data-testid=first-report]'),
      page.locator('[data-testid=second-report]'),
    ];
    await first.focus();
    await page.keyboard.press('Tab');
    expect(await second.evaluate((one) => one === document.activeElement)).toBe(true);
    const [a, b] = [await first.inputValue(), await second.inputValue()];
    await second.selectOption(a);
    await first.selectOption(b);
    await page
      .locator('tr', { has: page.locator('th', { hasText: 'liver (12)' }) })
      .locator('svg[data-sign=worse]')
      .waitFor();
  });

  it('saves it as one page', async () => {
    if (app.kind === 'electron') return;
    const { page } = app;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[data-testid=save-comparison]'),
    ]);
    const saved = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toMatch(/^challenger-1\.1\.0-champion-1\.0\.0\.html$/);
    expect(saved).toContain('data:image/png;base64,');
    expect(saved).not.toContain('<script');
  });
});
