import type { HostErrorCode } from '../../../contract/errors/host.ts';
import type { ErrorText } from '../../error-text.ts';

export const hostErrors: Record<HostErrorCode, ErrorText> = {
  'host.no-project-open': {
    cause: 'Es ist kein Projekt geöffnet.',
    remedy: 'Öffnen oder erstellen Sie zuerst eines.',
  },
  'host.bad-request': {
    cause: 'Die Anfrage war fehlerhaft.',
    remedy: 'Laden Sie das Fenster neu; melden Sie es, wenn es wieder geschieht.',
  },
  'host.settings-unreadable': {
    cause: 'Die Einstellungsdatei {{file}} ist nicht lesbar.',
    remedy: 'Sie wurde beiseitegelegt; es gelten die Voreinstellungen.',
  },
  'host.folder-unreadable': {
    cause: 'Der Ordner {{dir}} ist nicht lesbar.',
    remedy: 'Prüfen Sie, ob er vorhanden ist und ob Sie Leserechte haben.',
  },
  'host.node-too-old': {
    cause: 'Node {{found}} ist zu alt; nötig ist {{needed}} oder neuer.',
    remedy: 'Führen Sie npm ci aus, das die richtige Version mitbringt.',
  },
  'host.volume-source-missing': {
    cause: 'Die Quelle dieses Volumens ist nicht mehr vorhanden oder eine andere ({{file}}).',
    remedy: 'Legen Sie sie zurück, um Nachbarschichten zu sehen; die Prüfung geht ohne sie weiter.',
  },
  'host.no-session': {
    cause: 'Diese Adresse wurde bereits verwendet oder ist abgelaufen.',
    remedy: 'Starten Sie Plumbline neu oder rufen Sie `plumbline serve` auf; es nennt eine neue Adresse.',
  },
  'host.bad-argument': {
    cause: '{{detail}}',
    remedy: 'Siehe plumbline --help.',
  },
  'host.port-taken': {
    cause: 'Port {{port}} wird von einem anderen Programm benutzt.',
    remedy: 'Wählen Sie einen anderen oder --port 0 für irgendeinen freien.',
  },
  'host.path-missing': {
    cause: '{{file}} ist nicht vorhanden oder nicht lesbar.',
    remedy: 'Prüfen Sie die Schreibweise und Ihre Leserechte.',
  },
};
