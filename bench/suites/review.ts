import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { enterReviewer, startHost, waitForPair } from '../../test/support/app.ts';
import { launchBrowser } from '../../test/support/browser.ts';
import { type Figure, type Suite, atMost, median, percentile } from '../figure.ts';
import { installNextPairTimer } from '../support/next-pair.ts';
import { makeReviewProject } from '../support/review-project.ts';
import { inScratch } from '../support/scratch.ts';

const DECISIONS = 1000;
/** What a person needs at the very least to see a pair and press a key; decisions come no faster than this. */
const LOOK_MS = 150;

/** The built workstation in a real Chromium: what a reviewer waits for a thousand times a day. */
export const review: Suite = {
  name: 'review',
  title: `key press to next pair painted, ${DECISIONS} decisions in Chromium`,
  run: (say) =>
    inScratch(async (dir) => {
      say('making a project of 200 slices, 512 x 512');
      const project = await makeReviewProject(dir);
      const host = await startHost({ home: join(dir, 'home'), args: ['--project', project] });
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
        await page.goto(host.url);
        await waitForPair(page);
        await enterReviewer(page);
        return await measure(page, say);
      } finally {
        await browser.close();
        await host.stop();
      }
    }),
};

async function measure(page: Page, say: (line: string) => void): Promise<Figure[]> {
  await page.evaluate(installNextPairTimer);
  const frame = await page.evaluate(() => globalThis.nextPairTimer.frame());
  const times: number[] = [];
  const heap: number[] = [];
  for (let n = 0; n < DECISIONS; n += 1) {
    await mayJudge(page);
    await page.waitForTimeout(LOOK_MS);
    await page.evaluate(() => globalThis.nextPairTimer.arm());
    await page.keyboard.press('a');
    times.push(await page.evaluate(() => globalThis.nextPairTimer.next()));
    if (n === 99 || n === DECISIONS - 1) heap.push(await usedHeap(page));
    if ((n + 1) % 200 === 0) say(`${n + 1} decisions`);
  }
  const [early = 1, late = 1] = heap;
  const renderer = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    return gl ? String(gl.getParameter(gl.RENDERER)) : 'none';
  });
  return [
    { name: 'a frame', value: frame, unit: 'ms', note: renderer },
    { name: 'next pair painted, p50', value: median(times) / frame, unit: 'frames', note: ms(median(times)) },
    {
      name: 'next pair painted, p99',
      value: percentile(times, 0.99) / frame,
      unit: 'frames',
      goal: atMost(3),
      note: `${ms(percentile(times, 0.99))}; the goal is the one for software GL`,
    },
    { name: 'page heap after 1,000 pairs / after 100', value: late / early, unit: 'x', goal: atMost(1.1) },
  ];
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;

function mayJudge(page: Page): Promise<unknown> {
  return page.waitForFunction(
    () =>
      !document.querySelector('[data-testid=blocked]') && !!document.querySelector('[data-testid=overlay]'),
  );
}

/** Bytes in use after a collection. */
async function usedHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
