/**
 * Verdicts by day (UTC), reviewer and the state that they led to: what was taken back does not count, the time that it took does.
 * A log of hundreds of thousands of rows is not read to draw a curve. Kept by a trigger, checked by `verify`.
 */
export const decisionDays = `
CREATE TABLE decision_day (
  day TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  PRIMARY KEY (day, reviewer, state)
) STRICT, WITHOUT ROWID;
INSERT INTO decision_day
  SELECT substr(t.at, 1, 10), t.reviewer, json_extract(t.after, '$.state'),
    sum(iif(d.action = 'undo', -1, 1)), sum(iif(d.action = 'decide', CAST(round(d.duration_ms) AS INTEGER), 0))
  FROM decision d JOIN decision t ON t.seq = coalesce(d.target_seq, d.seq) GROUP BY 1, 2, 3;
CREATE TRIGGER count_decision AFTER INSERT ON decision BEGIN
  INSERT INTO decision_day
    SELECT substr(t.at, 1, 10), t.reviewer, json_extract(t.after, '$.state'),
      iif(NEW.action = 'undo', -1, 1), iif(NEW.action = 'decide', CAST(round(NEW.duration_ms) AS INTEGER), 0)
    FROM decision t WHERE t.seq = coalesce(NEW.target_seq, NEW.seq)
    ON CONFLICT DO UPDATE SET n = n + excluded.n, duration_ms = duration_ms + excluded.duration_ms;
END;
`;
