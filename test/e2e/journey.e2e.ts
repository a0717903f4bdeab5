import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, enterReviewer, waitForPair, unexpected } from '../support/app.ts';
import { lookAt } from '../support/look.ts';
import { onEachHost } from '../support/on-each-host.ts';

/** A person's own data, from nothing to an export: here the demo's source files stand for them, with a broken one among them. */
onEachHost('from a folder of files to a dataset', (open) => {
  let app: OpenApp;
  const sourceDir = (): string => join(app.home, 'demo-source');
  const workDir = (): string => join(app.home, 'work');

  beforeAll(async () => {
    app = await open();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
    mkdirSync(workDir());
    writeFileSync(join(sourceDir(), 'broken.nii.gz'), 'this is no image');
  });
  afterAll(() => app.close());

  const go = (screen: string): Promise<unknown> => app.page.click(`nav a[href="#/${screen}"]`);

  it('begins with a new project in a folder that is chosen by mouse', async () => {
    const { page } = app;
    await go('start');
    await page.waitForSelector('[data-open=true]');
    expect(await lookAt(page, 'start')).toEqual([]);
    await page.fill('[data-testid=new-project] input >> nth=0', 'Own: data?');
    await app.chooseFolder('[data-testid=new-project] button[type=button]', workDir());
    await page.locator('[data-testid=new-project] button[type=submit]').click();
    await page.waitForURL(/#\/intake$/);
    await page.locator('header', { hasText: 'Own: data?' }).waitFor();
    expect(existsSync(join(workDir(), 'Own- data', 'project.sqlite'))).toBe(true);
  });

  it('reads headers first and says what it found, the broken file by name', async () => {
    const { page } = app;
    await page.fill('form input', `"${sourceDir()}"`);
    await page.keyboard.press('Enter');
    await page.locator('button', { hasText: /^Read$/ }).click();
    await page.waitForSelector('[data-testid=studies]', { timeout: 60_000 });
    expect(await page.locator('[data-testid=studies] tbody tr').count()).toBe(5);
    const problem = page.locator('[data-testid=problems] li');
    expect(await problem.count()).toBe(1);
    expect(await problem.innerText()).toContain('broken.nii.gz');
    expect(await lookAt(page, 'intake')).toEqual([]);
  });

  it('finds the place again after a reload, and imports on a yes', async () => {
    const { page } = app;
    await page.reload();
    await page.waitForSelector('[data-testid=studies]');
    await page.locator('button', { hasText: 'Import 5 series' }).click();
    await page.waitForSelector('[data-testid=imported]', { timeout: 90_000 });
    expect(await page.locator('[data-testid=imported]').innerText()).toMatch(/[1-9]\d* pairs/);
    await page.locator('button', { hasText: 'Review them' }).click();
    await waitForPair(page);
  });

  it('exports what was accepted, with counts seen before and a manifest after', async () => {
    const { page } = app;
    await enterReviewer(page);
    await page.keyboard.press('a');
    await page.waitForSelector('[data-testid=save-status][data-state=saved]');
    await go('exchange');
    const pairs = page.locator('[data-testid=preview] [data-figure=pairs] dd');
    await pairs.waitFor();
    expect(await pairs.innerText()).toBe('1');
    expect(await lookAt(page, 'export')).toEqual([]);
    await page.locator('button', { hasText: /^Export$/ }).click();
    await page.waitForSelector('[data-testid=exported]', { timeout: 30_000 });
    const target = join(workDir(), 'Own- data-refrad2d');
    expect(await page.locator('[data-testid=exported]').innerText()).toContain(target);
    const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as {
      summary: { pairs: number };
    };
    expect(manifest.summary.pairs).toBe(1);
  });

  it('says why it will not export over something', async () => {
    const { page } = app;
    await page.locator('button', { hasText: /^Export$/ }).click();
    await page.locator('[role=alert]', { hasText: 'is not empty' }).waitFor();
  });

  it('moves a key, refuses one that is taken, and judges with the new one', async () => {
    const { page } = app;
    await go('settings');
    await page.waitForSelector('[data-testid=keys]');
    expect(await lookAt(page, 'settings')).toEqual([]);
    const change = (action: string): Promise<void> =>
      page.click(`[data-testid=keys] [data-action="${action}"] button`);
    await change('verdict.accept');
    await page.keyboard.press('s');
    await page.getByText('S already means: Region wrong').waitFor();
    await change('verdict.accept');
    await page.keyboard.press('k');
    await page.locator('[data-action="verdict.accept"] kbd', { hasText: 'K' }).waitFor();
    await go('review');
    await waitForPair(page);
    await page.waitForFunction(() => !document.querySelector('[data-testid=blocked]'));
    await page.keyboard.press('k');
    await page.waitForFunction(() =>
      document.querySelector('header [role=img]')?.textContent?.startsWith('2 '),
    );
  });

  it('checks the project on request', async () => {
    await go('settings');
    await app.page.locator('button', { hasText: 'Check the project' }).click();
    await app.page.waitForSelector('[data-testid=verified][data-ok=true]');
  });

  it('opens what was open last, and says of a project held elsewhere who holds it', async () => {
    const other = await app.second(join(app.home, 'second-seat'));
    const { page } = other;
    await page.click('nav a[href="#/start"]');
    await page.fill('[data-testid=open-project] input', join(workDir(), 'Own- data'));
    await page.locator('[data-testid=open-project] button[type=submit]').click();
    await page.locator('[role=alert]', { hasText: /since/ }).waitFor();
    await other.close();

    await app.restart();
    await app.page.locator('header', { hasText: 'Own: data?' }).waitFor();
  });

  it('keeps the figures of a project on its card, and can forget one that is gone', async () => {
    const { page } = app;
    mkdirSync(join(workDir(), 'gone'));
    await go('start');
    await page.fill('[data-testid=new-project] input >> nth=0', 'Passing');
    await page.fill('[data-testid=new-project] input >> nth=1', join(workDir(), 'gone'));
    await page.locator('[data-testid=new-project] button[type=submit]').click();
    await page.waitForURL(/#\/intake$/);
    await go('start');
    const card = page.locator('li', { hasText: 'Own: data?' });
    await card.getByText(/2 of \d+ pairs judged/).waitFor();
    await card.locator('button', { hasText: 'Open' }).click();
    await page.waitForURL(/#\/review$/);
    copyFileSync(
      join(workDir(), 'gone', 'Passing', 'project.sqlite'),
      join(workDir(), 'gone', 'Passing', 'moved.sqlite'),
    );
    await go('start');
    await page.locator('li', { hasText: 'Passing' }).locator('button', { hasText: 'Take off' }).click();
    await page.locator('li', { hasText: 'Passing' }).waitFor({ state: 'detached' });
    expect(existsSync(join(workDir(), 'gone', 'Passing', 'project.sqlite'))).toBe(true);
  });

  it('caused no error on the page', () => {
    expect(unexpected(app.complaints, { changesProject: true })).toEqual([]);
  });
});
