import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startHost, waitForPair } from '../../test/support/app.ts';
import { launchBrowser } from '../../test/support/browser.ts';
import { type Figure, type Suite, atMost, median } from '../figure.ts';
import { makeReviewProject } from '../support/review-project.ts';
import { inScratch } from '../support/scratch.ts';

const RUNS = 5;

/** From the start of the program to the first pair in a window that is open already, against an empty page. */
export const start: Suite = {
  name: 'start',
  title: 'start to first pair, against an empty window',
  run: () =>
    inScratch(async (dir) => {
      const project = await makeReviewProject(dir);
      const [programs, firsts, empties]: [number[], number[], number[]] = [[], [], []];
      for (let run = 0; run < RUNS; run += 1) {
        const begun = performance.now();
        const host = await startHost({ home: join(dir, 'home'), args: ['--project', project] });
        const ready = performance.now();
        const browser = await launchBrowser();
        try {
          firsts.push(await opened(browser, host.url, true));
          programs.push(ready - begun);
        } finally {
          await browser.close();
          await host.stop();
        }
        empties.push(await emptyWindow());
      }
      return figures({ programs, firsts, empties });
    }),
};

function figures(times: Record<'programs' | 'firsts' | 'empties', readonly number[]>): Figure[] {
  const [program, first, empty] = [median(times.programs), median(times.firsts), median(times.empties)];
  return [
    { name: 'program started until it is ready', value: program, unit: 'ms' },
    { name: 'window opened until the first pair is drawn', value: first, unit: 'ms' },
    { name: 'the same for an empty page', value: empty, unit: 'ms' },
    {
      name: 'start to first pair / program start + empty window',
      value: (program + first) / (program + empty),
      unit: 'x',
      goal: atMost(1.5),
      note: `medians of ${RUNS}`,
    },
  ];
}

/** A fresh browser each, as for a person who has just opened the program. @returns ms */
async function opened(browser: Browser, url: string, hasPair: boolean): Promise<number> {
  const begun = performance.now();
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(url);
  if (hasPair) await waitForPair(page);
  return performance.now() - begun;
}

async function emptyWindow(): Promise<number> {
  const server = createServer((_, response) => response.end('<!doctype html><title>empty</title>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser();
  try {
    return await opened(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, false);
  } finally {
    await browser.close();
    server.close();
  }
}
