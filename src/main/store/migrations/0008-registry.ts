/**
 * What happened to models, append-only: packs that were registered as challengers, verdicts of the gate, promotions and what was
 * rolled back. Who is champion follows from it: the model of the newest promotion or rolling back of a kind. `champion_id` is who
 * was champion until then, or whom a challenger was held against; null for nobody.
 */
export const registryTable = `
CREATE TABLE registry (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('register', 'judge', 'promote', 'roll-back')),
  kind TEXT NOT NULL CHECK (kind IN ('head', 'pack')),
  model_id TEXT,
  champion_id TEXT,
  snapshot_id TEXT,
  report_id TEXT,
  champion_report_id TEXT,
  verdict TEXT,
  lineage TEXT,
  reason TEXT NOT NULL,
  CHECK (model_id IS NOT NULL OR action = 'roll-back'),
  CHECK ((action IN ('judge', 'promote')) = (verdict IS NOT NULL AND snapshot_id IS NOT NULL AND report_id IS NOT NULL)),
  CHECK (action = 'register' OR lineage IS NULL)
) STRICT;
CREATE INDEX registry_by_kind ON registry (kind, action, seq);
CREATE TRIGGER registry_is_append_only_u BEFORE UPDATE ON registry BEGIN SELECT RAISE(ABORT, 'registry is append-only'); END;
CREATE TRIGGER registry_is_append_only_d BEFORE DELETE ON registry BEGIN SELECT RAISE(ABORT, 'registry is append-only'); END;
`;
