/**
 * Limits that every file has to keep before anything is allocated for it. A 512 x 512 x 2000 CT in 16 bits is 1 GiB,
 * so real studies stay far below; hostile files do not.
 */
export const BUDGET = {
  /** Bytes of one file on disk. */
  fileBytes: 4 * 1024 ** 3,
  /** Bytes of one decoded image. */
  imageBytes: 2 * 1024 ** 3,
  /** Unpacked to packed size beyond `ratioFrom` unpacked bytes. */
  inflateRatio: 200,
  ratioFrom: 64 * 1024 ** 2,
  /** Bytes of one DICOM object; enhanced multi-frame series are the largest. */
  dicomBytes: 1024 ** 3,
  /** Bytes of one table or JSON file. */
  tableBytes: 1024 ** 3,
  /** Length of one line of a table. */
  lineChars: 1_000_000,
} as const;
