import { useTranslation } from 'react-i18next';
import type { ReportHead } from '../../../shared/contract/evaluation.ts';
import { formatMoment } from '../../../shared/i18n/format.ts';
import styles from './evaluation.module.css';

interface Props {
  readonly reports: readonly ReportHead[];
  readonly first: string | undefined;
  readonly second: string;
  readonly onChange: (chosen: { first?: string; second?: string }) => void;
}

/** Which evaluation against which. */
export function ChooseReports({ reports, first, second, onChange }: Props) {
  const { t, i18n } = useTranslation('evaluation');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const name = ({ pack, set, settings, createdAt }: ReportHead): string =>
    [
      pack.name,
      `${set.kind} ${set.name} (${set.split})`,
      t(`protocol.${settings.protocol}`),
      formatMoment(createdAt, language),
    ].join(' · ');
  const options = reports.map((report) => (
    <option key={report.id} value={report.id}>
      {name(report)}
    </option>
  ));
  return (
    <div className={styles.chooser}>
      <label>
        <b className={styles.sideA}>{t('compare.a')}</b>
        <select
          value={first ?? ''}
          data-testid="first-report"
          onChange={({ target }) => onChange({ first: target.value, second })}
        >
          {first === undefined && <option value="">{t('page.none')}</option>}
          {options}
        </select>
      </label>
      <label>
        <b className={styles.sideB}>{t('compare.b')}</b>
        <select
          value={second}
          data-testid="second-report"
          onChange={({ target }) => onChange({ ...(first && { first }), second: target.value })}
        >
          {options}
        </select>
      </label>
    </div>
  );
}
