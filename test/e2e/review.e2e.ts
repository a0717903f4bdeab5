import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, enterReviewer, waitForPair, unexpected } from '../support/app.ts';
import { accessibilityEverywhere, lookAt } from '../support/look.ts';
import { pressPlace, tabTo } from '../support/keyboard.ts';
import { onEachHost } from '../support/on-each-host.ts';

onEachHost('reviewing the demo project', (open) => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await open();
  });
  afterAll(() => app.close());

  const text = (selector: string): Promise<string> => app.page.locator(selector).first().innerText();
  const className = (): Promise<string> => text('[data-testid=pair-class]');
  const progress = async (): Promise<string> => (await text('header [role=img]')).split('\n')[0]!;
  const shownSlice = (): Promise<string | null> =>
    app.page.locator('[data-testid=slice-view]').getAttribute('data-shown');
  const saved = (): Promise<unknown> =>
    app.page.waitForSelector('[data-testid=save-status][data-state=saved]');

  /** Until a verdict may be given: the next slice is drawn and nothing stands against it. */
  const mayJudge = (): Promise<unknown> =>
    app.page.waitForFunction(
      () =>
        !document.querySelector('[data-testid=blocked]') && !!document.querySelector('[data-testid=overlay]'),
    );

  it('begins with the most suspicious pair, and no verdict before there is a name', async () => {
    await app.page.waitForSelector('[data-finding]');
    expect(await app.page.locator('[data-testid=blocked]').getAttribute('data-reason')).toBe('no-reviewer');
    await app.page.keyboard.press('a');
    expect(await progress()).toMatch(/^0 /);
    await enterReviewer(app.page);
  });

  it('accepts with one key, saves, and shows the next pair', async () => {
    const before = await shownSlice();
    const firstClass = await className();
    await app.page.keyboard.press('a');
    await saved();
    await mayJudge();
    await app.page.waitForFunction(() =>
      document.querySelector('header [role=img]')?.textContent?.startsWith('1 '),
    );
    expect([before, firstClass]).not.toEqual([await shownSlice(), await className()]);
  });

  it('rejects with a reason by one more key', async () => {
    await mayJudge();
    await app.page.keyboard.press('s');
    await app.page.waitForSelector('[role=group][data-kind="region-wrong"] button');
    expect(await app.page.locator('[data-kind="region-wrong"] button').count()).toBeGreaterThanOrEqual(7);
    await app.page.keyboard.press('3');
    await saved();
    await app.page.waitForFunction(() => document.querySelectorAll('[data-state="region-wrong"]').length > 0);
    await app.page.waitForFunction(() =>
      document.querySelector('header [role=img]')?.textContent?.startsWith('2 '),
    );
  });

  it('takes back and repeats, also after the program was killed', async () => {
    await app.page.keyboard.press('Control+z');
    await app.page.waitForFunction(() =>
      document.querySelector('header [role=img]')?.textContent?.startsWith('1 '),
    );
    await app.page.keyboard.press('Control+y');
    await app.page.waitForFunction(() =>
      document.querySelector('header [role=img]')?.textContent?.startsWith('2 '),
    );
    await app.restart();
    await waitForPair(app.page);
    expect(await progress()).toMatch(/^2 /);
    await app.page.keyboard.press('Control+z');
    await app.page.waitForFunction(() =>
      document.querySelector('header [role=img]')?.textContent?.startsWith('1 '),
    );
    await app.page.reload();
    await waitForPair(app.page);
    expect(await progress()).toMatch(/^1 /);
  });

  it('hides the overlay while Space is held', async () => {
    await app.page.keyboard.down('Space');
    expect(await app.page.locator('[data-testid=overlay]').count()).toBe(0);
    await app.page.keyboard.up('Space');
    await app.page.waitForSelector('[data-testid=overlay]');
  });

  it('sets windows by digit and says which', async () => {
    await app.page.keyboard.press('2');
    await app.page.getByText('W 1,500 L -600').waitFor();
    await app.page.keyboard.press('1');
    await app.page.getByText('W 400 L 40').waitFor();
  });

  it('gives no verdict on a neighbouring slice', async () => {
    await app.page.keyboard.press('ArrowUp');
    await app.page.waitForSelector('[data-shown^=volume]');
    expect(await app.page.locator('[data-testid=blocked]').getAttribute('data-reason')).toBe('neighbour');
    // The track knows how far the structure reaches in the volume.
    await app.page.waitForSelector('[data-testid=slice-track] [data-testid=slice-extent]');
    const before = await progress();
    await app.page.keyboard.press('a');
    expect(await progress()).toBe(before);
    await app.page.keyboard.press('PageDown');
    await app.page.keyboard.press('a');
    expect(await progress()).toBe(before);
    await app.page.keyboard.press('Home');
    await waitForPair(app.page);
  });

  it('lights up a mention, the same in the other language and the region, step by step', async () => {
    await mayJudge();
    await app.page.keyboard.press('ArrowRight');
    const lit = app.page.locator('mark[data-lit]');
    await lit.first().waitFor();
    const pairs = await lit.evaluateAll((marks) =>
      marks.map((mark) => (mark as HTMLElement).dataset['pair']),
    );
    expect(new Set(pairs).size).toBe(1);
    expect(await app.page.locator(`[data-testid=overlay] [data-lit]`).count()).toBeGreaterThan(0);
  });

  it('says what the slice has on one side only, with the reason', async () => {
    const list = app.page.locator('[data-testid=omissions-segmented]');
    await list.locator('summary').click();
    const [, count] = /^(\d+) /.exec(await list.locator('summary').innerText())!;
    expect(await list.locator('li').count()).toBe(Number(count));
    await list.locator('summary').click();
  });

  it('goes the whole way by keyboard alone, on a QWERTZ keyboard, and always shows where it is', async () => {
    const { page } = app;
    const counts = (count: number): Promise<unknown> =>
      page.waitForFunction(
        (wanted) => document.querySelector('header [role=img]')?.textContent?.startsWith(`${wanted} `),
        count,
      );
    const judged = Number.parseInt(await progress(), 10);
    await mayJudge();
    await pressPlace(page, 'KeyD', 'd');
    await pressPlace(page, 'Digit1', '1');
    await counts(judged + 1);
    // Letters that people know by name: undo lies where QWERTY has Y.
    await pressPlace(page, 'KeyY', 'z', { ctrl: true });
    await counts(judged);
    await pressPlace(page, 'KeyZ', 'y', { ctrl: true });
    await counts(judged + 1);
    await pressPlace(page, 'KeyY', 'z', { ctrl: true });
    await counts(judged);
    expect(await tabTo(page, 'header a[href="#/overview"]')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=strata] tbody tr');
    expect(await tabTo(page, '[data-testid=strata] tbody a')).toEqual([]);
    await page.keyboard.press('Enter');
    await waitForPair(page);
    expect(await tabTo(page, 'button[data-kind=accept]')).toEqual([]);
    await page.goto(page.url().replace(/#.*/, '#/review'));
    await waitForPair(page);
  });

  it('finds captions in both languages, umlauts spelled out or not, inside compounds', async () => {
    const count = async (query: string): Promise<string> => {
      await app.page.fill('input[type=search]', query);
      await app.page.waitForTimeout(2500);
      return text('[data-testid=queue-count]');
    };
    const byUmlaut = await count('Ösophagus');
    expect(byUmlaut).toBe(await count('oesophagus'));
    expect(Number.parseInt(await count('zyste'), 10)).toBeGreaterThan(0);
    await count('');
    await app.page.locator('input[type=search]').blur();
  });

  it('never takes typing for verdicts', async () => {
    const before = await progress();
    await app.page.locator('input[type=search]').focus();
    await app.page.keyboard.type('asdf');
    expect(await progress()).toBe(before);
    await app.page.fill('input[type=search]', '');
    await app.page.locator('input[type=search]').blur();
    await app.page.waitForTimeout(600);
  });

  it('speaks German at once when asked to', async () => {
    await app.page.click('button[lang=de]');
    await app.page.locator('button[data-kind=accept]', { hasText: 'Annehmen' }).waitFor();
    expect(await app.page.locator('html').getAttribute('lang')).toBe('de');
    await app.page.click('button[lang=en]');
    await app.page.locator('button[data-kind=accept]', { hasText: 'Accept' }).waitFor();
  });

  it('can be shown to anybody: both sizes, both languages, dark and light', async () => {
    expect(await lookAt(app.page, 'review')).toEqual([]);
  });

  it('shows the pair as training sees it, and goes back', async () => {
    await app.page.keyboard.press('t');
    await app.page.waitForSelector('[data-testid=training-lens] canvas');
    expect(await text('[data-testid=training-lens]')).toMatch(/<p bbox=<loc\d{4}>.*<seg\d{3}>/s);
    expect(await accessibilityEverywhere(app.page, 'lens')).toEqual([]);
    await app.page.keyboard.press('t');
    await app.page.waitForSelector('[data-testid=pair-class]');
  });

  it('names every key in the help, and gives the keyboard back', async () => {
    await app.page.keyboard.press('?');
    const help = app.page.getByRole('dialog');
    await help.getByText('5 slices back').waitFor();
    expect(await help.innerText()).toContain("Models' boxes on/off");
    await app.page.waitForTimeout(400);
    expect(await accessibilityEverywhere(app.page, 'help')).toEqual([]);
    await app.page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });

  it('keeps the pair under judgement in view in the queue', async () => {
    const isInView = (): Promise<boolean> =>
      app.page.evaluate(() => {
        const list = document.querySelector('[role=listbox]')!.getBoundingClientRect();
        const row = document.querySelector('[role=option][aria-selected=true]')?.getBoundingClientRect();
        return row !== undefined && row.top >= list.top - 1 && row.bottom <= list.bottom + 1;
      });
    for (let step = 0; step < 16; step++) await app.page.keyboard.press('w');
    await app.page.waitForTimeout(300);
    expect(await isInView()).toBe(true);
    for (let step = 0; step < 16; step++) await app.page.keyboard.press('q');
    await app.page.waitForTimeout(300);
    expect(await isInView()).toBe(true);
  });

  it('draws the project, and leads from a count to its pairs', async () => {
    await app.page.click('header a[href="#/overview"]');
    const row = app.page.locator('[data-testid=strata] tbody tr').first();
    const [, total] = (await row.locator('td').first().innerText()).split('/');
    expect(await lookAt(app.page, 'overview')).toEqual([]);
    await row.locator('a').click();
    await app.page.waitForFunction(
      (count) => document.querySelector('[data-testid=queue-count]')?.textContent?.startsWith(`${count} `),
      total!.trim(),
    );
    await app.page.click('header a[href="#/overview"]');
    await app.page.click('header a[href="#/review"]');
    await waitForPair(app.page);
  });

  it('keeps half of a small screen for the slice', async () => {
    await app.page.setViewportSize({ width: 1366, height: 768 });
    await app.page.waitForTimeout(500);
    const slice = await app.page.locator('[data-testid=slice-view]').boundingBox();
    expect((slice!.width * slice!.height) / (1366 * 768)).toBeGreaterThan(0.5);
  });

  it('keeps verdicts and panel headers in view on a small screen, and the buttons where the hand is', async () => {
    const { page } = app;
    await page.click('button[lang=de]');
    await mayJudge();
    const place = async (): Promise<number[]> => {
      await page.waitForTimeout(150);
      const tops = await page
        .locator('button[data-kind], [data-testid=radgrounder] header')
        .evaluateAll((all) =>
          all.map((one) => one.getBoundingClientRect()).map(({ top }) => Math.round(top)),
        );
      const foot = await page.locator('button[data-kind]').evaluateAll((all) => {
        const { parentElement } = all[0]!.parentElement!;
        return { overflows: parentElement!.scrollHeight > parentElement!.clientHeight + 1 };
      });
      expect(foot.overflows).toBe(false);
      return tops;
    };
    const judging = await place();
    expect(judging.length).toBe(5);
    expect(Math.max(...judging)).toBeLessThan(768 - 26);
    for (const key of ['s', 'd', 'c']) {
      await page.keyboard.press(key);
      expect(await place()).toEqual(judging);
      await page.keyboard.press('Escape');
    }
    await page.click('button[lang=en]');
  });

  it('caused no error on the page and no violation of its own policy', () => {
    expect(unexpected(app.complaints)).toEqual([]);
  });
});
