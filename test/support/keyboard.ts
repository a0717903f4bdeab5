import type { Page } from 'playwright-core';

const CTRL = 2;

/** Presses the key at a place that writes `key` there, as a keyboard of another layout would. */
export async function pressPlace(
  page: Page,
  code: string,
  key: string,
  { ctrl = false }: { ctrl?: boolean } = {},
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const press = {
    code,
    key,
    windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0),
    modifiers: ctrl ? CTRL : 0,
  };
  await session.send('Input.dispatchKeyEvent', { type: ctrl ? 'rawKeyDown' : 'keyDown', ...press });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press });
  await session.detach();
}

const MOST_STOPS = 150;

/**
 * Goes on by Tab until the focus is on what is looked for. Returns the stops on the way at which nothing showed where the
 * focus was; throws where Tab never gets there.
 */
export async function tabTo(page: Page, selector: string): Promise<string[]> {
  const invisible: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const { isThere, complaint } = await page.evaluate((wanted) => {
      const at = document.activeElement;
      if (!at || at === document.body) return { isThere: false, complaint: null };
      const style = getComputedStyle(at);
      const isSeen = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      return { isThere: at.matches(wanted), complaint: isSeen ? null : at.outerHTML.slice(0, 120) };
    }, selector);
    if (complaint) invisible.push(complaint);
    if (isThere) return invisible;
  }
  throw new Error(`Tab does not reach ${selector}`);
}
