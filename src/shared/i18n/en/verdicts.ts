import type { VerdictTexts } from '../verdict-texts.ts';

/** What a verdict on a promotion says; a refusal in one sentence, and what the verdict cannot tell. */
export const verdicts: VerdictTexts = {
  promotable:
    'Better overall: the difference is {{value}} ({{low}} to {{high}}), and no part is worse beyond its margin.',
  refused: 'Not to be promoted.',
  slice: 'slices',
  patient: 'patients',
  nowhere: 'not stated',
  pooled: '{{kind}}: {{count}} small ones together',
  kind: {
    modality: 'Modality',
    language: 'Language',
    bodyPart: 'Body part',
    answerType: 'Kind of question',
    class: 'Class',
  },
  value: { de: 'German', en: 'English', open: 'open', closed: 'closed' },
  status: {
    better: 'better',
    held: 'held',
    open: 'open',
    worse: 'worse',
    'too-few': 'too few cases',
  },
  refusal: {
    'other-cases':
      'Cases that only one of the two was asked about: {{count}}. Both have to be measured on the same gold set.',
    'too-few': 'The gold set has too few {{drawn}}: {{found}} of at least {{needed}}.',
    'not-better':
      'Not better overall: the difference is {{value}} ({{low}} to {{high}}), and its whole interval would have to lie above {{margin}}.',
    'stratum-worse':
      'Worse for {{part}}: {{change}} ({{low}} to {{high}}), and a loss of {{margin}} is allowed.',
    'stratum-too-few': 'Too few {{drawn}} for {{part}}: {{found}} of at least {{needed}}.',
  },
  limit: {
    'no-champion': 'There is no champion yet: this was held against saying nothing.',
    'untold-descent':
      'Nobody told what this model has learned from; whether it has seen gold patients could not be checked.',
    'few-patients':
      'The gold cases are of few patients ({{patients}}; whole patients are drawn from {{needed}} on). The intervals say how sure this is for these patients, not for others.',
    failed: 'Cases in which the challenger failed, counted as silence: {{count}}.',
    'open-strata':
      'Parts in which a loss beyond the margin is neither shown nor ruled out: {{count}}. At worst the difference is {{lowest}}.',
    'small-strata': 'Parts with fewer than {{needed}} cases, judged only together: {{count}}.',
    unjudged: 'Parts with too few cases to tell anything: {{count}}.',
  },
};
