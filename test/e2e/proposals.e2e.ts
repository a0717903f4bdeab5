import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject } from '../../src/main/store/project-store.ts';
import type { StoredDecision } from '../../src/main/store/decision-store.ts';
import { type BrowserApp, enterReviewer, openApp, waitForPair } from '../support/app.ts';
import { pressPlace } from '../support/keyboard.ts';
import { lookAt } from '../support/look.ts';

const HEAD = '3fa9c2d4'.repeat(8);

/** Boxes as a trained head left them in the project; that a head makes them is the business of the integration tests. */
describe('a box that the trained model proposes', () => {
  let app: BrowserApp;

  beforeAll(async () => {
    app = await openApp();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
    await enterReviewer(app.page);
    await app.host.stop();
    propose(join(app.home, 'demo'));
    await app.restart();
    await waitForPair(app.page);
    // The page missed its host while that was away, and said so.
    app.complaints.length = 0;
  }, 180_000);
  afterAll(() => app.close());

  /** For every pair a box that lies a little lower to the right; RadGrounder has one of its own for each. */
  function propose(project: string): void {
    const store = openProject(project, { at: '' });
    const createdAt = '2026-01-01T00:00:00.000Z';
    for (const { sliceId } of store.sliceReader.all()) {
      const pairs = store.pairs.ofSlice(sliceId);
      store.proposals.save(
        pairs.map(({ pairId, box: [x1, y1, x2, y2] }) => ({
          pairId,
          headId: HEAD,
          presence: 0.91,
          box: [x1 + 3.4, y1 + 2.2, x2 + 4.3, y2 + 3.1] as const,
          confidence: 0.62,
          createdAt,
        })),
      );
      const boxes = pairs.map(({ classId, box: [x1, y1, x2, y2] }) => ({
        classId,
        start: 0,
        end: 4,
        confidence: 0.7,
        box: [x1 * 0.9, y1 * 0.9, x2 * 0.95, y2 * 0.95] as const,
      }));
      const answer = { text: 'Here.', boxes, isComplete: true, createdAt };
      const pack = {
        packId: 'e'.repeat(64),
        packName: 'other 1.0.0',
        task: 'ground',
        language: 'en',
      } as const;
      store.suggestions.save({ ...answer, ...pack, sliceId });
    }
    store.registry.append({
      at: createdAt,
      actor: 'E. Tester',
      action: 'promote',
      kind: 'head',
      modelId: HEAD,
      championId: null,
      snapshotId: 'c'.repeat(64),
      reportId: 'd'.repeat(64),
      championReportId: null,
      // Nobody reads it here.
      verdict: { isPromotable: true } as never,
      lineage: null,
      reason: 'for this test',
    });
    store.close();
  }

  const marks = () => app.page.locator('[data-testid=mark]');
  const correction = (words: string) => app.page.locator('[data-testid=correction]', { hasText: words });
  const pairId = async (): Promise<number> =>
    Number(await app.page.locator('[data-testid=pair-class]').getAttribute('data-pair'));

  it('is drawn beside RadGrounder’s in a look of its own, with what it says of the automatic box', async () => {
    await marks().nth(1).waitFor();
    expect(await marks().count()).toBe(2);
    const words = await app.page.locator('[data-testid=proposal]').innerText();
    expect(words).toMatch(/Model 3fa9c2d4\s+overlaps by \d+ % · sure to 62 %/);
    expect(await app.page.locator('[data-testid=proposal]').getAttribute('title')).toContain(HEAD);
    await app.page.keyboard.press('b');
    expect(await marks().count()).toBe(0);
    await app.page.keyboard.press('b');
    expect(await lookAt(app.page, 'proposal')).toEqual([]);
  }, 60_000);

  it('is taken by one key, whatever is printed on it, and let go of by another', async () => {
    await pressPlace(app.page, 'KeyG', 'п');
    await correction("model's box").waitFor();
    expect(await marks().count()).toBe(1);
    expect(await lookAt(app.page, 'proposal-taken')).toEqual([]);
    await app.page.keyboard.press('x');
    await correction('').waitFor({ state: 'detached' });
    await app.page.locator('[data-testid=take-proposal]').click();
    await correction("model's box").waitFor();
  }, 60_000);

  it('is accepted with the verdict, which keeps the version that proposed it', async () => {
    const judged = await pairId();
    await app.page.keyboard.press('a');
    await app.page.waitForSelector('[data-state=corrected]');
    await app.page.keyboard.press('g');
    await app.page.keyboard.press('c');
    await app.page.keyboard.press('ArrowLeft');
    await app.page.keyboard.press('Enter');
    await correction("model's box, moved").waitFor();
    const moved = await pairId();
    await app.page.keyboard.press('a');
    await app.page.waitForFunction(() => document.querySelectorAll('[data-state=corrected]').length >= 2);
    await app.page.keyboard.press('Control+z');
    await app.page.keyboard.press('p');
    await app.page.getByText('box of the trained model (3fa9c2d4').first().waitFor();
    expect(app.complaints).toEqual([]);
    await app.host.stop();
    const [first, second] = decisionsOn([judged, moved]);
    const proposal = { proposer: 'head', version: HEAD, name: HEAD.slice(0, 12), confidence: 0.62 };
    expect(first!.correction).toMatchObject({ proposal });
    expect(first!.correction!.box).toEqual(first!.correction!.proposal!.box);
    const [x1, ...others] = second!.correction!.proposal!.box;
    expect(second!.correction).toMatchObject({
      proposal,
      box: [x1 - 1, others[0], others[1] - 1, others[2]],
    });
    await app.restart();
    await waitForPair(app.page);
    app.complaints.length = 0;
  }, 90_000);

  /** The first decision on each of these pairs. */
  function decisionsOn(pairIds: readonly number[]): (StoredDecision | undefined)[] {
    const store = openProject(join(app.home, 'demo'), { at: '' });
    const found = pairIds.map((id) => store.decisions.ofPair(id).find(({ action }) => action === 'decide'));
    store.close();
    return found;
  }

  it('is counted as the model’s word; what was taken back is not', async () => {
    const { page } = app;
    await page.click('header a[href="#/overview"]');
    const row = page.locator('[data-testid=corrections] tbody tr');
    await row.first().waitFor();
    expect(await row.locator('td').allInnerTexts()).toEqual(['1', '1 (100%)', '0 (0%)', '0 (0%)', '']);
    expect(await lookAt(page, 'overview-corrections')).toEqual([]);
    await page.click('header a[href="#/review"]');
    await waitForPair(page);
  });

  it('is neither shown nor taken in a blind project before the verdict', async () => {
    const panel = app.page.locator('[data-testid=radgrounder]');
    await panel.locator('button[aria-expanded]').press('Enter');
    await panel.locator('button', { hasText: 'Ask the trained model about all open pairs' }).waitFor();
    await panel.locator('label', { hasText: 'Blind review' }).locator('input').click();
    await panel.getByText('its opinion is shown after the verdict').waitFor();
    await app.page.waitForSelector('[data-testid=proposal]', { state: 'detached' });
    await app.page.waitForSelector('[data-testid=take-proposal]', { state: 'detached' });
    expect(await marks().count()).toBe(0);
    await app.page.locator('body').click({ position: { x: 5, y: 5 } });
    await app.page.keyboard.press('g');
    await app.page
      .locator('[data-testid=announcer]', { hasText: 'models are shown after the verdict' })
      .waitFor({ state: 'attached' });
    expect(await app.page.locator('[data-testid=correction]').count()).toBe(0);
    expect(app.complaints).toEqual([]);
  }, 60_000);
});
