import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { isComplete, SPLITS } from './export-settings.ts';
import styles from './exchange.module.css';

/** What an export with these settings would hold; the last answer stands while the settings are incomplete. */
export function usePreview(settings: ExportSettings) {
  const { query } = useApi();
  return useQuery({
    ...query.exchange.preview.queryOptions({ input: settings }),
    enabled: isComplete(settings),
    placeholderData: keepPreviousData,
  });
}

/** Counts of what an export with these settings would hold, and of what stays behind with its reason. */
export function Preview({ preview: { data, error } }: { readonly preview: ReturnType<typeof usePreview> }) {
  const { t, i18n } = useTranslation('exchange');
  const number = (value: number): string => value.toLocaleString(i18n.language);
  if (error) return <FailureNote error={error} />;
  return (
    <Section title={t('preview.title')}>
      {data?.pairs === 0 && <p className={styles.muted}>{t('preview.empty')}</p>}
      {data && (
        <>
          <dl className={styles.figures} data-testid="preview">
            {(['pairs', 'slices', 'patients'] as const).map((name) => (
              <div key={name} data-figure={name}>
                <dt>{t(`preview.${name}`)}</dt>
                <dd>{number(data[name])}</dd>
              </div>
            ))}
          </dl>
          <dl className={styles.splits} aria-label={t('split.title')}>
            {SPLITS.map((name) => (
              <div key={name} style={{ flexGrow: data.bySplit[name] }} data-split={name}>
                <dt>{t(`preview.${name}`)}</dt>
                <dd>{number(data.bySplit[name])}</dd>
              </div>
            ))}
          </dl>
          <Captions captions={data.captions} />
          <h3 className={styles.subtitle}>{t('preview.leftOut')}</h3>
          {data.leftOut.length === 0 && <p className={styles.muted}>{t('preview.nothingLeftOut')}</p>}
          <dl className={styles.leftOut}>
            {data.leftOut.map(({ reason, count }) => (
              <div key={reason}>
                <dt>{t(`reason.${reason}` as 'reason.pending')}</dt>
                <dd>{number(count)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Section>
  );
}

type PreviewData = NonNullable<ReturnType<typeof usePreview>['data']>;

/** Captions by who wrote them; not shown where all are the project's own. */
function Captions({ captions }: Pick<PreviewData, 'captions'>) {
  const { t, i18n } = useTranslation('exchange');
  const { unused } = captions;
  if (captions.rewritten + captions.translated + unused.length === 0) return null;
  const rows = [
    ...(['original', 'rewritten', 'translated'] as const).map(
      (name) => [t(`preview.${name}`), captions[name]] as const,
    ),
    ...unused.map(
      ({ reason, count }) =>
        [`${t('preview.unused')} – ${t(`unused.${reason}` as 'unused.empty')}`, count] as const,
    ),
  ];
  return (
    <>
      <h3 className={styles.subtitle}>{t('preview.captions')}</h3>
      <dl className={styles.leftOut} data-testid="captions-by-origin">
        {rows.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count.toLocaleString(i18n.language)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
