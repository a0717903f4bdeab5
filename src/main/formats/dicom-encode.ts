import { createHash } from 'node:crypto';
import dcmjs from 'dcmjs';
import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { SliceGeometry } from '../../shared/domain/volume/slice.ts';

const SOP_CLASS: Readonly<Record<Modality, string>> = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
};
const UID = /^[0-9.]{1,64}$/;
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

export interface SliceToEncode {
  readonly imageId: string;
  readonly patient: string;
  readonly study: string;
  readonly series: string;
  readonly modality: Modality;
  readonly geometry: SliceGeometry;
  /** HU for CT, signal for MR; row-major. */
  readonly samples: Int16Array | Float32Array;
  readonly index: number;
  /** The study already bears a UID of an anonymised data set, which stays. */
  readonly isAnonymised?: boolean;
}

/** One slice as a DICOM CT or MR image without any name: identifiers are hashes, the patient is the pseudonym. */
export function encodeDicomSlice(slice: SliceToEncode): Buffer {
  const { geometry, modality, samples } = slice;
  const { stored, slope, intercept } = toStored(samples);
  const instance = uidFrom(`image ${slice.imageId}`);
  const study = slice.isAnonymised && UID.test(slice.study) ? slice.study : uidFrom(`study ${slice.study}`);
  const dataset = {
    SOPClassUID: SOP_CLASS[modality],
    SOPInstanceUID: instance,
    StudyInstanceUID: study,
    SeriesInstanceUID: uidFrom(`series ${study} ${slice.series}`),
    Modality: modality,
    PatientID: slice.patient,
    PatientName: slice.patient,
    PatientIdentityRemoved: 'YES',
    InstanceNumber: slice.index + 1,
    Rows: geometry.height,
    Columns: geometry.width,
    ...placeOf(slice),
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    RescaleSlope: slope,
    RescaleIntercept: intercept,
    PixelData: [stored.buffer.slice(stored.byteOffset, stored.byteOffset + stored.byteLength)],
    _vrMap: { PixelData: 'OW' },
    _meta: {},
  };
  const { DicomMetaDictionary, DicomDict } = dcmjs.data;
  const meta = DicomMetaDictionary.denaturalizeDataset({
    MediaStorageSOPClassUID: dataset.SOPClassUID,
    MediaStorageSOPInstanceUID: instance,
    TransferSyntaxUID: EXPLICIT_LITTLE_ENDIAN,
    ImplementationClassUID: uidFrom('plumbline'),
  });
  const dict = new DicomDict(meta);
  dict.dict = DicomMetaDictionary.denaturalizeDataset(dataset);
  return Buffer.from(dict.write());
}

/** Where the image lies; nothing is said about an image of which nobody knows it. */
function placeOf({ geometry, index }: SliceToEncode): Record<string, unknown> {
  if (geometry.isAssumed) return {};
  const { spacingMm, sliceSpacingMm, xDirection, yDirection } = geometry;
  const distance = sliceSpacingMm === undefined ? undefined : decimal(sliceSpacingMm);
  return {
    PixelSpacing: [spacingMm.y, spacingMm.x].map(decimal),
    ...(distance !== undefined && { SpacingBetweenSlices: distance }),
    ImageOrientationPatient: [...xDirection, ...yDirection].map(decimal),
    ImagePositionPatient: [0, 0, decimal(index * (distance ?? 1))],
  };
}

/** The closest number that a decimal string has room for: 16 characters (PS3.5, 6.2). */
function decimal(value: number): number {
  for (let digits = 16; ; digits -= 1) {
    const shorter = Number(value.toPrecision(digits));
    if (String(shorter).length <= 16) return shorter;
  }
}

interface Stored {
  readonly stored: Int16Array;
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Whole numbers as they are; anything else in steps of 1, 2 or 5 times a power of ten, as coarse as the values allow or as
 * 16 bits need. Such a step is short in a decimal string, and values that lie on it once get the same one again.
 */
function toStored(samples: Int16Array | Float32Array): Stored {
  if (samples instanceof Int16Array) return { stored: samples, slope: 1, intercept: 0 };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of samples) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const step = stepFor(samples, high - low);
  const first = Math.round(low / step);
  return {
    stored: Int16Array.from(samples, (value) => Math.round(value / step) - first - 32_768),
    slope: step,
    intercept: Number(((first + 32_768) * step).toPrecision(12)),
  };
}

function stepFor(samples: Float32Array, range: number): number {
  // One step less than 16 bits have, because both ends are rounded.
  const finest = range / 65_534;
  const steps = [...stepsDown(range, finest)];
  return steps.find((step) => liesOn(samples, step)) ?? steps.at(-1) ?? 1;
}

/** 1, 2 and 5 times powers of ten, from about the range down to the last that is not finer than asked. */
function* stepsDown(range: number, finest: number): Generator<number> {
  if (range <= 0) return;
  for (let power = Math.ceil(Math.log10(range)); ; power -= 1) {
    for (const digit of [5, 2, 1]) {
      const step = Number(`${digit}e${power}`);
      if (step < finest) return;
      yield step;
    }
  }
}

function liesOn(samples: Float32Array, step: number): boolean {
  return samples.every((value) => Math.abs(value / step - Math.round(value / step)) < 1e-3);
}

/** A UID made of a hash under the root for UUIDs (2.25, PS3.5 B.2): the same name always gets the same one. */
function uidFrom(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${hash}`)}`;
}
