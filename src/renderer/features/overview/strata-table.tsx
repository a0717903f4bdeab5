import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contract/review.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { Rate, useRateText } from './rate.tsx';
import { StateBar } from './state-bar.tsx';
import { DIVISIONS, type Division, type Stratum, judgedOf, rightAsDerived, strataBy } from './strata.ts';
import styles from './overview.module.css';

const SHOWN_AT_FIRST = 15;

/** How often the labels were right, part by part; each part leads to its queue. */
export function StrataTable({ overview }: { readonly overview: Overview }) {
  const { t, i18n } = useTranslation('overview');
  const [division, setDivision] = useState<Division>('class');
  const [isWhole, setWhole] = useState(false);
  const all = strataBy(division, overview, i18n.language === 'de' ? 'de' : 'en');
  const shown = isWhole ? all : all.slice(0, SHOWN_AT_FIRST);
  const more = all.length - shown.length;
  return (
    <Section title={t('rate.title')}>
      <p className={styles.muted}>{t('rate.text')}</p>
      <p className={styles.caution}>{t('rate.caution')}</p>
      <SegmentedControl
        aria-label={t('strata.label')}
        className={styles.divisions}
        value={division}
        onChange={(value) => {
          setDivision(value as Division);
          setWhole(false);
        }}
        data={DIVISIONS.map((value) => ({ value, label: t(`strata.${value}`) }))}
      />
      <table className={styles.strata} data-testid="strata">
        <thead>
          <tr>
            <th scope="col">{t(`strata.${division}`)}</th>
            <th scope="col">{t('strata.judged')}</th>
            <th scope="col">{t('strata.states')}</th>
            <th scope="col" colSpan={2}>
              {t('rate.title')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((stratum) => (
            <Row key={stratum.key} stratum={stratum} />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <div>
          <Button onClick={() => setWhole(true)}>{t('strata.more', { count: more })}</Button>
        </div>
      )}
    </Section>
  );
}

function Row({ stratum }: { readonly stratum: Stratum }) {
  const { t, i18n } = useTranslation('overview');
  const format = new Intl.NumberFormat(i18n.language);
  const rateText = useRateText();
  const rate = rightAsDerived(stratum);
  return (
    <tr>
      <th scope="row">
        <a href={`#/review?${stratum.query}`} title={t('strata.open', { name: stratum.name })}>
          {stratum.name}
        </a>
      </th>
      <td className={styles.number}>
        {format.format(judgedOf(stratum))} / {format.format(stratum.total)}
      </td>
      <td>
        <StateBar counts={stratum} />
      </td>
      <td>
        <Rate rate={rate} />
      </td>
      <td className={styles.number}>{rateText(rate)}</td>
    </tr>
  );
}
