import type { RegistryErrorCode } from '../../../contract/errors/registry.ts';
import type { ErrorText } from '../../error-text.ts';

export const registryErrors: Record<RegistryErrorCode, ErrorText> = {
  'registry.unknown': {
    cause: 'Das Register kennt kein Modell {{model}}, oder mehrere beginnen so.',
    remedy: 'Sehen Sie nach, welche es gibt: plumbline registry list --project ORDNER.',
  },
  'registry.no-snapshot': {
    cause: 'Das Projekt hat keinen Datenstand; deshalb weiß niemand, welche Fälle Gold sind.',
    remedy: 'Bilden Sie einen: plumbline snapshot create --project ORDNER --gold P1,P2.',
  },
  'registry.not-judged': {
    cause: 'Das Modell {{model}} ist nicht gegen den jetzigen Champion beurteilt.',
    remedy: 'Beurteilen Sie es zuerst: plumbline registry judge {{model}} --project ORDNER.',
  },
  'registry.gold-moved': {
    cause: 'Die Goldmenge hat sich geändert, seit das Modell {{model}} beurteilt wurde.',
    remedy: 'Beurteilen Sie es noch einmal: plumbline registry judge {{model}} --project ORDNER.',
  },
  'registry.refused': {
    cause: 'Das Modell {{model}} wurde nicht befördert. {{refusals}}',
    remedy:
      'Der Champion bleibt. Trainieren Sie mit mehr Urteilen zu dem, was schlechter wurde, oder nehmen Sie mehr Patienten ins Gold, und beurteilen Sie noch einmal.',
  },
  'registry.leak': {
    cause:
      'Das Modell {{model}} oder eines, mit dem es begann, hat von {{count}} der Goldpatienten gelernt, darunter {{patient}} (Datenstand {{snapshot}}); seine Zahlen sagen also nichts.',
    remedy:
      'Trainieren Sie ein Modell ohne Vorgänger auf einem Datenstand dieses Projekts; dessen Goldpatienten trainieren nie.',
  },
  'registry.lineage-broken': {
    cause:
      'Aus der Herkunft des Modells {{model}} fehlt {{missing}} oder wurde verändert; ohne dies weiß niemand, von welchen Patienten es gelernt hat.',
    remedy:
      'Legen Sie es aus einer Sicherung des Projektordners zurück, oder trainieren Sie ein Modell ohne Vorgänger.',
  },
  'registry.report-gone': {
    cause:
      'Die Auswertung {{report}}, auf der das Urteil über {{model}} beruht, fehlt oder wurde verändert. Es wurde nichts befördert.',
    remedy: 'Beurteilen Sie das Modell noch einmal: plumbline registry judge {{model}} --project ORDNER.',
  },
  'registry.model-gone': {
    cause:
      'Die Dateien des Modells {{model}} fehlen oder sind nicht die, die gemessen wurden. Der Champion bleibt, wer er war.',
    remedy:
      'Legen Sie sie aus einer Sicherung des Projektordners zurück. Dasselbe Training stellt einen Kopf bitgleich wieder her (plumbline train mit seinem Datenstand, Startwert und Einstellungen); ein Paket lässt sich wieder hinzufügen: plumbline models add ORDNER.',
  },
  'registry.already-champion': {
    cause: 'Das Modell {{model}} ist schon der Champion.',
    remedy: 'Wählen Sie einen Herausforderer.',
  },
  'registry.champion-moved': {
    cause: 'Jemand anders hat inzwischen den Champion gewechselt.',
    remedy:
      'Sehen Sie das Register noch einmal an, und beurteilen Sie den Herausforderer gegen den neuen Champion.',
  },
  'registry.nothing-to-roll-back': {
    cause: 'Es wurde kein Modell befördert, also gibt es nichts zurückzunehmen.',
    remedy: 'Befördern Sie zuerst einen Herausforderer.',
  },
};
