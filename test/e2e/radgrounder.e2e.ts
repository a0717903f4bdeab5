import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject } from '../../src/main/store/project-store.ts';
import { type BrowserApp, enterReviewer, openApp, waitForPair } from '../support/app.ts';
import { lookAt } from '../support/look.ts';
import { runCli } from '../support/run-cli.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';

/** A random network answers here: what it writes means nothing, how it gets onto the screen does. */
describe('RadGrounder beside a pair', () => {
  let app: BrowserApp;

  beforeAll(async () => {
    app = await openApp();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
    await enterReviewer(app.page);
    const added = await runCli(['models', 'add', TINY_RADGROUNDER], { home: app.home });
    expect(added.code).toBe(0);
    await app.host.stop();
    suggestForAll(join(app.home, 'demo'));
    await app.restart();
    await waitForPair(app.page);
    // The page missed its host while that was away, and said so.
    app.complaints.length = 0;
  }, 180_000);
  afterAll(() => app.close());

  /** A box for each pair, as another model might draw it: up and to the left of the automatic one. */
  function suggestForAll(project: string): void {
    const store = openProject(project, { at: '' });
    for (const { sliceId } of store.sliceReader.all())
      store.suggestions.save({
        sliceId,
        packId: 'e'.repeat(64),
        packName: 'other 1.0.0',
        task: 'ground',
        language: 'en',
        text: 'Here.',
        boxes: store.pairs.ofSlice(sliceId).map(({ classId, box: [x1, y1, x2, y2] }) => ({
          classId,
          box: [x1 * 0.7, y1 * 0.8, x2 * 0.85, y2 * 0.9] as const,
          start: 0,
          end: 4,
          confidence: 0.7,
        })),
        isComplete: true,
        createdAt: '2026-01-01T00:00:00.000Z',
      });
    store.close();
  }

  const marks = () => app.page.locator('[data-testid=mark]');
  const panel = () => app.page.locator('[data-testid=radgrounder]');

  it('shows its box in a look of its own, and the key takes it away', async () => {
    await marks().first().waitFor();
    expect(await marks().count()).toBe(1);
    expect(await panel().innerText()).toMatch(/overlaps the automatic box by \d+ %/);
    await app.page.keyboard.press('b');
    expect(await marks().count()).toBe(0);
    await app.page.keyboard.press('b');
    await marks().first().waitFor();
    expect(await lookAt(app.page, 'radgrounder-box')).toEqual([]);
  }, 60_000);

  it('answers a question about the slice while it is reviewed', async () => {
    await panel().locator('button[aria-expanded]').press('Enter');
    await panel().locator('select').selectOption('vqa');
    await panel().locator('input[aria-label="Question about the slice"]').fill('Is this a CT?');
    await app.page.keyboard.press('Enter');
    await panel().locator('[data-state=done]').waitFor({ timeout: 60_000 });
    expect(await lookAt(app.page, 'radgrounder-ask')).toEqual([]);
  }, 90_000);

  it('asks ahead as a job that can be stopped where it was started', async () => {
    await panel().locator('button', { hasText: 'Ask about all open slices' }).click();
    const job = panel().locator('[data-testid=job]');
    await job.getByText('Asking RadGrounder ahead').waitFor();
    await job.locator('button').click();
    await panel().locator('button', { hasText: 'Ask about all open slices' }).waitFor();
  }, 60_000);

  it('hides all of it until the verdict where the project is blind', async () => {
    await panel().locator('label', { hasText: 'Blind review' }).locator('input').click();
    await panel().getByText('its opinion is shown after the verdict').waitFor();
    expect(await marks().count()).toBe(0);
    const before = await app.page.locator('[data-testid=pair-class]').innerText();
    // The pair is read anew for it, which may come a moment after the panel knows.
    await app.page.waitForSelector('[data-finding=models-disagree]', { state: 'detached' });
    await panel().locator('form button').last().click();
    await panel().locator('[role=alert]', { hasText: 'reviewed blind' }).waitFor();
    await app.page.locator('body').click({ position: { x: 5, y: 5 } });
    await app.page.keyboard.press('a');
    await app.page.waitForFunction(
      (name) => document.querySelector('[data-testid=pair-class]')?.textContent !== name,
      before,
    );
    expect(app.complaints).toEqual([]);
  }, 60_000);
});
