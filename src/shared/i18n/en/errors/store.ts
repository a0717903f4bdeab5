import type { StoreErrorCode } from '../../../contract/errors/store.ts';
import type { ErrorText } from '../../error-text.ts';

export const storeErrors: Record<StoreErrorCode, ErrorText> = {
  'store.locked': {
    cause: 'The project is open in another window, by {{who}} since {{since}}.',
    remedy: 'Close it there, or work there.',
  },
  'store.damaged': {
    cause: 'The project file is damaged: {{detail}}.',
    remedy: 'Leave the folder as it is and restore a copy; nothing was changed.',
  },
  'store.newer-schema': {
    cause: 'The project was made by a newer Plumbline (schema {{found}}, this one knows {{known}}).',
    remedy: 'Open it with the newer version.',
  },
  'store.not-a-project': {
    cause: '{{dir}} is not a Plumbline project.',
    remedy: 'Choose a folder that holds project.sqlite, or create a project.',
  },
  'store.blob-missing': {
    cause: 'A picture of the project is missing ({{file}}).',
    remedy: 'Import its study again; decisions are not affected.',
  },
  'store.blob-damaged': {
    cause: 'A picture of the project is damaged ({{file}}).',
    remedy: 'Import its study again; decisions are not affected.',
  },
  'store.already-a-project': {
    cause: '{{dir}} already holds a project.',
    remedy: 'Open it, or choose another folder.',
  },
};
