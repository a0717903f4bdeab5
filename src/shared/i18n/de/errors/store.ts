import type { StoreErrorCode } from '../../../contract/errors/store.ts';
import type { ErrorText } from '../../error-text.ts';

export const storeErrors: Record<StoreErrorCode, ErrorText> = {
  'store.locked': {
    cause: 'Das Projekt ist in einem anderen Fenster geöffnet, von {{who}} seit {{since}}.',
    remedy: 'Schließen Sie es dort oder arbeiten Sie dort weiter.',
  },
  'store.damaged': {
    cause: 'Die Projektdatei ist beschädigt: {{detail}}.',
    remedy:
      'Lassen Sie den Ordner, wie er ist, und stellen Sie eine Kopie wieder her; nichts wurde verändert.',
  },
  'store.newer-schema': {
    cause: 'Das Projekt stammt von einem neueren Plumbline (Schema {{found}}, dieses kennt {{known}}).',
    remedy: 'Öffnen Sie es mit der neueren Version.',
  },
  'store.not-a-project': {
    cause: '{{dir}} ist kein Plumbline-Projekt.',
    remedy: 'Wählen Sie einen Ordner mit project.sqlite oder legen Sie ein Projekt an.',
  },
  'store.blob-missing': {
    cause: 'Ein Bild des Projekts fehlt ({{file}}).',
    remedy: 'Lesen Sie die Studie erneut ein; Entscheidungen sind nicht betroffen.',
  },
  'store.blob-damaged': {
    cause: 'Ein Bild des Projekts ist beschädigt ({{file}}).',
    remedy: 'Lesen Sie die Studie erneut ein; Entscheidungen sind nicht betroffen.',
  },
  'store.already-a-project': {
    cause: '{{dir}} enthält bereits ein Projekt.',
    remedy: 'Öffnen Sie es oder wählen Sie einen anderen Ordner.',
  },
  'store.disk-full': {
    cause: 'Der Datenträger ist voll; {{file}} konnte nicht geschrieben werden.',
    remedy:
      'Was vorher gespeichert war, ist sicher, die letzte Änderung ist es nicht. Schaffen Sie Platz und wiederholen Sie sie.',
  },
  'store.not-writable': {
    cause: '{{file}} kann nicht geschrieben werden ({{detail}}).',
    remedy:
      'Prüfen Sie, ob der Ordner vorhanden ist und Sie Schreibrechte haben, oder kopieren Sie das Projekt an einen Ort, an dem Sie sie haben; verändert wurde nichts.',
  },
  'store.disk-failed': {
    cause: 'Der Datenträger meldet einen Fehler bei {{file}} ({{detail}}).',
    remedy:
      'Die letzte Änderung ist nicht gespeichert. Schließen Sie Plumbline, prüfen Sie den Datenträger und danach das Projekt mit `plumbline verify`.',
  },
};
