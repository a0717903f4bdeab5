import type { FindingTexts } from '../finding-texts.ts';

export const findings: FindingTexts = {
  'tag-lost-at-compound': {
    short: 'tag lost in a compound',
    sentence: '“{{surface}}” is only part of “{{word}}”; the published training would lose its tag.',
  },
  'tag-lost-at-punctuation': {
    short: 'tag lost at a dot',
    sentence: '“{{surface}}” ends in a dot; the published training would lose its tag.',
  },
  'shorter-mention-shadows-longer': {
    short: 'shorter word wins',
    sentence: '“{{surface}}” would be tagged inside “{{word}}” and hide it.',
  },
  'box-touches-border': {
    short: 'touches the border',
    sentence: 'The box touches the border of the slice; part of it may be cut off.',
  },
  'side-disagrees-with-image': {
    short: 'side disagrees',
    sentence: '{{classId}} lies {{distanceMm}} mm {{found}} of the midline in the image.',
  },
  'mask-tiny': { short: 'mask is tiny', sentence: 'The mask covers only {{areaMm2}} mm².' },
  'mask-fragmented': { short: 'mask in pieces', sentence: 'The mask falls into {{parts}} pieces.' },
  'box-spans-far-parts': {
    short: 'box over far-apart parts',
    sentence:
      'The box spans {{parts}} parts of {{classId}}, up to {{gapMm}} mm apart. One covers {{sharePercent}} % of the mask; without it the box is {{smallerPercent}} % smaller.',
  },
  'languages-name-different-classes': {
    short: 'languages disagree',
    sentence: 'Only {{language}} caption names {{classId}}; the other one names {{otherClassId}}.',
  },
  'mention-missing-in-other-language': {
    short: 'missing in one language',
    sentence: 'Only {{language}} caption names {{classId}}.',
  },
  'mention-negated': {
    short: 'negated mention',
    sentence: 'The clause around “{{surface}}” is negated: it grounds the organ, not a finding.',
  },
  'class-impossible-for-modality': {
    short: 'class unusual here',
    sentence: 'A {{modality}} segmentation has no mask of its own for {{classId}}.',
  },
  'extractors-disagree': {
    short: 'extractors disagree',
    sentence: 'Only {{foundBy}} finds {{classId}} in {{language}} caption.',
  },
  'caption-suspicious': {
    short: 'suspicious caption',
    sentence:
      'Look twice: {{language}} caption holds {{kind}} and may be meant for a program, not for a reader.',
  },
  'models-disagree': {
    short: 'models disagree',
    sentence: 'RadGrounder sees {{classId}} elsewhere: its box and this one overlap by {{percent}} %.',
  },
};
