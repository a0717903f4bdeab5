import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, type Page, _electron } from 'playwright-core';
import { type OpenApp, complaintsOf, waitForPair } from './app.ts';

const root = join(import.meta.dirname, '..', '..');
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** Electron's program, found by its files alone: asking its package would make that try to download it. */
function electronBinary(): string | undefined {
  const dir = join(root, 'node_modules', 'electron');
  const pathFile = join(dir, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const file = join(dir, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(file) ? file : undefined;
}

/** Why Electron cannot be run here; undefined where it can. */
export const withoutElectron =
  electronBinary() === undefined
    ? "not run: Electron's binary is not installed"
    : hasDisplay
      ? undefined
      : 'not run: there is no display';

interface Program {
  readonly electron: ElectronApplication;
  readonly page: Page;
}

async function launch(home: string): Promise<Program> {
  const isRoot = process.getuid?.() === 0;
  const electron = await _electron.launch({
    executablePath: electronBinary()!,
    args: [root, '--lang=en', '--enable-unsafe-swiftshader', ...(isRoot ? ['--no-sandbox'] : [])],
    chromiumSandbox: !isRoot,
    env: { ...process.env, PLUMBLINE_HOME: home, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' } as Record<
      string,
      string
    >,
  });
  return { electron, page: await electron.firstWindow() };
}

/** The built application in Electron, on a data folder of its own. */
export async function openElectron(viewport = { width: 1920, height: 1080 }): Promise<OpenApp> {
  const home = await mkdtemp(join(tmpdir(), 'plumbline-electron-'));
  const complaints: string[] = [];
  let program: Program;
  const start = async (): Promise<void> => {
    program = await launch(home);
    complaintsOf(program.page, complaints);
    await program.page.setViewportSize(viewport);
  };
  await start();
  await waitForPair(program!.page);
  return {
    kind: 'electron',
    home,
    complaints,
    get page() {
      return program.page;
    },
    restart: async () => {
      const { electron } = program;
      const gone = new Promise((resolve) => electron.process().once('exit', resolve));
      electron.process().kill('SIGKILL');
      await gone;
      await start();
    },
    second: async (otherHome) => {
      const other = await launch(otherHome);
      return { page: other.page, close: () => other.electron.close() };
    },
    chooseFolder: async (button, dir) => {
      await program.electron.evaluate(
        ({ dialog }, filePaths) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
        },
        [dir],
      );
      await program.page.click(button);
    },
    close: async () => {
      await program.electron.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
