import { useTranslation } from 'react-i18next';
import { type ClassId, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Drawn } from '../../../shared/domain/training/drawn.ts';
import { Bars } from '../../components/bars.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './training.module.css';

type Counts = Readonly<Record<string, number>>;
export interface DrawnBarsProps {
  readonly drawn: Drawn;
  /** What there is to draw from. */
  readonly held: Drawn;
}

/** What was actually drawn by stratum, each with the share that it has of the data. */
export function DrawnBars({ drawn, held }: DrawnBarsProps) {
  const { t } = useTranslation('training');
  const language = useLanguage();
  const classNameOf = (key: string): string => labelOf(Number(key) as ClassId, language);
  return (
    <div data-testid="drawn">
      <h3 className={styles.subtitle}>{t('drawn.title')}</h3>
      <p className={styles.muted}>{t('drawn.text', { count: drawn.total })}</p>
      <div className={styles.counts}>
        <Stratum
          title={t('drawn.task')}
          counts={[drawn.byTask, held.byTask]}
          nameOf={(key) => t(`drawn.task.${key as 'grounding' | 'presence'}`)}
        />
        <Stratum title={t('snapshots.modality')} counts={[drawn.byModality, held.byModality]} />
        <Stratum
          title={t('snapshots.language')}
          counts={[drawn.byLanguage, held.byLanguage]}
          nameOf={(key) => (key === 'de' ? 'Deutsch' : 'English')}
        />
        <Stratum
          title={t('drawn.origin')}
          counts={[drawn.byOrigin, held.byOrigin]}
          nameOf={(key) => t(`drawn.origin.${key as 'corrected' | 'as derived'}`)}
        />
        <Stratum
          title={t('snapshots.class')}
          counts={[drawn.byClass, held.byClass]}
          nameOf={classNameOf}
          isWide
        />
      </div>
    </div>
  );
}

interface StratumProps {
  readonly title: string;
  /** Drawn, and there to draw. */
  readonly counts: readonly [Counts, Counts];
  readonly nameOf?: (key: string) => string;
  readonly isWide?: boolean;
}

/** Shares of the counts of a stratum, since a slice counts in several classes and languages. */
function Stratum({ title, counts: [drawn, held], nameOf = (key) => key, isWide = false }: StratumProps) {
  const { t, i18n } = useTranslation('training');
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const keys = Object.keys(held).toSorted((a, b) => held[b]! - held[a]!);
  const [drawnShare, heldShare] = [sharesOf(drawn), sharesOf(held)];
  if (keys.length === 0) return null;
  return (
    <div data-wide={isWide || undefined}>
      <h3>{title}</h3>
      <Bars
        label={title}
        isWide={isWide}
        bars={keys.map((key) => {
          const [value, mark] = [drawnShare(key), heldShare(key)];
          const shares = { drawn: percent.format(value), held: percent.format(mark) };
          return {
            key,
            label: nameOf(key),
            value,
            mark,
            text: t('drawn.shares', shares),
            title: t('drawn.value', { name: nameOf(key), ...shares }),
          };
        })}
      />
    </div>
  );
}

function sharesOf(counts: Counts): (key: string) => number {
  const sum = Object.values(counts).reduce((total, count) => total + count, 0);
  return (key) => (sum === 0 ? 0 : (counts[key] ?? 0) / sum);
}
