import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/main/services/training/index.ts';
import { type RunningHost, complaintsOf, startHost } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { lookAt } from '../support/look.ts';
import { runCli } from '../support/run-cli.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';
import { SHORT, type TrainingProject, trainingProject } from '../support/training-project.ts';

/** Two heads that were trained before; judging, promoting and rolling back are done in the window. */
describe('challengers and champions in the window', () => {
  let root: string;
  let host: RunningHost;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  /** A head after one step, which knows next to nothing, and one after eighty. */
  let early: string;
  let late: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plumbline-registry-e2e-'));
    const project = await trainingProject(root, { modalities: ['CT', 'MR', 'CT', 'CT', 'MR', 'CT'] });
    early = (await train(project, 1)).id;
    late = (await train(project, 80)).id;
    await project.close();
    // The window's program has resources of its own, so that the encoder has to be in the store of the machine.
    const { code } = await runCli(['models', 'add', TINY_RADGROUNDER], { home: join(root, 'home') });
    expect(code).toBe(0);
    host = await startHost({ home: join(root, 'home'), args: ['--project', project.dir] });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    complaints = complaintsOf(page);
    await page.goto(host.url);
    await page.click('nav a[href="#/registry"]');
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await host.stop();
    await rm(root, { recursive: true, force: true });
  });

  const train = ({ session, snapshotId }: TrainingProject, steps: number): Promise<Candidate> =>
    session.training.trainHead(
      {
        snapshot: snapshotId,
        settings: { ...SHORT, steps, rate: 3e-3, evaluateEvery: 40 },
        seed: 1,
        encoder: 'tiny-radgrounder',
      },
      { signal: new AbortController().signal, isBackground: false },
    );
  const buttonOf = (id: string, label: RegExp) =>
    page.locator(`tr[data-model="${id}"]`).getByRole('button', { name: label });
  const judge = async (id: string): Promise<void> => {
    await buttonOf(id, /^Judge/).click();
    await page.locator(`tr[data-model="${id}"]`, { hasText: 'passed' }).waitFor({ timeout: 60_000 });
  };
  const promote = (id: string): Promise<void> => buttonOf(id, /^Promote/).click();
  const championIs = (id: string) => page.waitForSelector(`[data-testid=champion][data-id="${id}"]`);

  it('begins without a champion, and promotes nobody who was not judged', async () => {
    await page.waitForSelector('[data-testid=versions]');
    expect(await page.locator('[data-testid=champion]').count()).toBe(0);
    for (const id of [early, late]) expect(await buttonOf(id, /^Promote/).isDisabled()).toBe(true);
  });

  it('judges and promotes the first, and then the better one', { timeout: 180_000 }, async () => {
    await judge(early);
    await promote(early);
    await championIs(early);
    await judge(late);
    await promote(late);
    await championIs(late);
    expect(await page.locator(`tr[data-model="${early}"]`).getAttribute('data-standing')).toBe('former');
  });

  it('says what the gate said, and can be shown to anybody', { timeout: 60_000 }, async () => {
    await page.locator(`tr[data-model="${late}"] th button`).click();
    await page.waitForSelector('[data-testid=verdict][data-promotable=true]');
    expect(await lookAt(page, 'registry-champion')).toEqual([]);
  });

  it(
    'leads to the single cases of its verdict, and back to the same model',
    { timeout: 60_000 },
    async () => {
      const link = page.locator('[data-testid=verdict] a[href*="#/compare"]');
      const [, first, second] = /first=(\w+)&second=(\w+)/.exec((await link.getAttribute('href'))!)!;
      expect(first).not.toBe(second);
      await link.click();
      await page.waitForSelector('[data-testid=comparison]', { timeout: 30_000 });
      expect(await page.locator('[data-testid=first-report]').inputValue()).toBe(first);
      expect(await page.locator('[data-testid=second-report]').inputValue()).toBe(second);
      await page.goBack();
      await page.locator(`tr[data-model="${late}"][data-selected]`).waitFor();
      await page.waitForSelector('[data-testid=verdict]');
    },
  );

  it('rolls back in one click, and takes the roll-back back through the gate', async () => {
    await page.click('[data-testid=roll-back]');
    await championIs(early);
    await page.click('[data-testid=take-back]');
    await championIs(late);
    const actions = await page
      .locator('[data-testid=registry-history] li')
      .evaluateAll((entries) => entries.map((entry) => (entry as HTMLElement).dataset['action']));
    expect(actions).toEqual(['promote', 'roll-back', 'promote', 'judge', 'promote', 'judge']);
  });

  it('refuses the worse one in words', { timeout: 90_000 }, async () => {
    await buttonOf(early, /^Judge/).click();
    await page.locator(`tr[data-model="${early}"]`, { hasText: 'refused' }).waitFor({ timeout: 60_000 });
    expect(await buttonOf(early, /^Promote/).isDisabled()).toBe(true);
    await page.locator(`tr[data-model="${early}"] th button`).click();
    await page.waitForSelector('[data-testid=verdict][data-promotable=false]');
    expect(await lookAt(page, 'registry-refused')).toEqual([]);
  });

  it('keeps the champion over a crash', { timeout: 60_000 }, async () => {
    await host.kill();
    host = await startHost({ home: join(root, 'home'), args: ['--project', join(root, 'project')] });
    await page.goto(host.url);
    await page.click('nav a[href="#/registry"]');
    await championIs(late);
    expect(complaints.filter((text) => !/WebSocket|ERR_CONNECTION_/.test(text))).toEqual([]);
  });
});
