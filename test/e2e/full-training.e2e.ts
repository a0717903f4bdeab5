import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningHost, complaintsOf, startHost } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  type Behaviour,
  behave,
  useFakeTrainer,
  writeFakeBase,
  writeFakePack,
} from '../support/full-training.ts';
import { lookAt } from '../support/look.ts';
import { trainingProject } from '../support/training-project.ts';

/** Long enough for pictures in both sizes and languages. */
const LONG: Behaviour = { steps: 1200, stepMs: 80, garbageAt: 12 };

/** A trainer beside the program, from the check to the challenger, driven from the window. */
describe('the full training in the window', () => {
  let root: string;
  let host: RunningHost;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let pack: string;
  let dir: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plumbline-full-e2e-'));
    const project = await trainingProject(root);
    await useFakeTrainer(root, project.machine);
    await project.close();
    ({ dir } = project);
    pack = await writeFakePack(root, 'tuned');
    await writeFakeBase(root);
    host = await startHost({ home: join(root, 'home'), args: ['--project', project.dir] });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    complaints = complaintsOf(page);
    await page.goto(host.url);
    await page.click('nav a[href="#/training"]');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await host.stop();
    await rm(root, { recursive: true, force: true });
  });

  const runIs = (state: string): Promise<unknown> =>
    page.waitForSelector(`[data-testid=full-run][data-state=${state}]`, { timeout: 20_000 });
  const inRun = (name: RegExp) => page.locator('[data-testid=full-run]').getByRole('button', { name });
  const resume = async (behaviour: Behaviour): Promise<void> => {
    await behave(root, behaviour);
    await inRun(/Go on/).click();
  };

  it('says what is missing, and starts once nothing is', async () => {
    await page.click('[data-testid=full-setup] summary');
    await page.getByLabel('Base checkpoint').fill(join(root, 'nowhere'));
    await page.click('[data-testid=full-check]');
    await page.waitForSelector('tr[data-item=base][data-state=missing]');
    await page.getByLabel('Base checkpoint').fill(join(root, 'base'));
    await page.click('[data-testid=full-check]');
    await page.waitForSelector('[data-testid=full-environment][data-can-start=true]');
    // What was found was of other numbers.
    await page.getByLabel('Samples a pass').fill('8');
    await page.waitForSelector('[data-testid=full-environment]', { state: 'detached' });
    await page.getByLabel('Passes a step').fill('36');
    expect(await lookAt(page, 'full-numbers')).toEqual([]);
    await behave(root, LONG);
    await page.click('[data-testid=full-start]');
    await runIs('training');
  });

  it(
    'draws loss and throughput while it trains, with the log and what was no event',
    { timeout: 60_000 },
    async () => {
      await page.waitForSelector('[data-testid=full-run] polyline[points*=" "]');
      await page.click('[data-testid=full-log] summary');
      await page.locator('[data-testid=full-log]', { hasText: 'Loading checkpoint shards: 100%' }).waitFor();
      const figures = await page.locator('[data-testid=full-run] dl').innerText();
      const [run] = await readdir(join(dir, 'training', 'full'));
      const seen = join(dir, 'training', 'full', run!, 'seen.json');
      const { config } = JSON.parse(await readFile(seen, 'utf8')) as { config: object };
      expect(config).toMatchObject({ batchSize: 8, accumulation: 36 });
      expect(figures).toMatch(/of 1,200[^]*Loss[^]*Time left/);
      expect(await page.locator('[data-testid=full-start]').isDisabled()).toBe(true);
      await page.locator('[data-testid=full-run]').scrollIntoViewIfNeeded();
      expect(await lookAt(page, 'full-running')).toEqual([]);
    },
  );

  it(
    'saves and stops when it is told to, goes on there, and says what a crash was',
    { timeout: 60_000 },
    async () => {
      await inRun(/Save and stop/).click();
      await runIs('stopped');
      await resume({ ...LONG, crashesAt: 1000, stepMs: 1 });
      await runIs('failed');
      expect(await page.locator('[data-testid=full-run] [role=alert]').innerText()).toMatch(
        /exit code 3[^]*last checkpoint/,
      );
      expect(await lookAt(page, 'full-failed')).toEqual([]);
    },
  );

  it('ends as a challenger, which the registry shows', { timeout: 60_000 }, async () => {
    await resume({ steps: 1200, stepMs: 1, pack });
    await runIs('done');
    await page.click('[data-testid=full-run] a[href*="#/registry"]');
    await page.locator('tr[data-selected] th', { hasText: 'tuned' }).waitFor();
    await page.goBack();
    await runIs('done');
    expect(complaints).toEqual([]);
  });
});
