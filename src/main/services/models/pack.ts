import type { Manifest, PackKind } from '../../formats/model-pack/manifest.ts';

/** Where a pack lies: with the program, in the store of this machine, or in a folder that somebody named. */
export type PackOrigin = 'built-in' | 'stored' | 'folder';

/** A pack whose manifest could be read. */
export interface Pack<Kind extends PackKind = PackKind> {
  /** SHA-256 of its manifest, which holds the hashes of all its files. */
  readonly id: string;
  /** Absolute. */
  readonly dir: string;
  readonly origin: PackOrigin;
  readonly manifest: Extract<Manifest, { kind: Kind }>;
}

export interface PackWork {
  readonly signal?: AbortSignal;
  /** In bytes. */
  readonly onProgress?: (progress: { done: number; total: number | null; step: string }) => void;
}

export const isOfKind = <Kind extends PackKind>(pack: Pack, kind: Kind): pack is Pack & Pack<Kind> =>
  pack.manifest.kind === kind;

/** "demo-phantom-segmentation 1.0.0", for messages. */
export const nameOf = ({ manifest }: { readonly manifest: Pick<Manifest, 'name' | 'version'> }): string =>
  `${manifest.name} ${manifest.version}`;

/** Of all its files but the manifest. */
export const bytesOf = ({ manifest }: Pack): number =>
  manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
