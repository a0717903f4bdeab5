import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(import.meta.dirname, '..', '..', 'test-results');
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
] as const;

/**
 * Looks at the screen as it stands in both sizes and both languages, leaves a picture of each in test-results, and
 * names what nobody should be shown: clipped buttons, something of the top bar outside the window, a page wider than its window, serious accessibility findings in
 * either language and theme. Ends in English, dark, 1920 x 1080.
 */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  const complaints: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const language of ['de', 'en']) {
      await page.click(`header button[lang=${language}]`);
      // Long enough for fonts, for a resized picture and for a panel that moves.
      await page.waitForTimeout(400);
      const where = `${name}-${size.width}-${language}`;
      await page.screenshot({ path: join(pictures, `${where}.png`) });
      complaints.push(...(await overflows(page)).map((text) => `${where}: ${text}`));
    }
  }
  await page.setViewportSize(SIZES[0]);
  return [...complaints, ...(await accessibilityEverywhere(page, name))];
}

/**
 * Accessibility findings of the screen as it stands, in both languages and both themes; also while a dialog lies over the
 * switches. Ends in English and dark, as it begins.
 */
export async function accessibilityEverywhere(page: Page, name: string): Promise<string[]> {
  const complaints: string[] = [];
  for (const language of ['de', 'en'] as const) {
    await pressInHeader(page, `[lang=${language}]`);
    for (const theme of ['dark', 'light'] as const) {
      await page.waitForTimeout(250);
      const findings = await accessibilityFindings(page);
      complaints.push(...findings.map((text) => `${name}, ${language}, ${theme}: ${text}`));
      await pressInHeader(page, '[data-testid=theme]');
    }
  }
  return complaints;
}

/** Without a pointer, which an open dialog would take, and without moving the focus. */
function pressInHeader(page: Page, which: string): Promise<void> {
  return page.locator(`header button${which}`).evaluate((button) => (button as HTMLElement).click());
}

function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const clipped = [...document.querySelectorAll('button, header a')]
      .filter((element) => element instanceof HTMLElement && element.offsetParent)
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `clipped "${(element as HTMLElement).innerText}"`);
    const isOutside = [...document.querySelectorAll('header button, header a')]
      .filter((element) => element instanceof HTMLElement && element.offsetParent && !element.closest('nav'))
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => `outside the window "${(element as HTMLElement).innerText}"`);
    const isTooWide = document.documentElement.scrollWidth > window.innerWidth;
    const all = [...clipped, ...isOutside];
    return isTooWide ? [...all, 'wider than the window'] : all;
  });
}

/** Serious and critical findings of axe. One rule is off: it takes signs like A+ and key caps for words that a name would have to repeat. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: runner } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await runner.run({ rules: { 'label-content-name-mismatch': { enabled: false } } });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  });
}
