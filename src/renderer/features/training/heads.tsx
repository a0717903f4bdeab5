import { useTranslation } from 'react-i18next';
import type { TrainedHead } from '../../../shared/contract/training.ts';
import { formatMoment } from '../../../shared/i18n/format.ts';
import { Button } from '../../components/button.tsx';
import tables from '../../components/data-table.module.css';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { shortId } from './ids.ts';
import { useFormat } from './run-figures.tsx';
import styles from './training.module.css';

export interface HeadsProps {
  readonly heads: readonly TrainedHead[];
  readonly onStartFrom: (id: string) => void;
}

/** What came out of trainings, with where it comes from. */
export function Heads({ heads, onStartFrom }: HeadsProps) {
  const { t } = useTranslation('training');
  return (
    <Section title={t('heads.title')}>
      {heads.length === 0 ? (
        <p className={styles.muted}>{t('heads.none')}</p>
      ) : (
        <>
          <p className={styles.muted}>{t('heads.text')}</p>
          <HeadTable heads={heads} onStartFrom={onStartFrom} />
        </>
      )}
    </Section>
  );
}

/** What scrolls has to be reachable by keyboard. */
const REACHABLE = 0;
const COLUMNS = [
  'id',
  'created',
  'snapshot',
  'from',
  'data',
  'mode',
  'steps',
  'stopped',
  'iou',
  'pace',
] as const;
const NUMBERS: ReadonlySet<string> = new Set(['data', 'steps', 'iou', 'pace']);

function HeadTable({ heads, onStartFrom }: HeadsProps) {
  const { t } = useTranslation('training');
  return (
    <div className={styles.scroll} role="region" aria-label={t('heads.title')} tabIndex={REACHABLE}>
      <table className={tables.table} data-testid="heads">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={NUMBERS.has(column) ? tables.number : undefined}>
                {t(`heads.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('heads.startFrom')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {heads.map((head) => (
            <Head key={head.id} head={head} onStartFrom={() => onStartFrom(head.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ head, onStartFrom }: { readonly head: TrainedHead; readonly onStartFrom: () => void }) {
  const { t } = useTranslation('training');
  const language = useLanguage();
  const format = useFormat();
  const { id, createdAt, snapshot, parent, data, settings, outcome } = head;
  return (
    <tr data-head={id}>
      <th scope="row">
        <code title={id}>{shortId(id)}</code>
      </th>
      <td>{formatMoment(createdAt, language)}</td>
      <td>
        <code title={snapshot}>{shortId(snapshot)}</code>
      </td>
      <td>{parent ? <code title={parent}>{shortId(parent)}</code> : '–'}</td>
      <td className={tables.number}>{data.boxes}</td>
      <td>{t(`train.${settings.sampling.mode}`)}</td>
      <td className={tables.number}>
        {t('heads.stepsValue', { best: outcome.bestStep, steps: outcome.steps })}
      </td>
      <td>{t(`heads.stopped.${outcome.stoppedBy}`)}</td>
      <td className={tables.number}>{format(outcome.validation.iou)}</td>
      <td className={tables.number}>{format(outcome.samplesPerSecond)}</td>
      <td>
        <Button aria-label={t('heads.startFromLabel', { id: shortId(id) })} onClick={onStartFrom}>
          {t('heads.startFrom')}
        </Button>
      </td>
    </tr>
  );
}
