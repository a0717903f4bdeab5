/**
 * What was taken back, and the place of a decision, found without reading the whole stack: a decision clears what was taken
 * back, and after a million of them a scan would be most of what a decision costs.
 */
export const undoneIndex = `
CREATE INDEX undo_stack_undone ON undo_stack (position) WHERE is_undone = 1;
CREATE INDEX undo_stack_by_seq ON undo_stack (seq);
`;
