import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Version } from '../../../shared/contract/registry.ts';
import type { ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import { formatMoment } from '../../../shared/i18n/format.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './registry.module.css';
import type { Changes } from './use-changes.ts';
import { useModelNames } from './use-model-names.ts';
import { shortId, useWords } from './words.ts';

interface ChampionProps {
  readonly kind: ModelKind;
  readonly champion: Version | undefined;
  readonly changes: Changes;
}

/** Whose suggestions people see, since when, and the way back. */
export function Champion({ kind, champion, changes }: ChampionProps) {
  const { t } = useTranslation('registry');
  const { done, doneText, takeBack, rollBack, isBusy, error } = changes;
  return (
    <Section title={t('champion.title')}>
      {champion ? (
        <Facts champion={champion} />
      ) : (
        <p className={styles.muted}>{t(kind === 'head' ? 'champion.none' : 'champion.nonePack')}</p>
      )}
      <div className={styles.actions}>
        {champion && (
          <Button data-testid="roll-back" disabled={isBusy} onClick={rollBack}>
            {t('champion.rollBack')}
          </Button>
        )}
        {isBusy && <span role="status">{t('champion.busy')}</span>}
        {!isBusy && done && (
          <span className={styles.done} role="status" data-testid="registry-done">
            {doneText}
            <Button look="quiet" data-testid="take-back" disabled={isBusy} onClick={takeBack}>
              {t('done.undo')}
            </Button>
          </span>
        )}
      </div>
      {error !== null && <FailureNote error={error} />}
    </Section>
  );
}

function Facts({ champion: { kind, id, lineage, measured } }: { readonly champion: Version }) {
  const { t } = useTranslation('registry');
  const { query } = useApi();
  const language = useLanguage();
  const { interval } = useWords();
  const nameOf = useModelNames();
  const history = useQuery(query.registry.history.queryOptions({ input: { kind } })).data ?? [];
  const since = history.find(({ action, modelId }) => action !== 'judge' && modelId === id)?.at;
  const facts = [
    [t('champion.name'), nameOf(id)],
    [t('champion.since'), since ? formatMoment(since, language) : t('noFigure')],
    [t('champion.figure'), measured ? interval(measured.interval) : t('noFigure')],
    [t('champion.from'), lineage.snapshots.map(shortId).join(', ') || t('noFigure')],
  ] as const;
  return (
    <dl className={styles.figures} data-testid="champion" data-id={id}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
