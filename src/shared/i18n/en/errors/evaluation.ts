import type { EvaluationErrorCode } from '../../../contract/errors/evaluation.ts';
import type { ErrorText } from '../../error-text.ts';

export const evaluationErrors: Record<EvaluationErrorCode, ErrorText> = {
  'evaluation.empty-set': {
    cause: 'The evaluation set ({{set}}, split "{{split}}") has no case.',
    remedy:
      'Accept or correct pairs of patients in that split first, or choose another part; "all" takes every patient.',
  },
  'evaluation.no-project': {
    cause: 'The gold set belongs to a project, and none was named.',
    remedy: 'Name it with --project.',
  },
  'evaluation.no-data': {
    cause: 'It was not said where {{set}} lies.',
    remedy: 'Name its folder with --data.',
  },
  'evaluation.unknown-set': {
    cause: '{{file}} is no evaluation set that is known.',
    remedy: 'docs/evaluation.md says which layouts are read and which files they are told by.',
  },
  'evaluation.bad-set': {
    cause: '{{file}} is not what the layout wants ({{detail}}).',
    remedy: 'Take the data set as its makers publish it, or export it again.',
  },
  'evaluation.bad-line': {
    cause: 'Line {{line, number}} of {{file}} is no case: image, prefix and suffix are needed.',
    remedy: 'Correct the line; the others were used.',
  },
  'evaluation.bad-record': {
    cause: 'Record {{number, number}} of {{file}} is not as the data set has them ({{detail}}).',
    remedy: 'Take the file as its makers publish it; the other records were used.',
  },
  'evaluation.no-report': {
    cause: '{{file}} cannot be read.',
    remedy: 'Name the report.json of an evaluation, or the folder that holds it.',
  },
  'evaluation.bad-report': {
    cause: '{{file}} is no report of an evaluation, or was changed since it was written.',
    remedy: 'Evaluate again: what was predicted is kept, only the figures are computed anew.',
  },
  'evaluation.nothing-shared': {
    cause: 'The two evaluations have no case in common.',
    remedy: 'Evaluate both packs on the same set.',
  },
  'evaluation.not-for-heads': {
    cause:
      'A trained head places boxes on slices of its own project; it can be asked neither questions nor about a folder.',
    remedy:
      'Evaluate it with --on gold and --project, by the box of each mention (locate) or by captions (ground).',
  },
  'evaluation.other-protocol': {
    cause:
      'One evaluation asked by "{{first}}", the other by "{{second}}"; their figures say different things.',
    remedy: 'Evaluate both packs with the same --protocol.',
  },
  'evaluation.on-processor': {
    cause:
      'On "{{provider}}" the text embedding does not give the vectors that its maker measured: {{found}} away, {{tolerance}} allowed.',
    remedy: 'Its texts are embedded by the processor instead; nothing has to be done.',
  },
  'evaluation.other-embedding': {
    cause:
      'One evaluation matched mentions by the text embedding "{{first}}", the other by "{{second}}"; their figures cannot be compared.',
    remedy:
      'Evaluate one of them again, matched by the embedding of the other ("Mentions matched by" in the window, --embedding on the command line). What was predicted is kept; only figures are computed anew.',
  },
};
