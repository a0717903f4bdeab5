import { z } from 'zod';
import { errorCodes } from '../../shared/contract/errors/index.ts';

const AxisSchema = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const WantedSliceSchema = z.object({ axis: AxisSchema, index: z.int().min(0) });

/** What the reader process can be asked. One request is in flight at a time; paths are absolute. */
export const ReaderRequestSchema = z.discriminatedUnion('type', [
  /** What is this file? Reads no more than headers. */
  z.object({ type: z.literal('inspect'), file: z.string() }),
  /** Decodes an image to a raw LPS file (little endian, i fastest). */
  z.object({
    type: z.literal('read-volume'),
    source: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('nifti'), file: z.string() }),
      z.object({ kind: z.literal('dicom'), files: z.array(z.string()).min(1) }),
    ]),
    outFile: z.string(),
  }),
  /** Cuts masks out of a multilabel segmentation. */
  z.object({
    type: z.literal('read-labels'),
    file: z.string(),
    modality: z.enum(['CT', 'MR']),
    slices: z.array(WantedSliceSchema),
    /** Hash of the file when it was last read to its end; the same file need not be read that far again. */
    verifiedSha256: z.string().optional(),
  }),
  /** Where each class of a multilabel segmentation begins and ends. */
  z.object({ type: z.literal('read-extents'), file: z.string(), modality: z.enum(['CT', 'MR']) }),
  /** Rows of a captions table. */
  z.object({ type: z.literal('read-captions'), file: z.string() }),
  /** Scaled values of slices, as nibabel gives them. */
  z.object({ type: z.literal('read-values'), file: z.string(), slices: z.array(WantedSliceSchema) }),
  /** A JSON file; objects come as Maps in the order of the text. */
  z.object({ type: z.literal('read-json'), file: z.string() }),
  /** A DICOM image that stands alone, and its mask (npy). */
  z.object({ type: z.literal('read-lone-slice'), file: z.string(), maskFile: z.string().nullable() }),
  /** A JPEG picture. */
  z.object({ type: z.literal('read-photo'), file: z.string() }),
  /** Reports of these images, from parquet or JSON records. */
  z.object({ type: z.literal('read-reports'), file: z.string(), ids: z.array(z.string()) }),
]);
export type ReaderRequest = z.infer<typeof ReaderRequestSchema>;

const dims = z.tuple([z.number(), z.number(), z.number()]);
const axisSchema = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const problemSchema = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

const fileProblemSchema = problemSchema.extend({
  params: problemSchema.shape.params.and(z.object({ file: z.string() })),
});

/** What a file is, as far as its header tells. */
export const FileFactsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('nifti'),
    file: z.string(),
    dims,
    /** Voxel → LPS mm of the reoriented volume, 16 numbers. */
    affineLps: z.array(z.number()).length(16),
    /** As the file has it: voxel → RAS mm of the array in its own order. */
    stored: z.object({ dims, affineRas: z.array(z.number()).length(16) }),
    /** Whole, small, unsigned numbers are what label maps are made of. */
    mayBeLabels: z.boolean(),
    hasOrientation: z.boolean(),
  }),
  z.object({
    kind: z.literal('dicom'),
    file: z.string(),
    sopInstanceUid: z.string(),
    seriesInstanceUid: z.string(),
    studyInstanceUid: z.string(),
    patientId: z.string(),
    modality: z.string(),
    seriesDescription: z.string(),
    bodyPart: z.string(),
  }),
  z.object({ kind: z.literal('captions'), file: z.string() }),
  z.object({ kind: z.literal('other'), file: z.string() }),
]);
export type FileFacts = z.infer<typeof FileFactsSchema>;

export const VolumeFactsSchema = z.object({
  dims,
  affineLps: z.array(z.number()).length(16),
  dtype: z.enum(['int16', 'float32']),
  sha256: z.string(),
  /** What is to be known about a volume that can be used. */
  warnings: z.array(fileProblemSchema),
  /** Images of a series that could not be read and were left out. */
  failures: z.array(fileProblemSchema),
  /** For DICOM: the axis along which images are stacked, and the SOPInstanceUID of each position along it; else empty. */
  stackAxis: axisSchema,
  sopInstanceUids: z.array(z.string()),
});
export type VolumeFacts = z.infer<typeof VolumeFactsSchema>;

export const LabelFactsSchema = z.object({
  sha256: z.string(),
  slices: z.array(
    z.object({
      axis: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      index: z.int(),
      width: z.int(),
      height: z.int(),
      mask: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    }),
  ),
});
export type LabelFacts = z.infer<typeof LabelFactsSchema>;

