export { formatBytes, formatDuration, formatMoment } from '../../shared/i18n/format.ts';
