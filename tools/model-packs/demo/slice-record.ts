import type { Modality } from '../../../src/shared/domain/anatomy/classes.ts';
import { classRegions } from '../../../src/shared/domain/grounding/class-boxes.ts';
import type { SliceToDerive } from '../../../src/shared/domain/grounding/derivation.ts';
import { deriveSlice } from '../../../src/shared/domain/grounding/derive-slice.ts';
import { DEFAULT_SWITCHES } from '../../../src/shared/domain/grounding/switches.ts';
import { boxTokens, tagCaption } from '../../../src/shared/domain/grounding/tokens.ts';
import { createLexiconExtractor } from '../../../src/shared/domain/mention/lexicon-extractor.ts';
import type { Language } from '../../../src/shared/domain/mention/mention.ts';
import { captionFor } from '../../../src/main/services/demo/captions.ts';
import type { PaintedVolume } from '../../../src/main/services/demo/grid.ts';

/** What is known of one axial slice. */
export interface SliceRecord {
  readonly slice: number;
  /** Height of the slice in the phantom, mm above the femoral heads. */
  readonly z: number;
  /** Per class: id, pixels, its box as four location tokens. */
  readonly regions: readonly (readonly [id: number, pixels: number, tokens: string])[];
  readonly captions: readonly Readonly<
    Record<Language, { readonly plain: string; readonly tagged: string }>
  >[];
}

const extractor = createLexiconExtractor();

interface WantedSlice {
  readonly volume: PaintedVolume;
  readonly modality: Modality;
  readonly slice: number;
  readonly captions: number;
  readonly random: () => number;
}

/** Boxes and captions of a slice, by the rules with which the program derives pairs. */
export function sliceRecord({ volume, modality, slice, captions, random }: WantedSlice): SliceRecord {
  const { dims, spacing, origin } = volume.grid;
  const [width, height] = dims;
  const mask = volume.labels.subarray(slice * width * height, (slice + 1) * width * height);
  const regions = classRegions(mask, width, height);
  const counts = new Map(regions.map(({ classId, pixels }) => [classId, pixels]));
  const image = {
    mask,
    modality,
    geometry: {
      width,
      height,
      spacingMm: { x: spacing[0], y: spacing[1] },
      xDirection: [1, 0, 0] as const,
      yDirection: [0, 1, 0] as const,
    },
  };
  const drawn = Array.from({ length: captions }, () => captionFor(counts, random));
  return {
    slice,
    z: origin[2] + slice * spacing[2],
    regions: regions.map(({ classId, pixels, box }) => [classId, pixels, boxTokens(box, { width, height })]),
    captions: drawn
      .filter(({ de }) => de !== '')
      .map(({ de, en }) => ({
        de: { plain: de, tagged: tagged(de, 'de', image) },
        en: { plain: en, tagged: tagged(en, 'en', image) },
      })),
  };
}

function tagged(
  text: string,
  language: Language,
  image: Pick<SliceToDerive, 'mask' | 'modality' | 'geometry'>,
): string {
  const captions = [{ language, text, mentions: extractor.extract(text, language) }];
  const { pairs } = deriveSlice({ ...image, captions, switches: DEFAULT_SWITCHES });
  const spans = pairs.flatMap(({ classId, box, mentions }) =>
    mentions.map(({ start, end }) => ({ start, end, classId, box })),
  );
  return tagCaption(text, spans, image.geometry);
}
