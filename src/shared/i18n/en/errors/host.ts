import type { HostErrorCode } from '../../../contract/errors/host.ts';
import type { ErrorText } from '../../error-text.ts';

export const hostErrors: Record<HostErrorCode, ErrorText> = {
  'host.no-project-open': {
    cause: 'No project is open.',
    remedy: 'Open or create one first.',
  },
  'host.bad-request': {
    cause: 'The request was malformed.',
    remedy: 'Reload the window; if it happens again, report it.',
  },
  'host.settings-unreadable': {
    cause: 'The settings file {{file}} could not be read.',
    remedy: 'It was set aside and defaults are used.',
  },
  'host.folder-unreadable': {
    cause: 'The folder {{dir}} cannot be read.',
    remedy: 'Check that it exists and that you may read it.',
  },
  'host.node-too-old': {
    cause: 'Node {{found}} is too old; {{needed}} or newer is needed.',
    remedy: 'Run npm ci, which brings the right one.',
  },
  'host.volume-source-missing': {
    cause: 'The source of this volume is not there any more, or it is another one ({{file}}).',
    remedy: 'Put it back to scroll through neighbouring slices; review goes on without.',
  },
  'host.no-session': {
    cause: 'This address has been used already or has expired.',
    remedy: 'Start Plumbline again, or run `plumbline serve`; it prints a new address.',
  },
  'host.bad-argument': {
    cause: '{{detail}}',
    remedy: 'See plumbline --help.',
  },
  'host.port-taken': {
    cause: 'Port {{port}} is in use by another program.',
    remedy: 'Choose another one, or --port 0 for any free one.',
  },
  'host.path-missing': {
    cause: '{{file}} does not exist or cannot be read.',
    remedy: 'Check the spelling, and that you may read it.',
  },
};
