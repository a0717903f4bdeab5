import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistryEvent } from '../../../shared/contract/registry.ts';
import type { ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import { formatMoment } from '../../../shared/i18n/format.ts';
import { reasonText } from '../../../shared/i18n/verdict-text.ts';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './registry.module.css';
import { useModelNames } from './use-model-names.ts';
import { useWords } from './words.ts';

/** What happened to the models of a kind, the newest first; none of it can be taken out of the log. */
export function History({ kind }: { readonly kind: ModelKind }) {
  const { t } = useTranslation('registry');
  const { query } = useApi();
  const { data, error } = useQuery(query.registry.history.queryOptions({ input: { kind } }));
  return (
    <Section title={t('history.title')}>
      {error && <FailureNote error={error} />}
      {data?.length === 0 && <p className={styles.muted}>{t('history.none')}</p>}
      <ol className={styles.history} data-testid="registry-history">
        {data?.map((event) => (
          <Entry key={event.seq} event={event} />
        ))}
      </ol>
    </Section>
  );
}

function Entry({ event }: { readonly event: RegistryEvent }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { signed } = useWords();
  const nameOf = useModelNames();
  const { at, actor, action, modelId, championId, verdict, reason } = event;
  const names = {
    id: modelId === null ? t('history.nobody') : nameOf(modelId),
    other: championId === null ? t('history.nobody') : nameOf(championId),
  };
  // All of them stand with the model.
  const [first, ...more] = verdict?.refusals ?? [];
  const key = action === 'judge' && verdict?.isPromotable === false ? 'refuse' : action;
  return (
    <li data-action={action}>
      <time dateTime={at}>{formatMoment(at, language)}</time>
      <span>
        {t(`history.${key}`, names)}
        {verdict?.overall.difference && first?.code !== 'not-better' && (
          <span className={styles.muted}> G-IoU {signed(verdict.overall.difference)}</span>
        )}
        {first && <span className={styles.muted}> {reasonText(first, language)}</span>}
        {more.length > 0 && (
          <span className={styles.muted}> {t('history.more', { count: more.length })}</span>
        )}
        {reason !== '' && <q>{reason}</q>}
      </span>
      <span className={styles.muted}>{actor}</span>
    </li>
  );
}
