import type { overview as english } from '../en/overview.ts';

export const overview: Record<keyof typeof english, string> = {
  title: 'Übersicht',
  intro: 'Wie weit das Projekt ist und wie oft die automatischen Zuordnungen stimmten.',
  'progress.title': 'Fortschritt',
  'progress.text': '{{judged, number}} von {{total, number}} Paaren sind beurteilt.',
  'progress.none': 'Noch ist nichts beurteilt. Jede Zahl hier stammt aus Urteilen.',
  'legend.label': 'Paare nach Stand',
  'rate.title': 'Richtig abgeleitet',
  'rate.text':
    'Anteil der beurteilten Paare, die unverändert angenommen wurden, mit 95-%-Intervall (Wilson). Nicht beurteilbare Paare zählen nicht.',
  'rate.caution':
    'Paare, die nach Verdacht geordnet beurteilt wurden, sind schlechter als der Rest. Für das ganze Projekt gilt die Schätzung oben.',
  'sample.title': 'Schätzung für das ganze Projekt',
  'sample.text':
    'Von den ersten {{judged, number}} Paaren einer zufälligen Reihenfolge, alle beurteilt, waren {{right, number}} richtig abgeleitet: {{rate}}. Die Warteschlange zieht jedes fünfte Paar aus dieser Reihenfolge.',
  'sample.none':
    'Noch gibt es keine Schätzung: das erste Paar der zufälligen Reihenfolge ist noch offen. Die Warteschlange zieht jedes fünfte Paar aus dieser Reihenfolge.',
  'rate.value': '{{share}} ({{low}} bis {{high}})',
  'rate.none': 'keines beurteilt',
  'rate.label': '{{name}}: {{judged, number}} von {{total, number}} beurteilt; richtig abgeleitet: {{rate}}',
  'strata.label': 'Aufteilen nach',
  'strata.class': 'Klasse',
  'strata.modality': 'Modalität',
  'strata.finding': 'Auffälligkeit',
  'strata.name': 'Gruppe',
  'strata.judged': 'Beurteilt',
  'strata.states': 'Stand',
  'strata.open': 'Warteschlange öffnen: {{name}}',
  'strata.more_one': '{{count, number}} weitere zeigen',
  'strata.more_other': '{{count, number}} weitere zeigen',
  'reasons.title': 'Was falsch war',
  'reasons.none': 'Noch ist nichts abgelehnt.',
  'reasons.unnamed': 'ohne Angabe',
  'loop.title': 'Der Kreislauf von Tag zu Tag',
  'loop.none': 'Noch gibt es keine Urteile.',
  'loop.text':
    'Urteile, die nicht zurückgenommen wurden, nach Tagen (UTC). Ein Fehler ist ein Paar, das korrigiert oder abgelehnt wurde; Stunden sind aktive Zeit an Paaren.',
  'loop.day': 'Tag',
  'loop.verdicts': 'Urteile je Tag',
  'loop.verdictsText': '{{count, number}} Urteile an {{days, number}} Tagen.',
  'loop.accepted': 'Richtig abgeleitet',
  'loop.acceptedText':
    'Anteil der beurteilten Paare, die unverändert angenommen wurden, mit 95-%-Intervallen.',
  'loop.errors': 'Gefundene Fehler je Stunde',
  'loop.errorsText': 'Insgesamt {{count, number}} Fehler gefunden.',
  'loop.pace': 'Sekunden je Urteil',
  'loop.paceText': 'Aktive Zeit an einem Paar, im Mittel.',
  'loop.champions': 'G-IoU jedes Champions auf Gold',
  'loop.championsText_one': '{{count, number}} Champion bei seiner Beförderung, mit 95-%-Intervall.',
  'loop.championsText_other':
    '{{count, number}} Champions, jeder bei seiner Beförderung, mit 95-%-Intervallen.',
  'loop.promoted': 'befördert',
  'agreement.title': 'Übereinstimmung der Befunder',
  'agreement.none': 'Noch kein Paar wurde von zweien beurteilt.',
  'agreement.text':
    '1 ist volle Übereinstimmung, 0 so viel wie durch Zufall. Alpha: alle zusammen; Kappa: je zwei. Wer das frühere Urteil gesehen hat, stimmt leichter zu als jemand, der allein urteilt.',
  'agreement.label': 'Übereinstimmung',
  'agreement.who': 'Befunder',
  'agreement.acceptance': 'Bestätigt oder nicht',
  'agreement.kinds': 'Art des Fehlers',
  'agreement.reasons': 'Grund',
  'agreement.pairs': 'Paare',
  'agreement.all': 'Alle (Krippendorffs Alpha)',
  'agreement.boxes':
    'Eigene Boxen zum selben Paar überlappen im Mittel zu {{iou}} ({{count, number}} Paare).',
};
