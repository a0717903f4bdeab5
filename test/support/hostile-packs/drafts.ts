import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeModel } from '../../../src/main/formats/onnx/encode-model.ts';
import { MessageWriter } from '../../../src/main/formats/onnx/message-writer.ts';
import type { OnnxModel, OnnxNode, OnnxTensor } from '../../../src/main/formats/onnx/model.ts';
import type { ErrorCode } from '../../../src/shared/contract/errors/index.ts';
import {
  type DraftPack,
  OPSETS,
  listOf,
  segmentationModel,
  segmentationPack,
  writePack,
} from '../model-packs.ts';

/** A folder that must never reach the runtime, and the code by which it is refused. */
export interface HostilePack {
  readonly what: string;
  readonly code: ErrorCode;
  make(dir: string): void;
}

export const PART = 'onnx/part0.onnx';
export const WEIGHTS = 'onnx/part0.onnx_data';

/** A pack whose maker is the attacker: all hashes are true. */
export const made = (
  what: string,
  code: ErrorCode,
  change: (pack: DraftPack) => void,
  base = segmentationPack,
) => ({
  what,
  code,
  make: (dir: string) => {
    const pack = base();
    change(pack);
    writePack(dir, pack);
  },
});

/** A good pack that was changed on its way. */
export const damaged = (what: string, code: ErrorCode, change: (dir: string) => void) => ({
  what,
  code,
  make: (dir: string) => change(writePack(dir, segmentationPack())),
});

/** A good pack with another list of files. */
export const listed = (
  what: string,
  code: ErrorCode,
  change: (list: ReturnType<typeof listOf>) => object[],
) => ({
  what,
  code,
  make: (dir: string) => {
    const pack = segmentationPack();
    writePack(dir, pack, change(listOf(pack)));
  },
});

export const manifestText = (what: string, code: ErrorCode, text: (valid: string) => string | Uint8Array) =>
  damaged(what, code, (dir) => {
    const file = join(dir, 'manifest.json');
    writeFileSync(file, text(readFileSync(file, 'utf8')));
  });

export const replaced = (text: string, change: (manifest: Record<string, unknown>) => unknown): string =>
  JSON.stringify(change(JSON.parse(text) as Record<string, unknown>));

export const graph = (what: string, code: ErrorCode, bytes: () => Uint8Array) =>
  made(what, code, ({ files }) => files.set(PART, bytes()));
export const model = (what: string, code: ErrorCode, change: (good: OnnxModel) => OnnxModel) =>
  graph(what, code, () => encodeModel(change(segmentationModel())));

export const withNodes = (good: OnnxModel, ...nodes: OnnxNode[]): OnnxModel => ({
  ...good,
  graph: { ...good.graph, nodes: [...nodes, ...good.graph.nodes] },
});
export const branching = (inner: { nodes?: OnnxNode[]; initializers?: OnnxTensor[] }): OnnxNode => {
  const { nodes = [], initializers = [] } = inner;
  const branch = {
    kind: 'graph',
    value: { name: 'b', nodes, initializers, inputs: [], outputs: [] },
  } as const;
  return {
    op: 'If',
    inputs: ['on'],
    outputs: ['z'],
    attributes: { then_branch: branch, else_branch: branch },
  };
};
export const calling = (domain: string, op: string): OnnxNode => ({ op, domain, inputs: [], outputs: ['q'] });
export const own = (nodes: readonly OnnxNode[], domain = 'own', name = 'Op') => ({
  domain,
  name,
  inputs: [],
  outputs: ['c'],
  opsets: OPSETS,
  nodes,
});

/** A model message with one more field at its end. */
export const appended = (field: number, message: Uint8Array): Uint8Array =>
  Buffer.concat([encodeModel(segmentationModel()), new MessageWriter().bytes(field, message).finish()]);
