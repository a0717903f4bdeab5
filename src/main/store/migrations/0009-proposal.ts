/**
 * What the trained head in use says about each pair: where it sees the pair's class, and whether it expects it on the slice at all.
 * One row a pair: replaced while nobody has judged the pair, kept afterwards as it stood then. Boxes are JSON in pixels of the
 * slice, null where the head knows no place.
 */
export const proposalTable = `
CREATE TABLE proposal (
  pair_id INTEGER PRIMARY KEY REFERENCES pair (pair_id) ON DELETE CASCADE,
  head_id TEXT NOT NULL,
  presence REAL NOT NULL,
  box TEXT,
  confidence REAL NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
`;
