import { useTranslation } from 'react-i18next';
import type { ReportHead } from '../../../shared/contract/evaluation.ts';
import { formatMoment } from '../../../shared/i18n/format.ts';
import styles from './evaluation.module.css';
import { useFigures } from './use-figures.ts';

interface Props {
  readonly reports: readonly ReportHead[];
  readonly first: string | undefined;
  readonly second: string;
  readonly onChange: (chosen: { first?: string; second?: string }) => void;
}

/** As people call it; versions of the program's own one are compared with each other. */
const embeddingOf = ({ embedding: { name, version, pack } }: ReportHead): string =>
  pack === undefined ? name : `${name} ${version}`;

/** Which evaluation against which. */
export function ChooseReports({ reports, first, second, onChange }: Props) {
  const { t, i18n } = useTranslation('evaluation');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const { modelName } = useFigures();
  const splitName = (split: string): string =>
    i18n.exists(`evaluation:start.split.${split}`) ? t(`start.split.${split}` as 'start.split.val') : split;
  /** Gold is gold; other shares are named. */
  const setName = ({ kind, name: of, split }: ReportHead['set']): string => {
    const what = `${t(`set.${kind}`)} ${of}`;
    return kind === 'gold' && split === 'test' ? what : `${what} (${splitName(split)})`;
  };
  // One that everybody uses says nothing.
  const areSeveral = new Set(reports.map(embeddingOf)).size > 1;
  const name = (report: ReportHead): string => {
    const { pack, set, settings, createdAt, embedding } = report;
    const matched = embedding.pack === undefined ? t('embedding.own') : embeddingOf(report);
    return [
      modelName(pack),
      formatMoment(createdAt, language),
      ...(areSeveral ? [matched] : []),
      setName(set),
      t(`protocol.${settings.protocol}`),
    ].join(' · ');
  };
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
