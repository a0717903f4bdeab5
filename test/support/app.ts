import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

const root = join(import.meta.dirname, '..', '..');

/** The built browser host in a process of its own, on a data folder of its own. */
export interface RunningHost {
  readonly home: string;
  readonly url: string;
  readonly origin: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startHost(
  options: { home?: string; args?: readonly string[] } = {},
): Promise<RunningHost> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'plumbline-e2e-')));
  const child = spawn(
    process.execPath,
    [join(root, 'out', 'main', 'cli.js'), 'serve', '--no-open', ...(options.args ?? [])],
    {
      env: { ...process.env, PLUMBLINE_HOME: home, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await readyUrl(child);
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  return { home, url, origin: new URL(url).origin, kill: end('SIGKILL'), stop: end('SIGTERM') };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const match = /Plumbline is ready: (\S+)/.exec(output);
      if (match) resolve(match[1]!);
    });
    child.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${output}`)));
  });
}

/** A host with the demo project, a browser, and a page on the review screen. */
export interface OpenApp {
  host: RunningHost;
  readonly browser: Browser;
  readonly page: Page;
  /** Messages of the page's console that no page should have: errors and policy violations. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function openApp(viewport = { width: 1920, height: 1080 }): Promise<OpenApp> {
  const host = await startHost();
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(host.url);
  await waitForPair(page);
  const app: OpenApp = {
    host,
    browser,
    page,
    complaints,
    // The host by then: a test may have killed the first one and started another on the same folder.
    close: async () => {
      await browser.close();
      await app.host.stop();
      await rm(app.host.home, { recursive: true, force: true });
    },
  };
  return app;
}

/** Until a slice is drawn; the demo is being painted and imported meanwhile. */
export async function waitForPair(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=slice-view][data-shown^=slice]', { timeout: 90_000 });
}

export async function enterReviewer(page: Page, name = 'E. Tester'): Promise<void> {
  await page.fill('form input', name);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('[data-testid=blocked]'));
}
