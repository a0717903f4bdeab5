import type { ModelsErrorCode } from '../../../contract/errors/models.ts';
import type { ErrorText } from '../../error-text.ts';

const AGAIN =
  'Kopieren Sie das Paket noch einmal von seiner Quelle; hilft das nicht, fragen Sie dort nach, wo es herkommt.';
const UNSAFE = 'Verwenden Sie dieses Paket nicht. Fragen Sie nach, woher es stammt.';
const MAKER =
  'Fragen Sie bei den Urhebern des Pakets nach; docs/model-packs.md beschreibt, was hineingehört.';

export const modelsErrors: Record<ModelsErrorCode, ErrorText> = {
  'models.folder-unreadable': {
    cause: 'Es gibt keinen lesbaren Ordner {{folder}}.',
    remedy: 'Prüfen Sie den Pfad und ob Sie Leserechte haben.',
  },
  'models.no-manifest': {
    cause: 'Der Ordner enthält keine manifest.json, ist also kein Modellpaket.',
    remedy: 'Wählen Sie den Ordner des Pakets selbst, in dem manifest.json liegt.',
  },
  'models.bad-manifest': {
    cause: 'manifest.json ist nicht gültig: {{detail}}.',
    remedy: MAKER,
  },
  'models.newer-format': {
    cause: 'Das Paket hat Format {{found}}; dieses Plumbline liest Format {{known}}.',
    remedy: 'Aktualisieren Sie Plumbline, oder erbitten Sie das Paket im älteren Format.',
  },
  'models.listed-twice': {
    cause:
      'manifest.json führt diese Datei zweimal auf, oder eine, die sich nur in Groß- und Kleinschreibung unterscheidet.',
    remedy: MAKER,
  },
  'models.file-missing': {
    cause: 'Die Datei steht in manifest.json und ist nicht da.',
    remedy: AGAIN,
  },
  'models.file-unlisted': {
    cause: 'Die Datei steht nicht in manifest.json.',
    remedy:
      'Haben Sie sie selbst dort abgelegt, nehmen Sie sie wieder heraus. Sonst verwenden Sie dieses Paket nicht.',
  },
  'models.file-unused': {
    cause: 'In einem Paket dieser Art braucht nichts eine solche Datei.',
    remedy: MAKER,
  },
  'models.link': {
    cause: 'Dies ist ein Verweis auf eine Datei, die anderswo liegen kann.',
    remedy:
      'Ein Paket enthält seine Dateien selbst. Kopieren Sie sie in den Ordner (cp -L), oder fragen Sie nach, woher das Paket stammt.',
  },
  'models.not-a-file': {
    cause: 'Dies ist weder eine Datei noch ein Ordner.',
    remedy: UNSAFE,
  },
  'models.too-large': {
    cause: 'Das Paket überschreitet die Grenzen: {{detail}}.',
    remedy: MAKER,
  },
  'models.size-differs': {
    cause: 'Die Datei hat {{found}} Bytes; in manifest.json stehen {{expected}}.',
    remedy: AGAIN,
  },
  'models.hash-differs': {
    cause: 'Der Inhalt der Datei ist nicht der, den manifest.json nennt (SHA-256).',
    remedy: AGAIN,
  },
  'models.bad-json': {
    cause: 'Die Datei ist kein gültiges JSON.',
    remedy: MAKER,
  },
  'models.bad-tokenizer': {
    cause: 'In der Datei fehlt, was diese Art von Modell braucht: {{detail}}.',
    remedy: MAKER,
  },
  'models.bad-self-test': {
    cause: 'Die Vergleichsvektoren des Pakets sind nicht, wie sie sein müssen: {{detail}}.',
    remedy: MAKER,
  },
  'models.self-test-failed': {
    cause:
      'Das Modell liefert nicht die Vektoren, die seine Urheber gemessen haben: Vergleichstext {{text}} liegt auf „{{provider}}“ um {{found}} daneben; erlaubt sind {{tolerance}}.',
    remedy:
      'Wählen Sie in den Einstellungen den Prozessor (CPU) und versuchen Sie es erneut; hilft das nicht, wurde das Modell falsch umgewandelt: Fragen Sie bei den Urhebern des Pakets nach.',
  },
  'models.no-numbers': {
    cause: 'Das Modell lieferte für Text {{text}} etwas, das keine Zahl ist (NaN oder unendlich).',
    remedy:
      'Wählen Sie in den Einstellungen den Prozessor (CPU) und versuchen Sie es erneut; hilft das nicht, fragen Sie bei den Urhebern des Pakets nach.',
  },
  'models.onnx-truncated': {
    cause: 'Das Modell endet zu früh.',
    remedy: MAKER,
  },
  'models.onnx-foreign': {
    cause: 'Die Datei ist kein ONNX-Modell oder ein beschädigtes ({{detail}}).',
    remedy: UNSAFE,
  },
  'models.onnx-too-new': {
    cause: 'Das Modell ist in ONNX {{what}} {{found}} geschrieben; gelesen wird höchstens {{limit}}.',
    remedy: 'Aktualisieren Sie Plumbline, oder exportieren Sie das Modell für eine ältere Version.',
  },
  'models.operator-unknown': {
    cause: 'Das Modell ruft einen Operator auf, der hier nicht bekannt ist: {{operator}}.',
    remedy: UNSAFE,
  },
  'models.external-path': {
    cause: 'Das Modell will seine Gewichte aus „{{path}}“ lesen; das ist kein einfacher Dateiname im Paket.',
    remedy: UNSAFE,
  },
  'models.external-data': {
    cause: 'Die Gewichte, auf die das Modell verweist, sind nicht wie beschrieben: {{path}}, {{detail}}.',
    remedy: MAKER,
  },
  'models.graph-missing': {
    cause: 'Ein Paket dieser Art braucht diese Datei, und manifest.json führt sie nicht auf.',
    remedy: MAKER,
  },
  'models.graph-mismatch': {
    cause: 'Ein- und Ausgänge des Modells passen nicht zu seiner Art: {{detail}}.',
    remedy: MAKER,
  },
  'models.no-space': {
    cause: 'Auf dem Datenträger ist nicht genug Platz; das Paket braucht {{bytes}} Bytes.',
    remedy: 'Schaffen Sie Platz und fügen Sie das Paket erneut hinzu; bereits Kopiertes bleibt erhalten.',
  },
  'models.not-writable': {
    cause: 'In den Modellordner {{folder}} kann nicht geschrieben werden.',
    remedy: 'Prüfen Sie Ihre Schreibrechte.',
  },
  'models.being-added': {
    cause: 'Dieses Paket wird bereits hinzugefügt.',
    remedy: 'Warten Sie, bis das fertig ist, oder brechen Sie es dort ab, und versuchen Sie es erneut.',
  },
  'models.unknown': {
    cause: 'Es gibt kein Modellpaket „{{pack}}“.',
    remedy: 'plumbline models list zeigt die vorhandenen.',
  },
  'models.ambiguous': {
    cause: '„{{pack}}“ passt auf mehr als ein Modellpaket.',
    remedy: 'Nennen Sie mehr Zeichen seiner Kennung.',
  },
  'models.wrong-kind': {
    cause: 'Das Modellpaket {{pack}} ist von der Art „{{found}}“; hier wird „{{needed}}“ gebraucht.',
    remedy: 'Wählen Sie ein Paket dieser Art; plumbline models list zeigt sie.',
  },
  'models.built-in': {
    cause: 'Dieses Paket gehört zu Plumbline und lässt sich nicht entfernen.',
    remedy: 'Es braucht wenig Platz; nichts verwendet es, solange Sie es nicht wählen.',
  },
  'models.in-use': {
    cause: 'Das Paket wird gerade verwendet.',
    remedy:
      'Warten Sie, bis der laufende Auftrag fertig ist, oder brechen Sie ihn ab, und versuchen Sie es erneut.',
  },
};
