import type { FullTrainingErrorCode } from '../../../contract/errors/full-training.ts';
import type { ErrorText } from '../../error-text.ts';

export const fullTrainingErrors: Record<FullTrainingErrorCode, ErrorText> = {
  'training.full-unknown': {
    cause: 'Dieses Projekt hat kein volles Training {{run}}, oder dessen Stand ist nicht lesbar.',
    remedy: 'Wählen Sie ein anderes, oder beginnen Sie eines: plumbline train --full.',
  },
  'training.trainer-missing': {
    cause: 'Die Einstellungen des vollen Trainings sagen nicht, wo „{{what}}“ zu finden ist.',
    remedy:
      'Nennen Sie es in den Einstellungen oder auf der Befehlszeile: plumbline train --full --check listet, was fehlt.',
  },
  'training.trainer-bad-command': {
    cause: 'Der Befehl für das Training enthält den Platzhalter {{placeholder}}, für den nichts bekannt ist.',
    remedy: 'Berichtigen Sie den Befehl in trainer.json; docs/training.md nennt die Platzhalter.',
  },
  'training.trainer-unfit': {
    cause: 'Diesem Rechner fehlt, was der Trainer braucht: {{missing}}.',
    remedy:
      'Installieren Sie es in dem eingestellten Python, oder stellen Sie ein anderes ein; trainer/README.md sagt, wie.',
  },
  'training.trainer-not-started': {
    cause: '„{{command}}“ ließ sich nicht starten ({{detail}}).',
    remedy: 'Prüfen Sie den Pfad in den Einstellungen des vollen Trainings, und ob Sie es ausführen dürfen.',
  },
  'training.trainer-bad-config': {
    cause: 'Der Trainer nimmt ein Feld seiner Konfiguration nicht an: {{detail}}.',
    remedy:
      'Berichtigen Sie diese Einstellung und beginnen Sie neu. Haben Programm und Trainer verschiedene Versionen, bringen Sie beide auf dieselbe.',
  },
  'training.trainer-no-base': {
    cause: 'Das Ausgangsmodell ist nicht lesbar: {{detail}}.',
    remedy:
      'Wählen Sie den Ordner eines PaliGemma-2- oder RadGrounder-Modells mit config.json, tokenizer.json und seinen Gewichten.',
  },
  'training.trainer-not-paligemma': {
    cause: 'Das Ausgangsmodell ist kein PaliGemma 2: {{detail}}.',
    remedy: 'Wählen Sie den Ordner eines PaliGemma-2- oder RadGrounder-Modells.',
  },
  'training.trainer-no-data': {
    cause: 'Der Trainer kann seine Daten nicht lesen: {{detail}}.',
    remedy:
      'Beginnen Sie noch einmal: Die Daten werden neu geschrieben, wenn ihr Ordner fehlt. Prüfen Sie den Datenträger, wenn es wiederkommt.',
  },
  'training.trainer-no-samples': {
    cause: 'Die Daten enthalten nichts, was der Trainer lernen könnte ({{detail}}).',
    remedy:
      'Beurteilen Sie mehr Paare und bilden Sie einen neuen Datenstand, oder geben Sie in der Mischung Aufgaben Gewicht, die in den Daten sind.',
  },
  'training.trainer-missing-images': {
    cause: 'Bilder des Datensatzes fehlen: {{detail}}.',
    remedy:
      'Löschen Sie den Ordner „data“ des Laufs und beginnen Sie noch einmal: Er wird aus dem Datenstand neu geschrieben.',
  },
  'training.trainer-bad-image': {
    cause: 'Ein Bild des Datensatzes ist beschädigt: {{detail}}.',
    remedy:
      'Löschen Sie den Ordner „data“ des Laufs und beginnen Sie noch einmal. Prüfen Sie den Datenträger, wenn es wiederkommt.',
  },
  'training.trainer-nan-loss': {
    cause: 'Der Verlust ist bei Schritt {{detail}} keine Zahl mehr; dort endete das Training.',
    remedy:
      'Beginnen Sie einen neuen Lauf mit kleinerer Lernrate oder längerem Anlauf; die Sicherungspunkte bis dahin bleiben.',
  },
  'training.trainer-out-of-memory': {
    cause: 'Dem Trainer reichte der Speicher nicht ({{detail}}).',
    remedy:
      'Halbieren Sie die Stapelgröße und verdoppeln Sie die Akkumulation, lassen Sie Gradient Checkpointing an, oder wählen Sie LoRA statt des ganzen Modells. Beginnen Sie dann neu.',
  },
  'training.trainer-disk-full': {
    cause: 'Der Datenträger des Trainers ist voll: {{detail}}.',
    remedy:
      'Schaffen Sie Platz, oder nennen Sie in den Einstellungen einen anderen Ordner für Ergebnisse, und setzen Sie fort: Es geht am letzten ganzen Sicherungspunkt weiter.',
  },
  'training.trainer-bad-checkpoint': {
    cause: 'Der letzte Sicherungspunkt ist nicht lesbar: {{detail}}.',
    remedy: 'Löschen Sie diesen Ordner und setzen Sie fort: Der Lauf geht an dem davor weiter.',
  },
  'training.trainer-export-failed': {
    cause: 'Das Training ist zu Ende gekommen, aber es wurde kein Paket daraus: {{detail}}.',
    remedy:
      'Die zusammengeführten Gewichte bleiben. Sehen Sie in {{log}} nach und setzen Sie fort, oder machen Sie das Paket von Hand mit tools/model-packs.',
  },
  'training.trainer-crashed': {
    cause: 'Der Trainer ist gescheitert ({{detail}}).',
    remedy:
      '{{log}} sagt, warum. Was er gesichert hatte, bleibt: Fortsetzen geht am letzten Sicherungspunkt weiter.',
  },
  'training.trainer-ended': {
    cause: 'Der Trainer endete mit dem Rückgabewert {{exitCode}} und ohne zu sagen, warum.',
    remedy:
      'Vielleicht sagt es {{log}}. Was er gesichert hatte, bleibt: Fortsetzen geht am letzten Sicherungspunkt weiter.',
  },
  'training.trainer-no-end': {
    cause: 'Der Trainer endete ohne Fehler, aber auch ohne zu sagen, dass er fertig ist.',
    remedy:
      'Prüfen Sie, ob der Befehl ein Trainer ist, der so berichtet, wie trainer/README.md es sagt; {{log}} enthält, was er ausgab.',
  },
  'training.trainer-killed': {
    cause: 'Der Trainer wurde von außen beendet ({{signal}}).',
    remedy:
      'Oft beendet das System, was zu viel Speicher nimmt: Sehen Sie nach und setzen Sie fort; es geht am letzten Sicherungspunkt weiter.',
  },
  'training.trainer-silent': {
    cause: 'Der Trainer hat {{minutes, number}} Minuten lang nichts gesagt und wurde angehalten.',
    remedy:
      'Sehen Sie in {{log}} nach und setzen Sie am letzten Sicherungspunkt fort. Die Grenze steht in den Einstellungen des vollen Trainings.',
  },
  'training.trainer-stopped': {
    cause:
      'Jemand anderes als dieses Programm hat den Trainer angehalten, bei Schritt {{step, number}}; er hat vorher gesichert.',
    remedy: 'Setzen Sie fort: Es geht dort weiter. Ein Scheduler hält an, was seine Zeitgrenze erreicht.',
  },
  'training.trainer-lost': {
    cause:
      'Der Trainer endete, während dieses Programm nicht lief; das letzte Wort von ihm ist Schritt {{step, number}}.',
    remedy:
      'Setzen Sie fort: Es geht am letzten ganzen Sicherungspunkt weiter. Vielleicht sagt {{log}}, was geschah.',
  },
  'training.trainer-no-pack': {
    cause: 'Der Trainer ist fertig, aber in {{folder}} ist kein Modellpaket.',
    remedy:
      'Setzen Sie fort, um noch einmal nachzusehen. Sind die Gewichte da, machen Sie das Paket von Hand mit tools/model-packs und legen Sie es dorthin.',
  },
};
