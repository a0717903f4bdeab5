/**
 * How each stage of each study ended the last time, for which result (a hash of everything that it depends on), and what intake
 * was to bring in, so that a study that could not be read can be tried again without its folder being looked through anew.
 */
export const stageRuns = `
CREATE TABLE stage_run (
  study TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('intake', 'segment', 'extract', 'derive', 'suggest')),
  key TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'failed')),
  ended_at TEXT NOT NULL,
  seconds REAL NOT NULL,
  error TEXT,
  PRIMARY KEY (study, stage),
  CHECK ((outcome = 'failed') = (error IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE planned_volume (
  key TEXT PRIMARY KEY,
  study TEXT NOT NULL,
  plan TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX planned_by_study ON planned_volume (study, key);
CREATE INDEX slice_by_study ON slice (study, slice_id);
`;
