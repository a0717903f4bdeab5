import { createHash } from 'node:crypto';
import dcmjs from 'dcmjs';
import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { SliceGeometry } from '../../shared/domain/volume/slice.ts';

const SOP_CLASS: Readonly<Record<Modality, string>> = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
};
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
}

/** One slice as a DICOM CT or MR image without any name: identifiers are hashes, the patient is the pseudonym. */
export function encodeDicomSlice(slice: SliceToEncode): Buffer {
  const { geometry, modality, samples } = slice;
  const { stored, slope, intercept } = toStored(samples);
  const instance = uidFrom(`image ${slice.imageId}`);
  const dataset = {
    SOPClassUID: SOP_CLASS[modality],
    SOPInstanceUID: instance,
    StudyInstanceUID: uidFrom(`study ${slice.study}`),
    SeriesInstanceUID: uidFrom(`series ${slice.study} ${slice.series}`),
    Modality: modality,
    PatientID: slice.patient,
    PatientName: slice.patient,
    PatientIdentityRemoved: 'YES',
    InstanceNumber: slice.index + 1,
    Rows: geometry.height,
    Columns: geometry.width,
    PixelSpacing: [geometry.spacingMm.y, geometry.spacingMm.x],
    ImageOrientationPatient: [...geometry.xDirection, ...geometry.yDirection],
    ImagePositionPatient: [0, 0, slice.index * (geometry.sliceSpacingMm ?? 1)],
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

/** Whole numbers as they are; anything else spread over 16 bits with the rescale that brings it back. */
function toStored(samples: Int16Array | Float32Array): {
  stored: Int16Array;
  slope: number;
  intercept: number;
} {
  if (samples instanceof Int16Array) return { stored: samples, slope: 1, intercept: 0 };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of samples) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const slope = Number(((high - low) / 65_535 || 1).toPrecision(10));
  const intercept = Number((low + 32_768 * slope).toPrecision(10));
  return {
    stored: Int16Array.from(samples, (value) =>
      Math.max(-32_768, Math.min(32_767, Math.round((value - intercept) / slope))),
    ),
    slope,
    intercept,
  };
}

/** A UID made of a hash under the root for UUIDs (2.25, PS3.5 B.2): the same name always gets the same one. */
function uidFrom(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${hash}`)}`;
}
