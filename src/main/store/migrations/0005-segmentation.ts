/**
 * Label maps that packs have made of volumes: which pack, from which inputs, and the SHA-256 that names the file below
 * `segmentations/`. A volume's present one is the row whose file it has; the others stay, because judged slices refer to them.
 */
export const segmentationTable = `
CREATE TABLE segmentation (
  volume_id INTEGER NOT NULL REFERENCES volume (volume_id),
  inputs_sha256 TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  pack_id TEXT NOT NULL,
  pack_name TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (volume_id, inputs_sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX segmentation_by_file ON segmentation (sha256);
CREATE INDEX slice_by_volume ON slice (volume_id);
`;
