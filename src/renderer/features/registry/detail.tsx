import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistryEvent, Version, VersionDetail } from '../../../shared/contract/registry.ts';
import { partText, reasonText, statusText, verdictText } from '../../../shared/i18n/verdict-text.ts';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { UntaughtClasses } from '../../components/untaught-classes.tsx';
import { Whiskers } from '../../components/whiskers.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './registry.module.css';
import { useModelNames } from './use-model-names.ts';
import { shortId, useWords } from './words.ts';

type Verdict = NonNullable<VersionDetail['verdict']>;

/** What the gate says about a model and why, part by part. */
export function Detail({ version }: { readonly version: Version }) {
  const { t } = useTranslation('registry');
  const { query } = useApi();
  const nameOf = useModelNames();
  const { kind, id, judged } = version;
  const { data, error } = useQuery(query.registry.show.queryOptions({ input: { kind, id } }));
  return (
    <Section title={t('detail.title', { id: nameOf(id) })}>
      {error && <FailureNote error={error} />}
      <Origin version={version} descent={data?.descent ?? []} />
      <UntaughtClasses ids={version.lineage.untaught} />
      {data && !data.verdict && <p className={styles.muted}>{t('detail.notJudged')}</p>}
      {data?.verdict && (
        <div data-testid="verdict" data-promotable={data.verdict.isPromotable} className={styles.verdict}>
          <Reasons verdict={data.verdict} />
          <Overall verdict={data.verdict} championId={judged?.championId ?? null} />
          <Strata verdict={data.verdict} />
          <Cases history={data.history} />
        </div>
      )}
    </Section>
  );
}

/** The way to the single cases of both reports that the verdict was given on. */
function Cases({ history }: { readonly history: readonly RegistryEvent[] }) {
  const { t } = useTranslation('registry');
  const { championReportId: first, reportId: second } = history.find(({ verdict }) => verdict !== null) ?? {};
  if (!second) return null;
  if (!first) return <p className={styles.muted}>{t('detail.alone')}</p>;
  return <a href={`#/compare?first=${first}&second=${second}`}>{t('detail.compare')}</a>;
}

function Origin({
  version: { lineage },
  descent,
}: {
  readonly version: Version;
  readonly descent: readonly string[];
}) {
  const { t } = useTranslation('registry');
  const nameOf = useModelNames();
  const { number } = useWords();
  const { snapshots, encoder, code, seed, data, validationIou } = lineage;
  const facts = [
    [t('origin.snapshot'), snapshots.map(shortId).join(', ')],
    [t('origin.descent'), descent.map(nameOf).join(' ← ')],
    [t('origin.encoder'), encoder ?? ''],
    [t('origin.seed'), seed === null ? '' : String(seed)],
    [t('origin.data'), data ? t('origin.dataValue', data) : ''],
    [t('origin.validation'), validationIou === null ? '' : number(validationIou)],
    [t('origin.code'), code],
  ] as const;
  return (
    <dl className={styles.origin}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Reasons({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { isPromotable, refusals, limits } = verdict;
  return (
    <div className={styles.reasons} data-promotable={isPromotable}>
      <b>
        {isPromotable ? '✓' : '✕'} {verdictText(verdict, language)}
      </b>
      {refusals.length > 0 && (
        <ul aria-label={t('detail.refusals')}>
          {refusals.map((one) => (
            <li key={JSON.stringify(one)}>{reasonText(one, language)}</li>
          ))}
        </ul>
      )}
      {limits.length > 0 && (
        <>
          <p className={styles.limits}>{t('detail.limits')}</p>
          <ul className={styles.muted} aria-label={t('detail.limits')}>
            {limits.map((one) => (
              <li key={JSON.stringify(one)}>{reasonText(one, language)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function useHeads(label: string, championId: string | null) {
  const { t } = useTranslation('registry');
  const nameOf = useModelNames();
  return {
    label,
    first: championId ? t('detail.championId', { id: nameOf(championId) }) : t('standing.champion'),
    second: t('standing.challenger'),
    difference: t('detail.difference'),
    status: t('detail.status'),
  };
}

function Overall({ verdict, championId }: { readonly verdict: Verdict; readonly championId: string | null }) {
  const { t } = useTranslation('registry');
  const { interval, signed } = useWords();
  const { overall, patients } = verdict;
  const { champion, challenger, difference, units, cases } = overall;
  return (
    <Whiskers
      caption={t('detail.overall')}
      heads={useHeads(t('detail.figure'), championId)}
      intervalText={signed}
      rows={[
        {
          label: `G-IoU (${t('detail.cases', { cases, patients })})`,
          first: interval(champion),
          second: interval(challenger),
          difference,
          cases: units,
        },
      ]}
    />
  );
}

const SIGN_OF = { better: 'better', worse: 'worse', held: 'open', open: 'open', 'too-few': 'open' } as const;

function Strata({ verdict: { strata } }: { readonly verdict: Verdict }) {
  const { t } = useTranslation('registry');
  const told = strata.filter(({ difference }) => difference !== null);
  const rest = strata.filter(({ difference }) => difference === null);
  return (
    <>
      {told.length > 0 && <Parts parts={told} />}
      {rest.length > 0 && (
        <details>
          <summary className={styles.summary}>{t('detail.rest', { count: rest.length })}</summary>
          <Parts parts={rest} />
        </details>
      )}
    </>
  );
}

function Parts({ parts }: { readonly parts: Verdict['strata'] }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { interval, signed } = useWords();
  return (
    <Whiskers
      caption={t('detail.strata')}
      heads={useHeads(t('detail.part'), null)}
      intervalText={signed}
      rows={parts.map(({ kind, value, pooled, status, ...one }) => ({
        label: `${partText({ kind, value, pooled: pooled.length }, language)} (${one.cases})`,
        first: interval(one.champion),
        second: interval(one.challenger),
        difference: one.difference,
        cases: one.units,
        sign: SIGN_OF[status],
        status: statusText(status, language),
      }))}
    />
  );
}
