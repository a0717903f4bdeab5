/**
 * What RadGrounder wrote about slices: the newest answer of each pack, task and language. Boxes are JSON with class, edges in
 * pixels of the slice, place in the text and confidence.
 */
export const suggestionTable = `
CREATE TABLE suggestion (
  slice_id INTEGER NOT NULL REFERENCES slice (slice_id),
  pack_id TEXT NOT NULL,
  task TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('de', 'en')),
  pack_name TEXT NOT NULL,
  text TEXT NOT NULL,
  boxes TEXT NOT NULL,
  is_complete INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (slice_id, pack_id, task, language)
) STRICT, WITHOUT ROWID;
`;
