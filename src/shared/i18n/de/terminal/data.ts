import type { data as english } from '../../en/terminal/data.ts';

export const data: Record<keyof typeof english, string> = {
  import: 'Volumen, Segmentierungen und Texte in ein Projekt einlesen, das nötigenfalls angelegt wird',
  'import.paths': 'Dateien und Ordner; docs/formats.md sagt, was gelesen wird',
  'import.done_one': '{{slices}}, {{pairs}} im Projekt; {{count, number}} Hinweis',
  'import.done_other': '{{slices}}, {{pairs}} im Projekt; {{count, number}} Hinweise',
  run: 'jede Untersuchung eines Projekts durch Einlesen, Segmentierung, Nennungen, Paare und RadGrounder führen, soweit es aussteht',
  'run.import': 'diese Ordner zuerst einlesen; legt das Projekt an, wenn es noch keines gibt',
  'run.only': 'nur diese Stufen',
  'run.study': 'nur diese Untersuchungen',
  'run.again': 'auch, was schon fertig ist',
  'run.segmentCt': 'Paket, das CT segmentiert, oder „none“; bleibt im Projekt, wie alles Folgende',
  'run.segmentMr': 'Paket, das MR segmentiert, oder „none“',
  'run.extractor': 'wer Nennungen findet: das Lexikon allein oder auch das Sprachmodell der Einstellungen',
  'run.radgrounder': 'RadGrounder-Paket, das vorab gefragt wird, oder „none“',
  'run.language': 'Sprache, in der RadGrounder antwortet',
  'run.replaceGiven': 'auch neu segmentieren, was mit einer Segmentierung kam (aus: --no-replace-given)',
  'run.help': `Jede Stufe wird unter einem Hash von allem geführt, wovon sie abhängt: Ein weiterer Lauf tut nur, was fehlt, gescheitert oder
veraltet ist. Abgebrochen oder abgeschossen, geht er weiter, wo er war. Scheitert eine Untersuchung, wird sie genannt; die anderen gehen weiter.

Jede Stufe, die endet, ist eine Zeile; mit --json ein JSON-Objekt: {"event":"stage","study","stage","state","seconds","error"}, am Ende
{"event":"end","done","failed","stopped","problems"}. Endet mit 0, wenn alles fertig ist, mit 3, wenn eine Untersuchung scheiterte oder
eine Datei ausgelassen wurde, mit 1, wenn nichts ausgeführt werden konnte.`,
  'run.done_one':
    '{{done, number}} Stufen fertig, {{failed, number}} gescheitert in {{count, number}} Untersuchung',
  'run.done_other':
    '{{done, number}} Stufen fertig, {{failed, number}} gescheitert in {{count, number}} Untersuchungen',
  'run.bug': 'etwas ging schief, das nicht schiefgehen darf; was, steht im Protokoll',
  derive:
    'die Paare eines Projekts neu ableiten oder die veröffentlichte Pipeline auf ihren eigenen Dateien ausführen (--mode reference)',
  'derive.mode': 'default: ein Projekt; reference: die veröffentlichte Pipeline, bitgenau',
  'derive.project': 'Modus default: Projektordner',
  'derive.longestMentionWins':
    'Modus default: von verschachtelten Nennungen einer Klasse zählt nur die längste',
  'derive.joinParts': 'Modus default: die Nennung eines Ganzen nimmt die Masken seiner Teile',
  'derive.keepNegated': 'Modus default: verneinte Nennungen zählen auch und werden gekennzeichnet',
  'derive.off': '(aus: {{option}})',
  'derive.modality': 'Modus reference: entscheidet über Kennzahlen und Dateinamen',
  'derive.scanIndex': 'Modus reference: welche Schichten welcher Scans',
  'derive.segmentations': 'Modus reference: Ordner der segmentierten Scans',
  'derive.reports': 'Modus reference: Texte der Schichten',
  'derive.keywordsEn': 'Modus reference: Schlüsselwörter der englischen Texte',
  'derive.keywordsDe': 'Modus reference: Schlüsselwörter der deutschen Texte',
  'derive.out': 'Modus reference: Zielordner; die andere Modalität darf schon darin liegen',
  'derive.help': `Modus default. Findet Nennungen mit dem heutigen Lexikon und verbindet sie mit den Masken des Projekts. Schalter,
die nicht genannt sind, bleiben, wie das Projekt sie hat; spätere Importe halten sich daran. Paare, die jemand
beurteilt hat, bleiben, wie sie sind, und ebenso Paare, die fertig mitkamen.

Modus reference. Ein- und Ausgaben sind die der veröffentlichten RadGrounder-Pipeline:
  scan index     {scan id: {rel_dir?, file?, slices: {image id: {slice_axis, slice_idx}}}}
  segmentations  DIR/<rel_dir>/seg_scan_clean.nii.gz, Kennzahlen von TotalSegmentator
  reports        Parquet oder ein JSON-Array derselben Datensätze
  keywords       {Text: {Schlüsselwort: Kategorie}}, je Sprache eine Datei
  out            rsopid_2_segment_v3_{ct,mr}.json, segmented_slices_v3/ab/id.npy
Unbrauchbare Einträge werden auf der Fehlerausgabe genannt; die übrigen werden abgeleitet.`,
  'derive.done':
    '{{slices}}: {{added, number}} Paare neu, {{changed, number}} geändert, {{removed, number}} entfallen, {{kept, number}} beurteilt und unverändert',
  'derive.passedOver_one': '{{count, number}} Schicht brachte eigene Paare mit und wurde übergangen.',
  'derive.passedOver_other': '{{count, number}} Schichten brachten eigene Paare mit und wurden übergangen.',
  'derive.referenceDone_one': '{{slices}}, {{count, number}} Hinweis → {{file}}',
  'derive.referenceDone_other': '{{slices}}, {{count, number}} Hinweise → {{file}}',
  mentions:
    'Nennungen finden: JSONL {id, lang, text} auf der Standardeingabe, JSONL {id, mentions} auf der Standardausgabe',
  'mentions.help': `Jede Nennung ist {keyword, start, end, category, negated}; start und end zählen UTF-16-Einheiten der NFC-Form
des Textes, end ist ausgeschlossen. Unbrauchbare Zeilen werden auf der Fehlerausgabe genannt und ausgelassen.`,
  'mentions.notJson': 'kein JSON',
  'mentions.notUtf8': 'kein UTF-8',
  'mentions.tooLong': 'länger als 4 Mi Zeichen; ein Befund je Zeile, getrennt durch einen Zeilenumbruch',
  'mentions.badField': 'nötig sind id, lang („de“ oder „en“) und text; falsch: {{fields}}',
  'mentions.line': 'Zeile {{line, number}} ausgelassen: {{detail}}.',
  export: 'geprüfte Paare schreiben',
  'export.out': 'neuer oder leerer Ordner',
  'export.format': 'Aufbau',
  'export.include': 'Zustände, die zählen, durch Komma getrennt',
  'export.languages': 'Sprachen, die geschrieben werden, durch Komma getrennt',
  'export.seed': 'Startwert der Aufteilung nach Patienten',
  'export.captions': 'rewritten: ohne Vergleich mit früher, wo ein Sprachmodell sie so geschrieben hat',
  'export.translations':
    'englische Befundtexte eines Sprachmodells ergänzen, wo keine da sind und die Prüfung sie für gut befand',
  'export.noQuestions': 'die Fragen weglassen, die ein Sprachmodell geschrieben hat',
  'export.madeCaptions':
    'Befundtexte: {{original, number}} wie sie sind, {{rewritten, number}} umgeschrieben, {{translated, number}} übersetzt',
  'export.unused_one': '{{count, number}} Befundtext des Sprachmodells nicht verwendet: {{reason}}',
  'export.unused_other': '{{count, number}} Befundtexte des Sprachmodells nicht verwendet: {{reason}}',
  'export.split': 'Anteile der Patienten für Training, Validierung und Test',
  'export.done': '{{slices}}, {{pairs}} → {{out}}',
  'export.splits': 'Training {{train, number}}, Validierung {{val, number}}, Test {{test, number}} Schichten',
  'export.leftOut_one': '{{count, number}} Paar ausgelassen: {{reason}}',
  'export.leftOut_other': '{{count, number}} Paare ausgelassen: {{reason}}',
  verify: 'ein Projekt prüfen: Aufbau, Integrität, Protokollkette, Urteile, Texte, Zähler, Bilder',
  'verify.dir': 'Projektordner',
  'verify.quick': 'die Bilder nicht lesen',
  'verify.manifest': 'manifest.json eines früheren Exports: Ist dessen Protokoll noch dieses?',
  'verify.ok': 'gut',
  'verify.fail': 'FEHLER',
  agreement:
    'wie weit die Befunder eines Projekts übereinstimmen: Krippendorffs Alpha, Cohens Kappa, Überlappung ihrer Boxen',
  'agreement.none': 'Kein Paar wurde von zweien beurteilt.',
  'agreement.line':
    '{{who}}: bestätigt oder nicht {{acceptance}}, Art des Fehlers {{kinds}} ({{count, number}} Paare)',
  'agreement.all': 'alle, Alpha',
  'agreement.two': '{{one}} und {{other}}, Kappa',
  'agreement.reasons': 'mit Gründen, Alpha: {{value}}',
  'agreement.boxes': 'eigene Boxen: mittlere IoU {{iou}} ({{count, number}} Paare)',
};
