import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { neededLibraries } from './elf-needed.ts';
import { cudaLibraries } from './tables/provider-files.ts';

const runtime = join(
  dirname(dirname(createRequire(import.meta.url).resolve('onnxruntime-node'))),
  'bin/napi-v6/linux/x64/libonnxruntime.so.1',
);

describe('what a library asks the loader for', () => {
  it('is read from the library itself', () => {
    // As `readelf -d` prints them for onnxruntime-node 1.30.
    expect(neededLibraries(runtime)).toEqual(expect.arrayContaining(['libc.so.6', 'libm.so.6']));
    expect(neededLibraries(runtime).every((name) => /^[\w.+-]+\.so(\.\d+)*$/.test(name))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['text', 'this is no library, whatever its name says '.repeat(10)],
    ['the beginning of one', '\u007FELF'],
  ])('is nothing for a file of %s', (_what, content) => {
    const dir = mkdtempSync(join(tmpdir(), 'elf-'));
    writeFileSync(join(dir, 'lib.so'), content);
    expect(neededLibraries(join(dir, 'lib.so'))).toEqual([]);
    rmSync(dir, { recursive: true });
  });
});

describe('the CUDA libraries', () => {
  it('are those that the provider names, and those that it loads late', () => {
    const needed = ['libcublasLt.so.12', 'libcudart.so.12', 'libc.so.6', 'libstdc++.so.6'];
    expect(cudaLibraries(needed)).toEqual([
      'libcublasLt.so.12',
      'libcudart.so.12',
      'libcufft.so.11',
      'libcudnn.so.9',
    ]);
  });

  it('follow the version of CUDA that it was built for', () =>
    expect(cudaLibraries(['libcudart.so.13'])).toContain('libcufft.so.12'));

  it('are none for a library that names none', () => expect(cudaLibraries(['libc.so.6'])).toEqual([]));
});
