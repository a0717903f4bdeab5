import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BrowserWindow,
  Menu,
  MessageChannelMain,
  app as electron,
  dialog,
  ipcMain,
  protocol,
  session,
  utilityProcess,
} from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import { AppError } from '../../../shared/contract/app-error.ts';
import { type App, createApp } from '../../app/create-app.ts';
import { resolveAsset } from '../../app/policy/assets.ts';
import { SECURITY_HEADERS } from '../../app/policy/content-security.ts';
import { APP_ORIGIN, isAppUrl } from '../../app/policy/navigation.ts';
import { projectArgument, weakeningSwitch } from '../../app/policy/start-arguments.ts';
import type { Child, ChildHost, Ports } from '../../ports/index.ts';
import {
  defaultDataDir,
  fileLog,
  newId,
  ownResourcesDir,
  systemClock,
  systemLanguage,
} from '../../ports/node.ts';
import { terminalTexts } from '../../ports/terminal.ts';

/** Numbers in comments are the items of Electron's security checklist that a line holds up. */
export async function startElectron(): Promise<void> {
  electron.enableSandbox(); // 4
  // One folder for every host: what the command line adds to the models is there in the window too.
  electron.setPath('userData', defaultDataDir());
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]); // 1, 18
  if (isWeakened() || !electron.requestSingleInstanceLock()) {
    electron.quit();
    return;
  }
  electron.on('web-contents-created', (_event, contents) => lockNavigation(contents));
  await electron.whenReady();
  Menu.setApplicationMenu(null);
  const app = createApp(electronPorts(), { language: systemLanguage(), version: electron.getVersion() });
  lockSession();
  serveProtocol(app);
  answerPortRequests(app);
  await openStartProject(app);
  openWindow();
  electron.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  electron.on('window-all-closed', () => electron.quit());
  shutDownBeforeQuit(app);
}

async function openStartProject(app: App): Promise<void> {
  try {
    const project = projectArgument(process.argv);
    if (project === undefined) await app.openLast();
    else await app.projects.openOrCreate(project);
  } catch (error) {
    // A locked or damaged project is shown on the start page; the window opens all the same.
    if (!(error instanceof AppError)) throw error;
    app.ports.log.warn('start project not opened', { code: error.code });
  }
}

/** An installed program is not started for somebody else to look into; from the sources, debugging is what one wants. */
function isWeakened(): boolean {
  return electron.isPackaged && weakeningSwitch((name) => electron.commandLine.hasSwitch(name)) !== undefined;
}

/** The project is closed, and its jobs are stopped where they can go on, before the program is gone. */
function shutDownBeforeQuit(app: App): void {
  let isDown = false;
  electron.on('before-quit', (event) => {
    if (isDown) return;
    event.preventDefault();
    void app.shutdown().finally(() => {
      isDown = true;
      electron.quit();
    });
  });
}

function electronPorts(): Ports {
  const dataDir = electron.getPath('userData');
  const say = terminalTexts(systemLanguage());
  return {
    clock: systemClock,
    log: fileLog(dataDir, (file) => process.stderr.write(`${say('log.unwritable', { file })}\n`)),
    newId,
    hostKind: 'electron',
    children: utilityChildHost(),
    paths: {
      dataDir,
      rendererDir: join(import.meta.dirname, '..', 'renderer'),
      resourcesDir: electron.isPackaged ? process.resourcesPath : ownResourcesDir(),
    },
    dialogs: {
      openFolder: async () =>
        (await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] })).filePaths[0] ??
        null,
    },
  };
}

/** `child_process.fork` needs the runAsNode fuse, which is off; utility processes do not. */
function utilityChildHost(): ChildHost {
  return {
    spawn: (entry, { env } = {}): Child => {
      const child = utilityProcess.fork(join(import.meta.dirname, `${entry}.js`), [], {
        env: { ...process.env, ...env },
        stdio: 'ignore',
        serviceName: `plumbline-${entry}`,
      });
      return {
        send: (message) => child.postMessage(message),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('exit', (code) => listener(code, null)),
        kill: () => void child.kill(),
      };
    },
  };
}

function openWindow(): void {
  const window = new BrowserWindow({
    width: 1600,
    height: 960,
    minWidth: 1200,
    minHeight: 700,
    backgroundColor: '#14161c',
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs'), // 20
      nodeIntegration: false, // 2
      nodeIntegrationInWorker: false,
      contextIsolation: true, // 3
      sandbox: true, // 4
      webSecurity: true, // 6
      allowRunningInsecureContent: false, // 8
      experimentalFeatures: false, // 9
      webviewTag: false, // 11
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/`); // 1
}

function lockNavigation(contents: Electron.WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault()); // 12
  const refuseForeign = (event: { preventDefault(): void }, url: string): void => {
    if (!isAppUrl(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => refuseForeign(event, event.url)); // 13
  contents.on('will-redirect', (event) => refuseForeign(event, event.url));
  contents.on('will-frame-navigate', (event) => refuseForeign(event, event.url));
  contents.setWindowOpenHandler(() => ({ action: 'deny' })); // 14; nothing is ever given to shell.openExternal (15)
}

/** Denies every permission and every request that does not go to the application itself. */
function lockSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false)); // 5
  defaultSession.setPermissionCheckHandler(() => false); // 5
  defaultSession.webRequest.onBeforeRequest((details, decide) =>
    decide({ cancel: !/^(app|data|blob|devtools):/.test(details.url) }),
  );
}

/** Pages and pixels under app://plumbline, with the same headers as the loopback host (7, 18: no file:// anywhere). */
function serveProtocol(app: App): void {
  protocol.handle('app', async (request) => {
    if (!isAppUrl(request.url) || request.method !== 'GET')
      return new Response(null, { status: 403, headers: SECURITY_HEADERS });
    const { pathname } = new URL(request.url);
    if (/^\/(pixels|masks|thumbs)\//.test(pathname)) return pixelResponse(app, pathname);
    const asset = await resolveAsset(app.ports.paths.rendererDir, pathname);
    if (!asset) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    const headers = { ...SECURITY_HEADERS, 'content-type': asset.type };
    return new Response(new Uint8Array(await readFile(asset.file)), { headers });
  });
}

async function pixelResponse(app: App, pathname: string): Promise<Response> {
  try {
    const answer = await app.pixels(pathname);
    if (!answer) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    return new Response(new Uint8Array(answer.body), { headers: { ...SECURITY_HEADERS, ...answer.headers } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json(
      { code: error.code, params: error.params },
      { status: 422, headers: SECURITY_HEADERS },
    );
  }
}

/** A page asks for its port; only the application's own main frame gets one (17). */
function answerPortRequests(app: App): void {
  const handler = new RPCHandler(app.router);
  ipcMain.on('plumbline:port', (event) => {
    const frame = event.senderFrame;
    if (!frame || frame.parent !== null || !isAppUrl(frame.url)) return;
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1);
    port1.start();
    frame.postMessage('plumbline:port', null, [port2]);
  });
}

void startElectron();
