import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type HostilePack, damaged, listed, made, manifestText, replaced } from './drafts.ts';

export const MANIFESTS: readonly HostilePack[] = [
  damaged('a folder without a manifest', 'models.no-manifest', (dir) => rmSync(join(dir, 'manifest.json'))),
  damaged('a manifest that is a folder', 'models.not-a-file', (dir) => {
    rmSync(join(dir, 'manifest.json'));
    mkdirSync(join(dir, 'manifest.json'));
  }),
  manifestText('a manifest that is no JSON', 'models.bad-manifest', () => 'kind: segmentation'),
  manifestText('a manifest that was cut off', 'models.bad-manifest', (text) => text.slice(0, -9)),
  manifestText('a manifest in another encoding', 'models.bad-manifest', (text) =>
    Buffer.from(text, 'utf16le'),
  ),
  manifestText('a manifest that is a list', 'models.bad-manifest', (text) => `[${text}]`),
  manifestText('a manifest of two megabytes', 'models.bad-manifest', (text) => text + ' '.repeat(2 ** 21)),
  manifestText('a manifest of a later format', 'models.newer-format', (text) =>
    replaced(text, (manifest) => ({ ...manifest, schema: 2 })),
  ),
  manifestText('a manifest with a field that nobody knows', 'models.bad-manifest', (text) =>
    replaced(text, (manifest) => ({ ...manifest, onLoad: 'import os' })),
  ),
  manifestText('a manifest that reaches for the prototype', 'models.bad-manifest', (text) =>
    text.replace('{', '{"__proto__":{"isAdmin":true},'),
  ),
  made('a kind that nobody knows', 'models.bad-manifest', ({ manifest }) => (manifest['kind'] = 'plugin')),
  made('a name that is a path', 'models.bad-manifest', ({ manifest }) => (manifest['name'] = '../../bin')),
  made('a title in one language', 'models.bad-manifest', ({ manifest }) => (manifest['title'] = { en: 'x' })),
  made('a network with another voxel size than its pack', 'models.bad-manifest', ({ manifest }) => {
    const { resample } = manifest['segmentation'] as { resample: { spacingMm: number[] } };
    resample.spacingMm = [3, 3, 1.5];
  }),
  listed('no files', 'models.bad-manifest', () => []),
  listed('501 files', 'models.bad-manifest', (list) => Array.from({ length: 501 }, () => list[0]!)),
  listed('a file twice', 'models.listed-twice', (list) => [...list, list[0]!]),
  listed('two files that differ in case', 'models.listed-twice', (list) => [
    ...list,
    { ...list[2]!, path: 'license.TXT' },
  ]),
  listed('the manifest itself', 'models.listed-twice', (list) => [
    ...list,
    { ...list[0]!, path: 'Manifest.json' },
  ]),
  listed('a negative size', 'models.bad-manifest', (list) => [{ ...list[0]!, bytes: -1 }, ...list.slice(1)]),
  listed('a size that is no whole number', 'models.bad-manifest', (list) => [
    { ...list[0]!, bytes: 1.5 },
    ...list.slice(1),
  ]),
  listed('a size of terabytes', 'models.too-large', (list) => [
    { ...list[0]!, bytes: 2 ** 43 },
    ...list.slice(1),
  ]),
  listed('a hash that is none', 'models.bad-manifest', (list) => [
    { ...list[0]!, sha256: 'trust me' },
    ...list.slice(1),
  ]),
  ...[
    '../outside.onnx',
    '/etc/passwd',
    'C:/Windows/win.ini',
    'onnx\\part0.onnx',
    './onnx/part0.onnx',
    'onnx//part0.onnx',
    'onnx/../../x',
    '.hidden',
    'onnx/nul.onnx',
    'onnx/part0.onnx.',
    'a\0b',
    'ß.onnx',
    `${'a/'.repeat(101)}b`,
  ].map((path) =>
    listed(`a file at ${JSON.stringify(path.slice(0, 24))}`, 'models.bad-manifest', (list) => [
      ...list,
      { ...list[0]!, path },
    ]),
  ),
];
