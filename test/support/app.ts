import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
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
  options: { home?: string; args?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<RunningHost> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'plumbline-e2e-')));
  const child = spawn(
    process.execPath,
    [join(root, 'out', 'main', 'cli.js'), 'serve', '--no-open', ...(options.args ?? [])],
    {
      env: {
        ...process.env,
        PLUMBLINE_HOME: home,
        LANG: 'en_US.UTF-8',
        LC_ALL: 'en_US.UTF-8',
        ...options.env,
      },
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

/** The application with the demo project in a window on the review screen, whatever opened that window. */
export interface OpenApp {
  readonly kind: 'browser' | 'electron';
  /** Folder of settings and the demo. */
  readonly home: string;
  /** The window; another one after `restart` where the window goes with its program. */
  readonly page: Page;
  /** Messages of the page's console that no page should have: errors and policy violations. */
  readonly complaints: string[];
  /** Ends the program as a crash would and starts it again on the same folder. */
  restart(): Promise<void>;
  /** A second window of a program of its own, on another folder. */
  second(home: string): Promise<{ readonly page: Page; close(): Promise<void> }>;
  /** Chooses a folder by the button of a folder field, in whatever dialog this host has for it. */
  chooseFolder(button: string, dir: string): Promise<void>;
  close(): Promise<void>;
}

/** The browser host, which besides has a process and a browser of its own. */
export interface BrowserApp extends OpenApp {
  host: RunningHost;
  readonly browser: Browser;
}

const DEFAULT_VIEWPORT = { width: 1920, height: 1080 };

export async function openApp(
  viewport = DEFAULT_VIEWPORT,
  env: Readonly<Record<string, string>> = {},
): Promise<BrowserApp> {
  const host = await startHost({ env });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport });
  const complaints = complaintsOf(page);
  await page.goto(host.url);
  await waitForPair(page);
  const app: BrowserApp = {
    kind: 'browser',
    home: host.home,
    host,
    browser,
    page,
    complaints,
    restart: async () => {
      await app.host.kill();
      app.host = await startHost({ home: host.home, env });
      await page.goto(app.host.url);
    },
    second: async (home) => {
      const other = await startHost({ home });
      const window = await browser.newPage();
      await window.goto(other.url);
      return {
        page: window,
        close: async () => {
          await window.close();
          await other.stop();
        },
      };
    },
    chooseFolder: (button, dir) => chooseInPicker(page, button, dir),
    // The host by then: a test may have killed the first one and started another on the same folder.
    close: async () => {
      await browser.close();
      await app.host.stop();
      await rm(host.home, { recursive: true, force: true });
    },
  };
  return app;
}

/** What the browser says of what some tests do on purpose. */
const KILLED = [/WebSocket connection to .* failed/, /ERR_CONNECTION_/];
/** A picture that was asked for just before another project was opened. */
const PROJECT_LEFT = /404 .*\/(pixels|masks|thumbs)\//;

/** Complaints without those that a journey causes which kills the program or changes the project. */
export function unexpected(
  complaints: readonly string[],
  { changesProject = false }: { readonly changesProject?: boolean } = {},
): string[] {
  const known = changesProject ? [...KILLED, PROJECT_LEFT] : KILLED;
  return complaints.filter((complaint) => !known.some((pattern) => pattern.test(complaint)));
}

/** Collects what the page complains about from now on. */
export function complaintsOf(page: Page, complaints: string[] = []): string[] {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`.trim());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** Our own dialog, by mouse: into the parent folder, on the folder's name, "take". */
async function chooseInPicker(page: Page, button: string, dir: string): Promise<void> {
  await page.click(button);
  await page.fill('[role=dialog] input', dirname(dir));
  await page.keyboard.press('Enter');
  await page.click(`[role=dialog] button:has-text("${basename(dir)}")`);
  await page.waitForFunction(
    (wanted) => document.querySelector<HTMLInputElement>('[role=dialog] input')?.value === wanted,
    dir,
  );
  await page.locator('[role=dialog] button', { hasText: 'Take this folder' }).click();
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
