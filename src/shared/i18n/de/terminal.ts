import type { terminal as english } from '../en/terminal.ts';

export const terminal: Record<keyof typeof english, string> = {
  plumbline: 'Automatisch abgeleitete Paare aus Wort und Region auf CT- und MR-Schichten prüfen.',
  'option.json': 'Ergebnis oder Fehler als JSON auf der Standardausgabe',
  'option.lang': 'Sprache der Meldungen',
  'option.version': 'Version ausgeben',
  'option.help': 'Hilfe anzeigen',
  'option.project': 'Projektordner',
  import: 'Volumen, Segmentierungen und Texte in ein Projekt einlesen, das nötigenfalls angelegt wird',
  'import.paths': 'Dateien und Ordner; docs/formats.md sagt, was gelesen wird',
  'import.done_one': '{{slices}}, {{pairs}} im Projekt; {{count, number}} Hinweis',
  'import.done_other': '{{slices}}, {{pairs}} im Projekt; {{count, number}} Hinweise',
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
  'mentions.badField': 'nötig sind id, lang („de“ oder „en“) und text; falsch: {{fields}}',
  'mentions.line': 'Zeile {{line, number}} ausgelassen: {{detail}}.',
  export: 'geprüfte Paare schreiben',
  'export.out': 'neuer oder leerer Ordner',
  'export.format': 'Aufbau',
  'export.include': 'Zustände, die zählen, durch Komma getrennt',
  'export.languages': 'Sprachen, die geschrieben werden, durch Komma getrennt',
  'export.seed': 'Startwert der Aufteilung nach Patienten',
  'export.split': 'Anteile der Patienten für Training, Validierung und Test',
  'export.done': '{{slices}}, {{pairs}} → {{out}}',
  'export.splits': 'Training {{train, number}}, Validierung {{val, number}}, Test {{test, number}} Schichten',
  'export.leftOut_one': '{{count, number}} Paar ausgelassen: {{reason}}',
  'export.leftOut_other': '{{count, number}} Paare ausgelassen: {{reason}}',
  verify: 'ein Projekt prüfen: Aufbau, Integrität, Protokollkette, Urteile, Texte, Zähler, Bilder',
  'verify.dir': 'Projektordner',
  'verify.quick': 'die Bilder nicht lesen',
  'verify.ok': 'gut',
  'verify.fail': 'FEHLER',
  serve: 'das Programm auf 127.0.0.1 anbieten und ein Fenster darauf öffnen',
  'serve.open': 'die Adresse nennen und kein Fenster öffnen',
  'serve.port': 'Port; 0 für irgendeinen freien',
  'serve.project': 'Projekt, das geöffnet wird; sonst das letzte oder die Demo',
  'serve.host': 'für npm start, das danach wählt; hier ist nur browser möglich',
  'serve.ready': 'Plumbline is ready: {{url}}',
  'help.usage': 'Aufruf:',
  'help.options': 'Optionen:',
  'help.commands': 'Befehle:',
  'help.arguments': 'Argumente:',
  'help.globalOptions': 'Optionen aller Befehle:',
  'help.choices': 'möglich: {{choices}}',
  'help.default': 'voreingestellt: {{value}}',
  'help.command': 'Hilfe zu einem Befehl anzeigen',
  'usage.unknownOption': 'Die Option {{what}} gibt es nicht.',
  'usage.unknownCommand': 'Den Befehl {{what}} gibt es nicht.',
  'usage.missingMandatoryOptionValue': 'Die Option {{what}} ist nötig.',
  'usage.missingArgument': 'Das Argument <{{what}}> ist nötig.',
  'usage.optionMissingArgument': 'Die Option {{what}} braucht einen Wert.',
  'usage.invalidArgument': '{{value}} ist für {{what}} nicht möglich{{allowed}}.',
  'usage.excessArguments': 'Es sind mehr Argumente, als der Befehl annimmt.',
  'usage.conflictingOption': 'Diese Optionen passen nicht zusammen: {{what}}.',
  'usage.see': 'Siehe: plumbline {{command}}--help',
  slices_one: '{{count, number}} Schicht',
  slices_other: '{{count, number}} Schichten',
  pairs_one: '{{count, number}} Paar',
  pairs_other: '{{count, number}} Paare',
  'progress.left': 'noch etwa {{time}}',
  interrupted: 'Angehalten. Was fertig ist, bleibt; derselbe Befehl macht dort weiter.',
  internal:
    'Das Programm ist auf einen unerwarteten Fehler gestoßen (Nr. {{id}}). Näheres steht in {{file}}.',
  'log.unwritable': 'Das Protokoll {{file}} kann nicht geschrieben werden; es geht ohne weiter.',
  'start.preparing': 'Plumbline wird vorbereitet …',
  'start.electron': 'Das Fenster öffnet sich in Electron.',
  'start.electronMissing':
    'Das Programm von Electron ist nicht installiert. So kommt es: node node_modules/electron/install.js',
  'start.unknownHost': 'Den Host {{host}} gibt es nicht; möglich sind electron und browser.',
  'window.chosen': 'Gewünscht war der Browser-Host; das Fenster öffnet sich in {{browser}}.',
  'window.browser': 'Electron ist nicht installiert; das Fenster öffnet sich in {{browser}}.',
  'window.none':
    'Weder Electron noch Chromium oder Chrome gefunden; öffnen Sie die Adresse oben in einem Browser.',
  'window.noDisplay':
    'Keine Anzeige vorhanden; öffnen Sie die Adresse oben in einem Browser dieses Rechners.',
};
