import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserApp, type OpenApp, enterReviewer, openApp } from '../support/app.ts';
import { onEachHost } from '../support/on-each-host.ts';

/** Corrections, undo by mouse, what is said aloud, and what happens when the program behind the window goes away. */
onEachHost('a review', (open) => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await open();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
    await app.page.waitForSelector('[data-finding]');
    await enterReviewer(app.page);
  });
  afterAll(() => app.close());

  const ready = (): Promise<unknown> =>
    app.page.waitForFunction(
      () =>
        !document.querySelector('[data-testid=blocked]') && !!document.querySelector('[data-testid=overlay]'),
    );
  const judged = (count: number): Promise<unknown> =>
    app.page.waitForFunction(
      (wanted) => document.querySelector('header [role=img]')?.textContent?.startsWith(`${wanted} `),
      count,
    );
  const says = (words: RegExp): Promise<void> =>
    app.page.locator('[data-testid=announcer]', { hasText: words }).waitFor({ state: 'attached' });
  const activeBox = () => app.page.locator('[data-testid=active-box]');

  describe('correcting a pair', () => {
    it('drags an edge of the box and accepts it as corrected', async () => {
      const { page } = app;
      await ready();
      const before = (await activeBox().boundingBox())!;
      await page.mouse.move(before.x + before.width, before.y + before.height / 2);
      await page.mouse.down();
      await page.mouse.move(before.x + before.width + 40, before.y + before.height / 2, { steps: 4 });
      await page.mouse.up();
      await page.locator('[data-testid=correction]', { hasText: 'box moved' }).waitFor();
      expect((await activeBox().boundingBox())!.width).toBeGreaterThan(before.width + 20);
      await page.locator('button[data-kind=accept]', { hasText: 'Accept corrected' }).waitFor();
      await page.keyboard.press('a');
      await judged(1);
      await page.waitForSelector('[data-state=corrected]');
    });

    it('does not carry a correction over to the next pair', async () => {
      await ready();
      expect(await app.page.locator('[data-testid=correction]').count()).toBe(0);
    });

    it('takes the other side with its mask by one key, and lets go of it by another', async () => {
      const { page } = app;
      await page.locator('button', { hasText: 'Swap side' }).waitFor();
      await page.keyboard.press('l');
      await page.locator('[data-testid=correction]', { hasText: 'class' }).waitFor();
      await page.keyboard.press('x');
      await page.waitForSelector('[data-testid=correction]', { state: 'detached' });
    });

    it('takes another mask of the slice from a menu that the keyboard opens', async () => {
      const { page } = app;
      await page.keyboard.press('e');
      await page.locator('[role=menuitem]').first().waitFor();
      await page.locator('[role=menuitem]').first().click();
      await page.locator('[data-testid=correction]', { hasText: 'mask of' }).waitFor();
      await page.keyboard.press('a');
      await judged(2);
      await says(/: Accept\. Next: /);
    });
  });

  describe('taking back', () => {
    it('undoes the verdict that is clicked in the strip, not the latest, and says so', async () => {
      const { page } = app;
      await ready();
      await page.keyboard.press('f');
      await judged(3);
      const signs = page.locator('section[aria-label="Last verdicts"] button[data-state]');
      await page.waitForFunction(
        () =>
          document.querySelectorAll('section[aria-label="Last verdicts"] button[data-state]').length === 3,
      );
      await signs.first().click();
      await judged(2);
      await says(/^Undone: /);
      expect(
        await signs.evaluateAll((all) => all.map((sign) => (sign as HTMLElement).dataset['state'])),
      ).toEqual(['corrected', 'cannot-judge']);
    });

    it('opens the queue by mouse on a small screen', async () => {
      const { page } = app;
      await page.setViewportSize({ width: 1366, height: 768 });
      const tab = page.locator('button[aria-controls=queue]');
      await tab.click();
      await page.locator('input[type=search]').waitFor({ state: 'visible' });
      expect(await tab.getAttribute('aria-expanded')).toBe('true');
      await tab.click();
      await page.locator('input[type=search]').waitFor({ state: 'hidden' });
      await page.setViewportSize({ width: 1920, height: 1080 });
    });
  });

  describe('when the program behind the window goes away', () => {
    // In Electron the window goes with its program.
    it.runIf(open === openApp)(
      'says that it is offline, keeps the verdict as unsaved, and takes no further one',
      async () => {
        const { page } = app;
        await ready();
        await (app as BrowserApp).host.kill();
        await page.keyboard.press('a');
        await page.waitForSelector('[data-testid=save-status][data-state=offline]', { timeout: 30_000 });
        await page.waitForSelector('[data-testid=blocked][data-reason=offline]');
        expect(await page.locator('[data-testid=save-status]').innerText()).toBe('offline');
      },
    );
  });
});
