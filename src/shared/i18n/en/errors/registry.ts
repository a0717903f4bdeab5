import type { RegistryErrorCode } from '../../../contract/errors/registry.ts';
import type { ErrorText } from '../../error-text.ts';

export const registryErrors: Record<RegistryErrorCode, ErrorText> = {
  'registry.unknown': {
    cause: 'The registry knows no model {{model}}, or several that begin so.',
    remedy: 'See which there are: plumbline registry list --project DIR.',
  },
  'registry.no-snapshot': {
    cause: 'The project has no snapshot, so nobody knows which cases are gold.',
    remedy: 'Make one: plumbline snapshot create --project DIR --gold P1,P2.',
  },
  'registry.not-judged': {
    cause: 'The model {{model}} has not been judged against the present champion.',
    remedy: 'Judge it first: plumbline registry judge {{model}} --project DIR.',
  },
  'registry.gold-moved': {
    cause: 'The gold set has changed since the model {{model}} was judged.',
    remedy: 'Judge it again: plumbline registry judge {{model}} --project DIR.',
  },
  'registry.refused': {
    cause: 'The model {{model}} was not promoted. {{refusals}}',
    remedy:
      'The champion stays. Train on more decisions about what became worse, or put more patients into gold, and judge again.',
  },
  'registry.leak': {
    cause:
      'The model {{model}} or one that it was started from has learned from {{count}} of the gold patients, {{patient}} among them (snapshot {{snapshot}}), so its figures mean nothing.',
    remedy: 'Train a model on a snapshot of this project without a parent; its gold patients never train.',
  },
  'registry.lineage-broken': {
    cause:
      'Of the descent of the model {{model}}, {{missing}} is missing or was changed; without it nobody knows which patients it has learned from.',
    remedy: 'Put it back from a backup of the project folder, or train a model without a parent.',
  },
  'registry.report-gone': {
    cause:
      'The evaluation {{report}} that the verdict on {{model}} stands on is missing or was changed. Nothing was promoted.',
    remedy: 'Judge the model again: plumbline registry judge {{model}} --project DIR.',
  },
  'registry.model-gone': {
    cause:
      'The files of the model {{model}} are missing or are not those that were measured. The champion stays who it was.',
    remedy:
      'Put them back from a backup of the project folder. The same training makes a head again to the bit (plumbline train with its snapshot, seed and settings); a pack can be added again: plumbline models add FOLDER.',
  },
  'registry.already-champion': {
    cause: 'The model {{model}} is the champion already.',
    remedy: 'Choose a challenger.',
  },
  'registry.champion-moved': {
    cause: 'Somebody else has changed the champion in the meantime.',
    remedy: 'Look at the registry again, and judge the challenger against the new champion.',
  },
  'registry.nothing-to-roll-back': {
    cause: 'No model was promoted, so there is nothing to roll back.',
    remedy: 'Promote a challenger first.',
  },
};
