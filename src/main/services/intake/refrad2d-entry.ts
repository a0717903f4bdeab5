import { z } from 'zod';
import { type ClassId, classIdByName, isClassId } from '../../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../../shared/domain/grounding/box.ts';
import type { ImportedKeyword } from '../../../shared/domain/grounding/imported-slice.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';

const KeywordSchema = z.tuple([z.string(), z.string(), z.number()]);
const EntrySchema = z
  .custom<ReadonlyMap<string, unknown>>((value) => value instanceof Map)
  .transform((map): Record<string, unknown> => Object.fromEntries(map))
  .pipe(
    z.object({
      scan_rserid: z.string().nullish(),
      slice_axis: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      slice_idx: z.int(),
      segment_scan_path: z.string().nullish(),
      segment_slice_path: z.string().nullish(),
      keywords_eng: z.array(KeywordSchema),
      keywords_de: z.array(KeywordSchema),
      bboxes: z.array(z.array(z.number()).length(5)),
    }),
  );

/** An entry of a RefRad2D index in our own terms. */
export interface RefRad2dEntry {
  readonly imageId: string;
  readonly scan: string;
  readonly axis: 0 | 1 | 2;
  /** As written; below zero where the index counted from the end. */
  readonly index: number;
  readonly segmentationFile: string | null;
  readonly maskPath: string | null;
  readonly keywords: readonly ImportedKeyword[];
  readonly boxes: readonly { readonly classId: ClassId; readonly box: Box }[];
  /** Keywords and boxes that name no class of the schema, in words of the file. */
  readonly unknown: readonly string[];
}

/** @returns the entry, or what is wrong with it */
export function parseEntry(imageId: string, value: unknown): RefRad2dEntry | { readonly fault: string } {
  const parsed = EntrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { fault: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? '?'}` };
  }
  const entry = parsed.data;
  const unknown: string[] = [];
  const keywords = (list: readonly z.infer<typeof KeywordSchema>[], language: Language): ImportedKeyword[] =>
    list.flatMap(([keyword, name, id]) => {
      const classId = classIdByName(name);
      if (classId !== undefined && classId === id)
        return [{ language, keyword: keyword.normalize('NFC'), classId }];
      unknown.push(`${name} = ${id}`);
      return [];
    });
  return {
    imageId,
    scan: entry.scan_rserid ?? '',
    axis: entry.slice_axis,
    index: entry.slice_idx,
    segmentationFile: entry.segment_scan_path || null,
    maskPath: entry.segment_slice_path || null,
    keywords: [...keywords(entry.keywords_eng, 'en'), ...keywords(entry.keywords_de, 'de')],
    // Boxes of labels outside the schema are no pairs of anybody's: the pipeline boxes whatever a mask holds.
    boxes: entry.bboxes.flatMap(([x1, y1, x2, y2, id]) =>
      isClassId(id!) ? [{ classId: id, box: [x1!, y1!, x2!, y2!] as const }] : [],
    ),
    unknown,
  };
}

/** A box that lies in an image of that size and has an inside. */
export function isBoxWithin(
  [x1, y1, x2, y2]: Box,
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  return x1 >= 0 && y1 >= 0 && x1 < x2 && y1 < y2 && x2 <= width && y2 <= height;
}

/** How many pairs an entry holds: classes with a keyword and a box. */
export function pairCount({ keywords, boxes }: RefRad2dEntry): number {
  const boxed = new Set(boxes.map(({ classId }) => classId));
  return new Set(keywords.map(({ classId }) => classId).filter((id) => boxed.has(id))).size;
}
