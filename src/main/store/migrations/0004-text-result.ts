/**
 * What extractors and language models made of texts, side by side: one row for each text (by the SHA-256 of all that was
 * asked about), task, producer and version. A row without an output says that no answer held, and why. The index finds captions
 * that are equal, so that each is asked about once.
 */
export const textResults = `
CREATE TABLE text_result (
  task TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('de', 'en')),
  input_sha256 TEXT NOT NULL,
  producer TEXT NOT NULL,
  version TEXT NOT NULL,
  output TEXT,
  problem TEXT,
  prompt_tokens INTEGER NOT NULL DEFAULT 0,
  completion_tokens INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  PRIMARY KEY (task, language, input_sha256, producer, version),
  CHECK ((output IS NULL) <> (problem IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX caption_by_text ON caption (language, sha256);
`;
