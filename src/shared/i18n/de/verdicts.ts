import type { VerdictTexts } from '../verdict-texts.ts';

export const verdicts: VerdictTexts = {
  promotable:
    'Insgesamt besser: Der Unterschied ist {{value}} ({{low}} bis {{high}}), und kein Teil ist über seine Grenze hinaus schlechter.',
  refused: 'Kann nicht befördert werden.',
  slice: 'Schichten',
  patient: 'Patienten',
  nowhere: 'ohne Angabe',
  pooled: '{{kind}}: {{count}} kleine gemeinsam',
  kind: {
    modality: 'Modalität',
    language: 'Sprache',
    bodyPart: 'Körperteil',
    answerType: 'Art der Frage',
    class: 'Klasse',
  },
  value: { de: 'Deutsch', en: 'Englisch', open: 'offen', closed: 'geschlossen' },
  status: {
    better: 'besser',
    held: 'gehalten',
    open: 'offen',
    worse: 'schlechter',
    'too-few': 'zu wenige Fälle',
  },
  refusal: {
    'other-cases':
      'Fälle, nach denen nur eines der beiden gefragt wurde: {{count}}. Beide müssen auf derselben Goldmenge gemessen sein.',
    'too-few': 'Die Goldmenge hat zu wenige {{drawn}}: {{found}} von mindestens {{needed}}.',
    'not-better':
      'Insgesamt nicht besser: Der Unterschied ist {{value}} ({{low}} bis {{high}}); das ganze Intervall müsste über {{margin}} liegen.',
    'stratum-worse':
      'Schlechter bei {{part}}: {{change}} ({{low}} bis {{high}}); erlaubt ist ein Verlust von {{margin}}.',
    'stratum-too-few': 'Zu wenige {{drawn}} für {{part}}: {{found}} von mindestens {{needed}}.',
  },
  limit: {
    'no-champion': 'Es gibt noch keinen Champion: Gemessen wurde gegen ein Modell, das nichts sagt.',
    'untold-descent':
      'Niemand hat gesagt, wovon dieses Modell gelernt hat; ob es Goldpatienten gesehen hat, ließ sich nicht prüfen.',
    'few-patients':
      'Die Goldfälle sind von wenigen Patienten ({{patients}}; ganze Patienten werden ab {{needed}} gezogen). Die Intervalle sagen, wie sicher dies für diese Patienten ist, nicht für andere.',
    failed: 'Fälle, in denen der Herausforderer versagte, als Schweigen gezählt: {{count}}.',
    'open-strata':
      'Teile, in denen ein Verlust über die Grenze hinaus weder gezeigt noch ausgeschlossen ist: {{count}}. Der Unterschied ist schlimmstenfalls {{lowest}}.',
    'small-strata': 'Teile mit weniger als {{needed}} Fällen, die nur gemeinsam beurteilt sind: {{count}}.',
    unjudged: 'Teile mit zu wenigen Fällen, um etwas zu sagen: {{count}}.',
  },
};
