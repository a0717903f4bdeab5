/**
 * Pairs and findings that come in are counted by the code that puts them in (`counters.ts`), in the same transaction, not by
 * triggers any more. With a trigger on its table SQLite copies every page that one inserted row touches, indexes included, into a
 * journal of the statement, and has the search index write what it still holds: measured, half the time of an import. `verify`
 * recounts.
 */
export const countedInserts = `
DROP TRIGGER count_pair_in;
DROP TRIGGER count_finding_in;
`;
