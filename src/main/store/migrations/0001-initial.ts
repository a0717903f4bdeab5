/** The first schema: slices with their captions and pairs, the decision log, the audit chain, jobs, search. */
export const initialSchema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE volume (
  volume_id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  dims TEXT NOT NULL,
  affine_lps TEXT NOT NULL,
  dtype TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  modality TEXT NOT NULL,
  segmentation_file TEXT,
  segmentation_sha256 TEXT
) STRICT;

CREATE TABLE slice (
  slice_id INTEGER PRIMARY KEY,
  image_id TEXT NOT NULL UNIQUE,
  patient TEXT NOT NULL,
  study TEXT NOT NULL,
  series TEXT NOT NULL,
  modality TEXT NOT NULL,
  body_part TEXT NOT NULL,
  clinical_information TEXT NOT NULL,
  question TEXT NOT NULL,
  volume_id INTEGER REFERENCES volume (volume_id),
  axis INTEGER NOT NULL,
  slice_index INTEGER NOT NULL,
  geometry TEXT NOT NULL,
  dtype TEXT NOT NULL,
  pixels_sha256 TEXT NOT NULL,
  mask_sha256 TEXT,
  window_center REAL NOT NULL,
  window_width REAL NOT NULL,
  extractor TEXT NOT NULL,
  extractor_version TEXT NOT NULL,
  derivation TEXT NOT NULL,
  switches TEXT NOT NULL,
  segmentation_file TEXT,
  segmentation_sha256 TEXT
) STRICT;

CREATE TABLE caption (
  slice_id INTEGER NOT NULL REFERENCES slice (slice_id),
  language TEXT NOT NULL CHECK (language IN ('de', 'en')),
  text TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  is_original INTEGER,
  PRIMARY KEY (slice_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE pair (
  pair_id INTEGER PRIMARY KEY,
  slice_id INTEGER NOT NULL REFERENCES slice (slice_id),
  derived_class INTEGER NOT NULL,
  derived_box TEXT NOT NULL,
  derived_region TEXT NOT NULL,
  class_id INTEGER NOT NULL,
  box TEXT NOT NULL,
  region TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',
  revision INTEGER NOT NULL DEFAULT 0,
  priority REAL NOT NULL,
  random_key INTEGER NOT NULL,
  modality TEXT NOT NULL,
  findings TEXT NOT NULL,
  mentions TEXT NOT NULL,
  languages TEXT NOT NULL,
  UNIQUE (slice_id, derived_class)
) STRICT;
CREATE INDEX pair_pending ON pair (priority DESC, pair_id) WHERE state = 'pending';
CREATE INDEX pair_by_priority ON pair (priority DESC, pair_id);
CREATE INDEX pair_pending_by_modality ON pair (modality, priority DESC, pair_id) WHERE state = 'pending';
CREATE INDEX pair_by_random ON pair (random_key, pair_id);
CREATE INDEX pair_by_class ON pair (class_id, priority DESC, pair_id);
CREATE INDEX pair_by_state ON pair (state, priority DESC, pair_id);

CREATE TABLE pair_finding (
  code TEXT NOT NULL,
  pair_id INTEGER NOT NULL REFERENCES pair (pair_id),
  PRIMARY KEY (code, pair_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE omission (
  slice_id INTEGER NOT NULL REFERENCES slice (slice_id),
  class_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (slice_id, class_id)
) STRICT, WITHOUT ROWID;

-- Counters, so that facets cost a lookup instead of a scan over a million pairs.
CREATE TABLE counter (
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (facet, value, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER count_pair_in AFTER INSERT ON pair BEGIN
  INSERT INTO counter VALUES ('all', '', NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO counter VALUES ('class', NEW.class_id, NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO counter VALUES ('modality', NEW.modality, NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER count_pair_moved AFTER UPDATE OF state, class_id ON pair BEGIN
  UPDATE counter SET n = n - 1 WHERE facet = 'all' AND value = '' AND state = OLD.state;
  UPDATE counter SET n = n - 1 WHERE facet = 'class' AND value = CAST(OLD.class_id AS TEXT) AND state = OLD.state;
  UPDATE counter SET n = n - 1 WHERE facet = 'modality' AND value = OLD.modality AND state = OLD.state;
  UPDATE counter SET n = n - 1 WHERE facet = 'finding' AND state = OLD.state
    AND value IN (SELECT code FROM pair_finding WHERE pair_id = NEW.pair_id);
  INSERT INTO counter VALUES ('all', '', NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO counter VALUES ('class', NEW.class_id, NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO counter VALUES ('modality', NEW.modality, NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO counter SELECT 'finding', code, NEW.state, 1 FROM pair_finding WHERE pair_id = NEW.pair_id
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER count_finding_in AFTER INSERT ON pair_finding BEGIN
  INSERT INTO counter SELECT 'finding', NEW.code, state, 1 FROM pair WHERE pair_id = NEW.pair_id
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE decision (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  decision_id TEXT NOT NULL UNIQUE,
  pair_id INTEGER NOT NULL REFERENCES pair (pair_id),
  action TEXT NOT NULL CHECK (action IN ('decide', 'undo', 'redo')),
  target_seq INTEGER REFERENCES decision (seq),
  verdict TEXT,
  correction TEXT,
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL,
  duration_ms REAL NOT NULL,
  key TEXT NOT NULL,
  seen TEXT,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT;
CREATE INDEX decision_by_pair ON decision (pair_id, seq);
CREATE TRIGGER decision_is_append_only_u BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_is_append_only_d BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;

-- What Ctrl+Z and Ctrl+Y walk along; derived from the log, rewritten by it.
CREATE TABLE undo_stack (
  position INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES decision (seq),
  is_undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER audit_is_append_only_u BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_append_only_d BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TABLE job (
  job_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  status TEXT NOT NULL,
  input TEXT NOT NULL,
  result TEXT,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER,
  step TEXT NOT NULL DEFAULT '',
  params TEXT NOT NULL DEFAULT '{}',
  error TEXT,
  problems TEXT NOT NULL DEFAULT '[]',
  attempt INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX job_by_key ON job (kind, key, status);

-- Folded captions of both languages and class names; see search.ts for the folding.
CREATE VIRTUAL TABLE caption_search USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE caption_vocabulary USING fts5vocab (caption_search, 'row');
`;
