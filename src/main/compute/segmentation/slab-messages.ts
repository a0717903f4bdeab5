import type { Dims3 } from '../../../shared/domain/segmentation/grid.ts';

/** What the thread of a slab is started with. */
export interface SlabStart {
  readonly heads: number;
  readonly size: Dims3;
  readonly patch: Dims3;
  /** Memory of one tile's logits each. */
  readonly slots: readonly SharedArrayBuffer[];
}

export type SlabRequest =
  | { readonly type: 'add'; readonly slot: number; readonly start: Dims3 }
  | { readonly type: 'decide'; readonly end: number };

export type SlabReply =
  | { readonly type: 'ready' }
  | { readonly type: 'added'; readonly slot: number }
  | { readonly type: 'row'; readonly row: number; readonly heads: Uint8Array }
  | { readonly type: 'decided'; readonly end: number }
  /** A NotFiniteError; anything else ends the thread. */
  | { readonly type: 'not-finite'; readonly message: string };
