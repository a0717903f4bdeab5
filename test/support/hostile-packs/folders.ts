import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type HostilePack, PART, WEIGHTS, damaged } from './drafts.ts';

const elsewhere = (dir: string): string => {
  const file = join(dirname(dir), 'elsewhere.bin');
  writeFileSync(file, Float32Array.of(1, 2, 3));
  return file;
};

export const FOLDERS: readonly HostilePack[] = [
  damaged('a file that is missing', 'models.file-missing', (dir) => rmSync(join(dir, WEIGHTS))),
  damaged('a file that is not listed', 'models.file-unlisted', (dir) => writeFileSync(join(dir, 'a.so'), '')),
  damaged('a hidden file', 'models.file-unlisted', (dir) => writeFileSync(join(dir, 'onnx', '.a'), '')),
  damaged('a file under another case', 'models.file-unlisted', (dir) =>
    renameSync(join(dir, WEIGHTS), join(dir, 'onnx/Part0.onnx_data')),
  ),
  damaged('thousands of files', 'models.too-large', (dir) => {
    for (let at = 0; at < 2001; at += 1) writeFileSync(join(dir, `f${at}`), '');
  }),
  damaged('folders in folders in folders', 'models.too-large', (dir) =>
    mkdirSync(join(dir, ...Array.from({ length: 9 }, () => 'deep')), { recursive: true }),
  ),
  damaged('a file with more bytes', 'models.size-differs', (dir) => appendFileSync(join(dir, WEIGHTS), 'x')),
  damaged('a file that was cut off', 'models.size-differs', (dir) => truncateSync(join(dir, WEIGHTS), 5)),
  damaged('a file that is empty', 'models.size-differs', (dir) => truncateSync(join(dir, PART), 0)),
  damaged('a file with one bit turned', 'models.hash-differs', (dir) => {
    const bytes = readFileSync(join(dir, WEIGHTS));
    bytes[3]! ^= 1;
    writeFileSync(join(dir, WEIGHTS), bytes);
  }),
  damaged('files that were exchanged', 'models.size-differs', (dir) => {
    const [part, weights] = [readFileSync(join(dir, PART)), readFileSync(join(dir, WEIGHTS))];
    writeFileSync(join(dir, PART), weights);
    writeFileSync(join(dir, WEIGHTS), part);
  }),
];

/** They need links or pipes, which not every system lets everyone make. */
export const LINKS: readonly HostilePack[] = [
  damaged('weights that link out of the folder', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    symlinkSync(elsewhere(dir), join(dir, WEIGHTS));
  }),
  damaged('a graph that links within the folder', 'models.link', (dir) => {
    renameSync(join(dir, PART), join(dir, 'onnx/real.onnx'));
    symlinkSync('real.onnx', join(dir, PART));
  }),
  damaged('a link to nowhere', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    symlinkSync('/nowhere/at/all', join(dir, WEIGHTS));
  }),
  damaged('a link in a circle', 'models.link', (dir) => symlinkSync('..', join(dir, 'onnx', 'up'))),
  damaged('a folder that is a link', 'models.link', (dir) => {
    renameSync(join(dir, 'onnx'), join(dirname(dir), 'moved'));
    symlinkSync('../moved', join(dir, 'onnx'));
  }),
  damaged('a manifest that is a link', 'models.link', (dir) => {
    renameSync(join(dir, 'manifest.json'), join(dirname(dir), 'manifest.json'));
    symlinkSync('../manifest.json', join(dir, 'manifest.json'));
  }),
  damaged('weights that are a hard link to a file outside', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    linkSync(elsewhere(dir), join(dir, WEIGHTS));
  }),
  damaged('two of its files that are one', 'models.link', (dir) => {
    rmSync(join(dir, WEIGHTS));
    linkSync(join(dir, PART), join(dir, WEIGHTS));
  }),
  damaged('a pipe that never answers', 'models.not-a-file', (dir) => {
    rmSync(join(dir, WEIGHTS));
    execFileSync('mkfifo', [join(dir, WEIGHTS)]);
  }),
];
