import { z } from 'zod';
import { isPackPath } from './pack-path.ts';
import { RadGrounderSchema, VisionEncoderSchema } from './radgrounder-manifest.ts';
import { SegmentationSchema } from './segmentation-manifest.ts';
import { TextEmbeddingSchema } from './text-embedding-manifest.ts';

/** The one file of a pack that is not listed in itself. Its SHA-256 names the pack, because it holds all other hashes. */
export const MANIFEST_FILE = 'manifest.json';

/** Format of manifests that this version reads. */
export const MANIFEST_VERSION = 1;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** In both languages, shown to people. */
const Text = z.strictObject({ de: z.string().min(1).max(2000), en: z.string().min(1).max(2000) });

const PackPath = z.string().refine(isPackPath, 'a plain path inside the pack');

const common = {
  schema: z.literal(MANIFEST_VERSION),
  /** Short and stable, for command lines: "demo-phantom-segmentation". */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: Text,
  /** What the model knows and what it does not; shown wherever its results are. */
  limits: Text,
  licence: z.strictObject({ id: z.string().max(100), url: z.url().optional() }),
  provenance: z.strictObject({
    /** Where the weights come from, in words: "TotalSegmentator v2.0.0-weights, Dataset297". */
    source: z.string().max(500),
    /** Of the checkpoint file that was converted; null where the pack was trained by its own script. */
    sourceSha256: Sha256.nullable(),
    /** Script and its version. */
    tool: z.string().max(200),
    /** Library name → version. */
    libraries: z.record(z.string(), z.string()),
  }),
  /** Every file of the pack but the manifest; a folder with more or less is refused. */
  files: z
    .array(z.strictObject({ path: PackPath, bytes: z.int().min(0), sha256: Sha256 }))
    .min(1)
    .max(500),
};

/**
 * What a model pack says about itself, in `manifest.json`. `docs/model-packs.md` describes each field for people who make packs;
 * `tools/model-packs` writes it.
 */
export const ManifestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('segmentation'), segmentation: SegmentationSchema }),
  z.strictObject({ ...common, kind: z.literal('radgrounder'), radgrounder: RadGrounderSchema }),
  z.strictObject({ ...common, kind: z.literal('vision-encoder'), visionEncoder: VisionEncoderSchema }),
  z.strictObject({ ...common, kind: z.literal('text-embedding'), textEmbedding: TextEmbeddingSchema }),
]);
export type Manifest = z.infer<typeof ManifestSchema>;
export type PackKind = Manifest['kind'];
export type PackFile = Manifest['files'][number];
