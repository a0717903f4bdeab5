/**
 * A search index of a third the size (words alone, cut and folded before they come here, so that its tokenizer has only
 * spaces to look at), and fewer indexes of pairs: one by state in the place of three, which a walk through the queue reads
 * without the pairs themselves. `search_words` is ours, see `migration-functions.ts`.
 */
export const searchAndQueue = `
DROP TABLE caption_vocabulary;
DROP TABLE caption_search;
CREATE VIRTUAL TABLE caption_search USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none
);
CREATE VIRTUAL TABLE caption_vocabulary USING fts5vocab (caption_search, 'row');
INSERT INTO caption_search (rowid, text) SELECT slice_id, search_words(
    (SELECT json_group_array(text) FROM caption c WHERE c.slice_id = s.slice_id),
    (SELECT json_group_array(derived_class) FROM pair p WHERE p.slice_id = s.slice_id))
  FROM slice s;

DROP INDEX pair_pending;
DROP INDEX pair_by_priority;
DROP INDEX pair_pending_by_modality;
DROP INDEX pair_by_class;
DROP INDEX pair_by_state;
CREATE INDEX pair_by_state ON pair (state, priority DESC, pair_id, slice_id);
CREATE INDEX pair_pending_by_modality ON pair (modality, priority DESC, pair_id, slice_id) WHERE state = 'pending';
CREATE INDEX pair_by_class ON pair (class_id, priority DESC, pair_id, state, slice_id);
`;
