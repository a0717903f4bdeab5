import { useTranslation } from 'react-i18next';
import type { Version } from '../../../shared/contract/registry.ts';
import { formatMoment } from '../../../shared/i18n/format.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Button } from '../../components/button.tsx';
import tables from '../../components/data-table.module.css';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { FigureRail } from './figure-rail.tsx';
import styles from './registry.module.css';
import type { Changes } from './use-changes.ts';
import { useModelNames } from './use-model-names.ts';
import { shortId, useWords } from './words.ts';

const JUDGE = 'registry.judge';
/** What scrolls has to be reachable by keyboard. */
const REACHABLE = 0;
const COLUMNS = ['name', 'standing', 'created', 'from', 'snapshot', 'figure', 'verdict'] as const;

interface VersionsProps {
  readonly versions: readonly Version[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly changes: Changes;
}

/** All models of a kind with their figures on gold, and the buttons to judge and to promote. */
export function Versions({ versions, selected, onSelect, changes }: VersionsProps) {
  const { t } = useTranslation('registry');
  const { jobs, cancel } = useJobs();
  const judging = jobs.find((job) => job.kind === JUDGE && isUnfinished(job));
  const last = jobs.find(({ kind }) => kind === JUDGE);
  const newestSet = versions.find(({ measured }) => measured)?.measured?.setSha256;
  const shown = versions.filter(({ measured }) => measured?.setSha256 === newestSet);
  const intervals = shown.flatMap(({ measured }) => measured?.interval ?? []);
  return (
    <Section title={t('versions.title')}>
      <p className={styles.muted}>{t('versions.text')}</p>
      <div className={styles.scroll} role="region" aria-label={t('versions.title')} tabIndex={REACHABLE}>
        <table className={tables.table} data-testid="versions">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`versions.${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('versions.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <Row
                key={version.id}
                version={version}
                isSelected={version.id === selected}
                isComparable={version.measured?.setSha256 === newestSet}
                intervals={intervals}
                onSelect={() => onSelect(version.id)}
                changes={changes}
                isJudging={judging !== undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      {judging && <JobProgress job={judging} onCancel={() => cancel(judging.jobId)} />}
      {!judging && last?.status === 'failed' && last.error && (
        <FailureNote error={{ data: { ...last.error, id: '–' } }} />
      )}
    </Section>
  );
}

interface RowProps {
  readonly version: Version;
  readonly isSelected: boolean;
  /** Whether it was measured on the set that the others were measured on. */
  readonly isComparable: boolean;
  readonly intervals: readonly { readonly low: number; readonly high: number }[];
  readonly onSelect: () => void;
  readonly changes: Changes;
  readonly isJudging: boolean;
}

function Row({ version, isSelected, isComparable, intervals, onSelect, changes, isJudging }: RowProps) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { interval } = useWords();
  const nameOf = useModelNames();
  const { id, createdAt, standing, isThere, lineage, measured } = version;
  const judgeText = t(version.judged ? 'versions.judgeAgain' : 'versions.judge');
  // Begins with what can be seen, so that it can be spoken (WCAG 2.5.3).
  const labelOf = (action: string): string => t('versions.actionLabel', { action, id: nameOf(id) });
  return (
    <tr data-model={id} data-standing={standing} data-selected={isSelected || undefined}>
      <th scope="row">
        <button type="button" className={styles.pick} aria-pressed={isSelected} title={id} onClick={onSelect}>
          {nameOf(id)}
        </button>
      </th>
      <td>
        <span className={styles.standing} data-standing={standing}>
          {t(`standing.${standing}`)}
        </span>
        {!isThere && <span className={styles.bad}> · {t('versions.gone')}</span>}
      </td>
      <td>{formatMoment(createdAt, language)}</td>
      <td>{lineage.parent ? nameOf(lineage.parent) : '–'}</td>
      <td>{lineage.snapshots.map(shortId).join(', ') || '–'}</td>
      <td>
        {measured?.interval && isComparable && (
          <FigureRail interval={measured.interval} all={intervals} isChampion={standing === 'champion'} />
        )}
        <span className={isComparable ? undefined : styles.muted}>
          {measured ? interval(measured.interval) : t('versions.notMeasured')}
          {measured && !isComparable && ` · ${t('versions.otherGold')}`}
        </span>
      </td>
      <td>
        <Standing version={version} />
      </td>
      <td className={styles.rowActions}>
        {standing !== 'champion' && isThere && (
          <Button disabled={isJudging} aria-label={labelOf(judgeText)} onClick={() => changes.judge(id)}>
            {judgeText}
          </Button>
        )}
        {standing !== 'champion' && (
          <Button
            look={version.blockedBy === null ? 'primary' : 'plain'}
            disabled={version.blockedBy !== null || changes.isBusy}
            aria-label={labelOf(t('versions.promote'))}
            title={
              version.blockedBy === null
                ? undefined
                : errorText(language, version.blockedBy, { model: nameOf(id), refusals: '[]' })?.cause
            }
            onClick={() => changes.promote(id)}
          >
            {t('versions.promote')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function Standing({ version: { judged, blockedBy } }: { readonly version: Version }) {
  const { t } = useTranslation('registry');
  if (!judged) return <span className={styles.muted}>{t('verdict.none')}</span>;
  const isOld = blockedBy === 'registry.not-judged' || blockedBy === 'registry.gold-moved';
  return (
    <span className={judged.isPromotable ? styles.good : styles.bad}>
      {t(judged.isPromotable ? 'verdict.passed' : 'verdict.refused')}
      {isOld && <span className={styles.muted}> · {t('verdict.old')}</span>}
    </span>
  );
}