const rangeSchema = z.tuple([z.int(), z.int()]);
/** First and last slice with a voxel of the class along each LPS axis, inclusive. */
export const ExtentsSchema = z.array(
  z.object({ classId: z.int(), axes: z.tuple([rangeSchema, rangeSchema, rangeSchema]) }),
);
export type Extents = z.infer<typeof ExtentsSchema>;

/** One row of a captions table, already trimmed; see docs/formats.md. */
export const CaptionRowSchema = z.object({
  line: z.int(),
  imageId: z.string(),
  study: z.string(),
  series: z.string(),
  patient: z.string(),
  axis: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  slice: z.int().nullable(),
  captionDe: z.string().nullable(),
  captionEn: z.string().nullable(),
  clinicalInformation: z.string(),
  question: z.string(),
  modality: z.enum(['CT', 'MR']).nullable(),
  bodyPart: z.string(),
});
export type CaptionRow = z.infer<typeof CaptionRowSchema>;

export const CaptionTableSchema = z.object({
  rows: z.array(CaptionRowSchema),
  problems: z.array(problemSchema),
});
export type CaptionTable = z.infer<typeof CaptionTableSchema>;

export const ValueSlicesSchema = z.array(
  z.object({
    axis: AxisSchema,
    index: z.int(),
    width: z.int(),
    height: z.int(),
    values: z.custom<Uint8Array | Float32Array>(
      (value) => value instanceof Uint8Array || value instanceof Float32Array,
    ),
    columnStep: z.int(),
    rowStep: z.int(),
  }),
);
export type ValueSlices = z.infer<typeof ValueSlicesSchema>;

const vectorSchema = z.tuple([z.number(), z.number(), z.number()]);
const LoneMaskSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    mask: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    sha256: z.string(),
  }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);
export type LoneMask = z.infer<typeof LoneMaskSchema>;
export const LoneSliceSchema = z.object({
  width: z.int(),
  height: z.int(),
  /** HU for CT, signal for MR. */
  samples: z.custom<Int16Array | Float32Array>(
    (value) => value instanceof Int16Array || value instanceof Float32Array,
  ),
  modality: z.enum(['CT', 'MR']),
  patientId: z.string(),
  studyInstanceUid: z.string(),
  /** Null when the image does not say where it lies. */
  geometry: z
    .object({
      spacingMm: z.object({ x: z.number(), y: z.number() }),
      sliceSpacingMm: z.number().nullable(),
      xDirection: vectorSchema,
      yDirection: vectorSchema,
    })
    .nullable(),
  /** Null when none was asked for. */
  mask: LoneMaskSchema.nullable(),
});
export type LoneSlice = z.infer<typeof LoneSliceSchema>;

export const PhotoSchema = z.object({
  width: z.int(),
  height: z.int(),
  /** Red, green and blue of each pixel side by side, row-major. */
  rgb: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type Photo = z.infer<typeof PhotoSchema>;

const ReportTextsSchema = z.object({
  caption: z.string().nullable(),
  question: z.string(),
  clinicalInformation: z.string(),
});
export const ReportsSchema = z.array(
  z.object({
    id: z.string(),
    modality: z.string(),
    bodyPart: z.string(),
    en: ReportTextsSchema,
    de: ReportTextsSchema,
  }),
);
export type Reports = z.infer<typeof ReportsSchema>;

/** Answer of each request type. */
export interface ReaderAnswers {
  inspect: FileFacts;
  'read-volume': VolumeFacts;
  'read-labels': LabelFacts;
  'read-extents': Extents;
  'read-captions': CaptionTable;
  'read-values': ValueSlices;
  'read-json': unknown;
  'read-lone-slice': LoneSlice;
  'read-photo': Photo;
  'read-reports': Reports;
}

/** Envelope in both directions; `error` is an expected failure, anything else ends the process. */
export const ReaderReplySchema = z.discriminatedUnion('ok', [
  z.object({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), error: problemSchema }),
]);
export const ReaderEnvelopeSchema = z.object({ id: z.int(), request: ReaderRequestSchema });

export const answerSchemas = {
  inspect: FileFactsSchema,
  'read-volume': VolumeFactsSchema,
  'read-labels': LabelFactsSchema,
  'read-extents': ExtentsSchema,
  'read-captions': CaptionTableSchema,
  'read-values': ValueSlicesSchema,
  'read-json': z.unknown(),
  'read-lone-slice': LoneSliceSchema,
  'read-photo': PhotoSchema,
  'read-reports': ReportsSchema,
} as const;
