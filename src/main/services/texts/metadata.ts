import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { SliceGeometry } from '../../../shared/domain/volume/slice.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';

const MODALITY: Readonly<Record<Language, Readonly<Record<StoredSlice['modality'], string>>>> = {
  de: { CT: 'Computertomographie', MR: 'Magnetresonanztomographie' },
  en: { CT: 'computed tomography', MR: 'magnetic resonance imaging' },
};
/** By the axis of the patient that the plane is square to: left, posterior, superior. */
const PLANES: Readonly<Record<Language, readonly [string, string, string]>> = {
  de: ['sagittal', 'koronar', 'axial'],
  en: ['sagittal', 'coronal', 'axial'],
};

/** What is known about an image without looking at it, in the words of a language; nothing that names a person. */
export function metadataOf(
  { modality, bodyPart, geometry }: Pick<StoredSlice, 'modality' | 'bodyPart' | 'geometry'>,
  language: Language,
): Record<string, string> {
  const plane = geometry.isAssumed ? undefined : PLANES[language][normalAxis(geometry)];
  return {
    modality: MODALITY[language][modality],
    ...(bodyPart !== '' && { body_part: bodyPart }),
    ...(plane && { plane }),
  };
}

/** Axis (0-2, LPS) nearest to the normal of the plane, which is the cross product of its directions. */
function normalAxis({ xDirection: [a, b, c], yDirection: [d, e, f] }: SliceGeometry): 0 | 1 | 2 {
  const [x, y, z] = [b * f - c * e, c * d - a * f, a * e - b * d].map(Math.abs) as [number, number, number];
  if (z >= x && z >= y) return 2;
  return y >= x ? 1 : 0;
}
