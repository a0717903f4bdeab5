import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ModalitySchema, Sha256Schema } from './common.ts';

/** What happens to volumes that come in without a segmentation: a person is asked, they stay without, or it is begun at once. */
export const WHEN_NEW = ['ask', 'never', 'always'] as const;
const WhenNewSchema = z.enum(WHEN_NEW);
export type WhenNew = z.infer<typeof WhenNewSchema>;

/** Packs by id; null where none is chosen. The pipeline of the project has the same. */
const ChosenPacksSchema = z.object({ CT: Sha256Schema.nullable(), MR: Sha256Schema.nullable() });

export const SegmentationOutlookSchema = z.object({
  whenNew: WhenNewSchema,
  packs: ChosenPacksSchema,
  /** Modalities that the project has captioned volumes of. */
  modalities: z.array(
    z.object({
      modality: ModalitySchema,
      volumes: z.int(),
      /** Volumes without a segmentation, and their captioned slices. */
      without: z.int(),
      slicesWithout: z.int(),
    }),
  ),
});
export type SegmentationOutlook = z.infer<typeof SegmentationOutlookSchema>;

export const segmentationContract = {
  outlook: oc.input(z.object({})).output(SegmentationOutlookSchema),
  set: oc
    .input(z.object({ whenNew: WhenNewSchema, packs: ChosenPacksSchema }).partial())
    .output(SegmentationOutlookSchema),
  /** A job for each volume without a segmentation whose modality has a pack. */
  start: oc.input(z.object({})).output(z.object({ jobIds: z.array(z.string()) })),
};
