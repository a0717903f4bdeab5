import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultDataDir } from '../../src/main/ports/node.ts';
import { beforeAll, describe, expect, it, vi } from 'vitest';

/** Records what the Electron adapter asks of Electron; nothing of Electron itself runs. */
const calls: { name: string; args: unknown[] }[] = [];
const record =
  (name: string, result?: unknown) =>
  (...args: unknown[]): unknown => {
    calls.push({ name, args });
    return result;
  };
const userData = mkdtempSync(join(tmpdir(), 'electron-'));

vi.mock('electron', () => {
  class BrowserWindow {
    static getAllWindows = (): never[] => [];
    constructor(options: unknown) {
      record('BrowserWindow')(options);
    }
    once = record('window.once');
    loadURL = record('window.loadURL', Promise.resolve());
  }
  return {
    BrowserWindow,
    Menu: { setApplicationMenu: record('Menu.setApplicationMenu') },
    MessageChannelMain: vi.fn(),
    app: {
      enableSandbox: record('enableSandbox'),
      requestSingleInstanceLock: () => true,
      on: record('app.on'),
      whenReady: () => Promise.resolve(),
      setPath: record('app.setPath'),
      getPath: () => userData,
      getVersion: () => '0',
      quit: record('quit'),
    },
    dialog: {},
    ipcMain: { on: record('ipcMain.on'), handle: record('ipcMain.handle') },
    net: { fetch: record('net.fetch') },
    protocol: { registerSchemesAsPrivileged: record('registerSchemes'), handle: record('protocol.handle') },
    session: {
      defaultSession: {
        setPermissionRequestHandler: record('permissionRequest'),
        setPermissionCheckHandler: record('permissionCheck'),
        webRequest: { onBeforeRequest: record('onBeforeRequest') },
      },
    },
    utilityProcess: {
      fork: () => ({ postMessage: () => undefined, on: () => undefined, kill: () => undefined }),
    },
  };
});

const argsOf = (name: string, first?: string): unknown[] =>
  calls.find((call) => call.name === name && (first === undefined || call.args[0] === first))?.args ?? [];

beforeAll(async () => {
  await import('../../src/main/hosts/electron/main.ts');
  await vi.waitFor(() => expect(argsOf('window.loadURL')).not.toEqual([]), { timeout: 10_000 });
});

describe('the Electron host', () => {
  it('loads the application from its own scheme only', () =>
    expect(argsOf('window.loadURL')).toEqual(['app://plumbline/']));

  it('keeps its files where the other hosts keep theirs', () =>
    expect(argsOf('app.setPath')).toEqual(['userData', defaultDataDir()]));

  it('locks the window down', () => {
    const [{ webPreferences }] = argsOf('BrowserWindow') as [{ webPreferences: Record<string, unknown> }];
    expect(webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(argsOf('enableSandbox')).toEqual([]);
    expect(calls.some(({ name }) => name === 'enableSandbox')).toBe(true);
  });

  it('denies every permission', () => {
    const decide = vi.fn();
    (argsOf('permissionRequest')[0] as (a: unknown, b: unknown, decide: unknown) => void)(
      null,
      'camera',
      decide,
    );
    expect(decide).toHaveBeenCalledWith(false);
    expect((argsOf('permissionCheck')[0] as () => boolean)()).toBe(false);
  });

  it('lets no page navigate away, open a window or attach a webview', () => {
    const listeners = new Map<string, (event: unknown) => void>();
    let openHandler: (() => unknown) | undefined;
    const contents = {
      on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: () => unknown) => (openHandler = handler),
    };
    (argsOf('app.on', 'web-contents-created')[1] as (event: unknown, contents: unknown) => void)(
      {},
      contents,
    );
    const prevented = (name: string, url: string): boolean => {
      const event = { url, preventDefault: vi.fn() };
      listeners.get(name)!(event);
      return event.preventDefault.mock.calls.length > 0;
    };
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(prevented(name, 'https://evil.test/')).toBe(true);
      expect(prevented(name, 'app://plumbline.evil.test/')).toBe(true);
      expect(prevented(name, 'file:///etc/passwd')).toBe(true);
      expect(prevented(name, 'app://plumbline/#/review')).toBe(false);
    }
    expect(prevented('will-attach-webview', '')).toBe(true);
    expect(openHandler?.()).toEqual({ action: 'deny' });
  });

  it('lets nothing out of the machine', () => {
    const decide = vi.fn();
    const filter = argsOf('onBeforeRequest')[0] as (details: { url: string }, decide: unknown) => void;
    filter({ url: 'https://example.test/' }, decide);
    filter({ url: 'app://plumbline/' }, decide);
    expect(decide.mock.calls).toEqual([[{ cancel: true }], [{ cancel: false }]]);
  });

  it('gives its port to its own main frame only', () => {
    const [, answer] = argsOf('ipcMain.on', 'plumbline:port') as [string, (event: unknown) => void];
    for (const senderFrame of [
      null,
      { parent: {}, url: 'app://plumbline/' },
      { parent: null, url: 'https://evil.test/' },
    ]) {
      expect(() => answer({ senderFrame })).not.toThrow();
    }
    expect(calls.some(({ name }) => name === 'ipcMain.handle')).toBe(false);
  });

  it('serves its policy with every answer and refuses foreign addresses', async () => {
    const serve = argsOf('protocol.handle', 'app')[1] as (request: {
      url: string;
      method: string;
    }) => Promise<Response>;
    const foreign = await serve({ url: 'app://other/', method: 'GET' });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await serve({ url: 'app://plumbline/', method: 'POST' })).status).toBe(403);
  });

  it('stays thin, and its fuses are stated', () => {
    const root = join(import.meta.dirname, '..', '..');
    expect(
      readFileSync(join(root, 'src/main/hosts/electron/main.ts'), 'utf8').split('\n').length,
    ).toBeLessThanOrEqual(300);
    const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ]) {
      expect(config).toContain(fuse);
    }
  });
});
