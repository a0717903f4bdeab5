/**
 * Limits that every file has to keep before anything is allocated for it. A 512 x 512 x 2000 CT in 16 bits is 1 GiB,
 * so real studies stay far below; hostile files do not.
 */
export const BUDGET = {
  /** Bytes of one file on disk. */
  fileBytes: 4 * 1024 ** 3,
  /** Bytes of one decoded image: the samples as stored, and again as float32. */
  imageBytes: 2 * 1024 ** 3,
  /** Bytes that may come out of a compressed file before its header was understood. */
  headerBytes: 64 * 1024 ** 2,
  /** Unpacked to packed size of a compressed DICOM object beyond `dicomRatioFrom` unpacked bytes. */
  dicomRatio: 200,
  dicomRatioFrom: 16 * 1024 ** 2,
  /** Bytes of one DICOM object, packed or not; a single image of 8192 x 8192 needs half of it. */
  dicomBytes: 256 * 1024 ** 2,
  /** Bytes of one table or JSON file; longer texts do not fit into one JavaScript string. */
  tableBytes: 500 * 1024 ** 2,
} as const;
