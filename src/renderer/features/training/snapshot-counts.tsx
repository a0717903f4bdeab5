import { useTranslation } from 'react-i18next';
import type { SnapshotSummary } from '../../../shared/contract/snapshots.ts';
import { type ClassId, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { leftOutText } from '../../../shared/i18n/state-text.ts';
import { Bars } from '../../components/bars.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './training.module.css';

type Counts = Readonly<Record<string, number>>;

/** What a snapshot holds by everything that a trainer asks for, drawn. */
export function SnapshotCounts({ snapshot: { counts, leftOut } }: { readonly snapshot: SnapshotSummary }) {
  const { t } = useTranslation('training');
  const language = useLanguage();
  return (
    <div className={styles.counts}>
      <Count
        title={t('snapshots.evidence')}
        counts={counts.byEvidence}
        nameOf={(key) => t(`snapshots.${key as 'box' | 'presence' | 'absence'}`)}
      />
      <Count title={t('snapshots.modality')} counts={counts.byModality} />
      <Count
        title={t('snapshots.language')}
        counts={counts.byLanguage}
        nameOf={(key) => (key === 'de' ? 'Deutsch' : 'English')}
      />
      <Count title={t('snapshots.reviewer')} counts={counts.byReviewer} />
      <Count
        title={t('snapshots.corrections')}
        counts={counts.byCorrection}
        nameOf={(key) => t(`snapshots.from.${key as 'proposed' | 'moved' | 'own' | 'untold'}`)}
      />
      <Count title={t('snapshots.leftOut')} counts={leftOut} nameOf={(why) => leftOutText(why, language)} />
      <Count
        title={t('snapshots.class')}
        counts={counts.byClass}
        nameOf={(key) => labelOf(Number(key) as ClassId, language)}
        isWide
      />
    </div>
  );
}

interface CountProps {
  readonly title: string;
  readonly counts: Counts;
  readonly nameOf?: (key: string) => string;
  readonly isWide?: boolean;
}

function Count({ title, counts, nameOf = (key) => key, isWide = false }: CountProps) {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language);
  const entries = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);
  if (entries.length === 0) return null;
  return (
    <div data-wide={isWide || undefined}>
      <h3>{title}</h3>
      <Bars
        label={title}
        isWide={isWide}
        bars={entries.map(([key, value]) => ({ key, label: nameOf(key), value, text: format.format(value) }))}
      />
    </div>
  );
}
