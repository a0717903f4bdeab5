import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserApp, type OpenApp, enterReviewer, openApp } from '../support/app.ts';
import { lookAt } from '../support/look.ts';
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

  describe('moving the box without dragging', () => {
    /** Edges of the box as the screen tells them, in voxels. */
    const edges = async (): Promise<number[]> => {
      const words = await app.page.locator('[data-testid=box-place]').innerText();
      return words.match(/\d+/g)!.slice(0, 4).map(Number);
    };
    const held = (): Promise<string | undefined> =>
      app.page.evaluate(() => (document.activeElement as SVGElement | null)?.dataset['grip']);
    const isOver = (): Promise<unknown> =>
      app.page.waitForSelector('[data-testid=box-tools]', { state: 'detached' });

    it('moves it by arrow keys and says where it is', async () => {
      const { page } = app;
      await ready();
      await page.keyboard.press('c');
      await says(/^Whole box\. Left \d+, top \d+/);
      expect(await held()).toBe('whole');
      const [x1, y1, x2, y2] = await edges();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Shift+ArrowUp');
      expect(await edges()).toEqual([x1! - 2, y1! - 10, x2! - 2, y2! - 10]);
      await says(new RegExp(`^Left ${x1! - 2}, top ${y1! - 10}, `));
    });

    it('holds a corner by the same key again, or by Tab', async () => {
      const { page } = app;
      const [x1, y1, x2, y2] = await edges();
      await page.keyboard.press('c');
      await says(/^Upper left corner\./);
      await page.keyboard.press('ArrowLeft');
      expect(await edges()).toEqual([x1! - 1, y1, x2, y2]);
      await page.keyboard.press('Tab');
      await says(/^Lower right corner\./);
      expect(await held()).toBe('end');
      await page.keyboard.press('ArrowDown');
      expect(await edges()).toEqual([x1! - 1, y1, x2, y2! + 1]);
    });

    it('stays with the pair until the box is kept, and takes it back to where it was', async () => {
      const { page } = app;
      const pair = await page.locator('[data-testid=pair-class]').getAttribute('data-pair');
      await page.keyboard.press('w');
      await page.keyboard.press('PageUp');
      expect(await page.locator('[data-testid=pair-class]').getAttribute('data-pair')).toBe(pair);
      const kept = await edges();
      await page.keyboard.press('Enter');
      await isOver();
      await page.locator('[data-testid=correction]', { hasText: 'box moved' }).waitFor();
      await page.keyboard.press('c');
      await page.keyboard.press('Shift+ArrowRight');
      expect(await edges()).not.toEqual(kept);
      await page.keyboard.press('Escape');
      await isOver();
      await page.keyboard.press('c');
      expect(await edges()).toEqual(kept);
    });

    it('shows what is held to everybody: both languages, dark and light', async () => {
      expect(await lookAt(app.page, 'box')).toEqual([]);
      expect(await held()).toBe('whole');
    }, 60_000);

    it('leaves a text field its keys', async () => {
      const { page } = app;
      const before = await edges();
      await page.locator('input[type=search]').focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      expect(await edges()).toEqual(before);
      await page.locator('input[type=search]').blur();
    });

    it('puts the corners where the slice is clicked', async () => {
      const { page } = app;
      const view = (await page.locator('[data-testid=slice-view]').boundingBox())!;
      const [x, y] = [view.x + view.width / 2, view.y + view.height / 2];
      await page.locator('[data-grip=start]').focus();
      await page.mouse.click(x - 60, y - 50);
      expect(await page.locator('[data-held]').getAttribute('data-grip')).toBe('end');
      await page.mouse.click(x + 60, y + 50);
      const box = (await activeBox().boundingBox())!;
      expect(Math.abs(box.x - (x - 60))).toBeLessThan(4);
      expect(Math.abs(box.y + box.height - (y + 50))).toBeLessThan(4);
    });

    it('is accepted as corrected by the verdict alone', async () => {
      const { page } = app;
      await page.keyboard.press('a');
      await judged(3);
      await isOver();
      await ready();
      await page.keyboard.press('Control+z');
      await judged(2);
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
