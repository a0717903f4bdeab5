import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { PROVIDERS, type Provider } from '../device.ts';
import { neededLibraries } from '../elf-needed.ts';
import type { TaskResult } from '../protocol.ts';
import { CUDA_PROVIDER, PROVIDER_FILES, cudaLibraries } from '../tables/provider-files.ts';
import type { Task } from '../task.ts';

type Found = TaskResult<'find-libraries'>;

/** Where the loader of Linux looks without being told. */
const USUAL_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];

export const findLibraries: Task<object, Found> = () => {
  const runtime = runtimeFiles();
  const folders = [...new Set([...toldFolders(), runtime.folder, ...systemFolders()])];
  return Promise.resolve({
    runtime,
    providers: PROVIDERS.map((provider) => look(provider, folders, runtime.folder)),
  });
};

/** @param beside Where the runtime's own library lies: it loads its parts from there and from nowhere else. */
function look(provider: Provider, folders: readonly string[], beside: string): Found['providers'][number] {
  const files = PROVIDER_FILES[provider][`${process.platform}/${process.arch}`];
  const find = (name: string): string | null =>
    folders.find((folder) => existsSync(join(folder, name))) ?? null;
  const own = (files?.own ?? []).map((name) => ({
    name,
    isProvider: true,
    folder: existsSync(join(beside, name)) ? beside : null,
  }));
  const system = systemLibraries(files?.system ?? [], own).map((name) => ({
    name,
    isProvider: false,
    folder: find(name),
  }));
  return {
    provider,
    isForThisSystem: files !== undefined,
    libraries: [...own, ...system],
    folders: own.length + system.length > 0 ? [...folders] : [],
  };
}

/** What a CUDA provider that is there asks for itself; what the usual one asks for, where it is not. */
function systemLibraries(
  usual: readonly string[],
  own: readonly { readonly name: string; readonly folder: string | null }[],
): readonly string[] {
  const cuda = own.find(({ name }) => name === CUDA_PROVIDER);
  if (!cuda?.folder) return usual;
  const needed = cudaLibraries(neededLibraries(join(cuda.folder, cuda.name)));
  return needed.length > 0 ? needed : usual;
}

/** LD_LIBRARY_PATH as the application set it for this process; on Windows the loader goes by PATH. */
function toldFolders(): string[] {
  const variable = process.platform === 'win32' ? 'PATH' : 'LD_LIBRARY_PATH';
  return (process.env[variable] ?? '').split(delimiter).filter(Boolean);
}

const systemFolders = (): string[] =>
  [...configuredFolders(), ...USUAL_FOLDERS].filter((folder) => existsSync(folder));

/** What the system's loader was configured with. */
function configuredFolders(): string[] {
  const folder = '/etc/ld.so.conf.d';
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line.startsWith('/'));
}

/** The native part of onnxruntime-node, found without loading it. */
function runtimeFiles(): Found['runtime'] {
  const root = dirname(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, folder: join(root, 'bin', 'napi-v6', process.platform, process.arch) };
}
