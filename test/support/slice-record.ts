import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import type { SliceRecord } from '../../src/main/store/slice-store.ts';

/** A small slice with one pair, for tests of the store. */
export function sliceRecord(number: number, priority = number / 1000): SliceRecord {
  const mention = {
    start: 0,
    end: 5,
    surface: 'Leber',
    classIds: [classId(5)],
    language: 'de',
    negated: false,
    normal: false,
    rule: 'lexicon',
  } as const;
  return {
    imageId: `image-${number}`,
    patient: `P-${number % 7}`,
    study: 'study',
    series: 'series',
    modality: number % 3 === 0 ? 'MR' : 'CT',
    bodyPart: '',
    clinicalInformation: '',
    question: '',
    volumeId: null,
    axis: 2,
    index: number,
    geometry: {
      width: 4,
      height: 4,
      spacingMm: { x: 1, y: 1 },
      xDirection: [1, 0, 0],
      yDirection: [0, 1, 0],
    },
    dtype: 'int16',
    pixelsSha256: number.toString(16).padStart(64, 'a'),
    maskSha256: null,
    window: { center: 40, width: 400 },
    captions: [
      { language: 'de', text: number % 2 === 0 ? 'Leberzyste im Ösophagus.' : 'Leber.', isOriginal: null },
    ],
    pairs: [
      {
        classId: classId(5),
        box: [0, 0, 2, 2],
        regionClassIds: [classId(5)],
        mentions: [mention],
        findings: [],
        priority,
      },
    ],
    omissions: [],
    provenance: {
      extractor: 'lexicon',
      extractorVersion: '1.0',
      derivation: 'default',
      switches: null,
      segmentationFile: null,
      segmentationSha256: null,
    },
  };
}
