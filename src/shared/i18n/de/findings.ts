import type { FindingTexts } from '../finding-texts.ts';

export const findings: FindingTexts = {
  'tag-lost-at-compound': {
    short: 'Tag geht im Kompositum verloren',
    sentence:
      '„{{surface}}“ ist nur ein Teil von „{{word}}“; das veröffentlichte Training verlöre die Markierung.',
  },
  'tag-lost-at-punctuation': {
    short: 'Tag geht am Punkt verloren',
    sentence: '„{{surface}}“ endet mit einem Punkt; das veröffentlichte Training verlöre die Markierung.',
  },
  'shorter-mention-shadows-longer': {
    short: 'kürzeres Wort gewinnt',
    sentence: '„{{surface}}“ würde innerhalb von „{{word}}“ markiert und es verdecken.',
  },
  'box-touches-border': {
    short: 'berührt den Rand',
    sentence: 'Die Box berührt den Rand der Schicht; ein Teil kann abgeschnitten sein.',
  },
  'side-disagrees-with-image': {
    short: 'Seite passt nicht',
    sentence: '{{classId}} liegt im Bild {{distanceMm}} mm {{found}} der Mittellinie.',
  },
  'mask-tiny': { short: 'Maske sehr klein', sentence: 'Die Maske bedeckt nur {{areaMm2}} mm².' },
  'mask-fragmented': { short: 'Maske zerfällt', sentence: 'Die Maske zerfällt in {{parts}} Teile.' },
  'box-spans-far-parts': {
    short: 'Box über getrennte Teile',
    sentence:
      'Die Box umfasst {{parts}} Teile von {{classId}}, bis zu {{gapMm}} mm auseinander. Einer deckt {{sharePercent}} % der Maske; ohne ihn ist die Box {{smallerPercent}} % kleiner.',
  },
  'languages-name-different-classes': {
    short: 'Sprachen widersprechen sich',
    sentence: 'Nur {{language}} Text nennt {{classId}}; der andere nennt {{otherClassId}}.',
  },
  'mention-missing-in-other-language': {
    short: 'fehlt in einer Sprache',
    sentence: 'Nur {{language}} Text nennt {{classId}}.',
  },
  'mention-negated': {
    short: 'verneinte Nennung',
    sentence: 'Der Satz um „{{surface}}“ ist verneint: belegt wird das Organ, kein Befund.',
  },
  'class-impossible-for-modality': {
    short: 'Klasse hier unüblich',
    sentence: 'Eine {{modality}}-Segmentierung hat keine eigene Maske für {{classId}}.',
  },
  'extractors-disagree': {
    short: 'Extraktoren uneinig',
    sentence: 'Nur {{foundBy}} findet {{classId}} (geprüft: {{language}} Text).',
  },
  'caption-suspicious': {
    short: 'verdächtiger Text',
    sentence:
      'Bitte zweimal hinsehen: {{language}} Text enthält {{kind}} und richtet sich womöglich an ein Programm statt an Lesende.',
  },
  'models-disagree': {
    short: 'Modelle uneinig',
    sentence: 'RadGrounder sieht {{classId}} an anderer Stelle: Beide Boxen überlappen zu {{percent}} %.',
  },
};
