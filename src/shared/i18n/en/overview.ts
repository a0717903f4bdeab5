/** Texts of the overview. */
export const overview = {
  title: 'Overview',
  intro: 'How far the project is, and how often the automatic labels were right.',
  'progress.title': 'Progress',
  'progress.text': '{{judged, number}} of {{total, number}} pairs are judged.',
  'progress.none': 'Nothing has been judged yet. Every figure here comes from verdicts.',
  'legend.label': 'Pairs by state',
  'rate.title': 'Right as derived',
  'rate.text':
    'Share of judged pairs that were accepted unchanged, with its 95 % interval (Wilson). Pairs that nobody could judge do not count.',
  'rate.caution':
    'Pairs judged in the order of suspicion are worse than the rest. For the whole project the estimate above holds.',
  'sample.title': 'Estimate for the whole project',
  'sample.text':
    'Of the first {{judged, number}} pairs of a random order, all judged, {{right, number}} were right as derived: {{rate}}. The queue draws every fifth pair from this order.',
  'sample.none':
    'There is no estimate yet: the first pair of the random order is still open. The queue draws every fifth pair from this order.',
  'rate.value': '{{share}} ({{low}} to {{high}})',
  'rate.none': 'none judged',
  'rate.label': '{{name}}: {{judged, number}} of {{total, number}} judged; right as derived: {{rate}}',
  'strata.label': 'Divide by',
  'strata.class': 'Class',
  'strata.modality': 'Modality',
  'strata.finding': 'Finding',
  'strata.name': 'Stratum',
  'strata.judged': 'Judged',
  'strata.states': 'States',
  'strata.open': 'Open the queue of {{name}}',
  'strata.more_one': 'Show {{count, number}} more',
  'strata.more_other': 'Show {{count, number}} more',
  'reasons.title': 'What was wrong',
  'reasons.none': 'Nothing has been rejected yet.',
  'reasons.unnamed': 'no reason given',
  'pace.title': 'Pace',
  'pace.none': 'There are no verdicts yet.',
  'pace.day': '{{day}}: {{count, number}} verdicts, {{seconds, number}} s each on average',
} as const;
