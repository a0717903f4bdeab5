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
  'store.disk-full': {
    cause: 'The disk is full; {{file}} could not be written.',
    remedy: 'What was saved before is safe, the last change is not saved. Free some space and repeat it.',
  },
  'store.not-writable': {
    cause: '{{file}} cannot be written ({{detail}}).',
    remedy:
      'Check that the folder exists and that you may write to it, or copy the project to a place where you may; nothing was changed.',
  },
  'store.disk-failed': {
    cause: 'The disk reports an error while {{file}} is used ({{detail}}).',
    remedy:
      'The last change is not saved. Close Plumbline, check the disk, then check the project with `plumbline verify`.',
  },
};
