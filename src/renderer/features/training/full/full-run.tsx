import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FullRun, FullRunDetail } from '../../../../shared/contract/full-training.ts';
import { formatDuration, formatMoment } from '../../../../shared/i18n/format.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNote } from '../../../components/message.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useApi } from '../../../rpc/api.ts';
import { shortId } from '../ids.ts';
import { useFormat } from '../run-figures.tsx';
import styles from '../training.module.css';
import { FullCharts } from './full-charts.tsx';
import { FullLog } from './full-log.tsx';
import { isActive } from './states.ts';
import { useRunDetail } from './use-run-detail.ts';

/** From here on a trainer's silence is worth a word. */
const TELLING_SILENCE_S = 60;

/** One run of the trainer. */
export function FullRunView({ run }: { readonly run: FullRun }) {
  const { t } = useTranslation('full');
  const language = useLanguage();
  const { state, snapshot, base, createdAt, step, steps, silentSeconds, error } = run;
  // Why it failed mostly stands there.
  const [wantsLog, setWantsLog] = useState<boolean>();
  const isLogOpen = wantsLog ?? state === 'failed';
  const detail = useRunDetail(run).data;
  return (
    <div className={styles.fullRun} data-testid="full-run" data-state={state}>
      <p className={styles.muted}>
        {t('run.about', {
          snapshot: shortId(snapshot),
          base,
          time: formatMoment(createdAt, language),
        })}
      </p>
      <Controls run={run} />
      {isActive(run) && (
        <ProgressBar share={steps ? Math.min(1, step / steps) : undefined} label={t('title')} />
      )}
      <Figures run={run} />
      {silentSeconds !== null && silentSeconds >= TELLING_SILENCE_S && (
        <p className={styles.missing}>{t('run.silent', { time: formatDuration(silentSeconds, language) })}</p>
      )}
      {error && <FailureNote error={{ data: { ...error, id: '–' } }} />}
      {detail && <FullCharts run={detail} />}
      {detail && <Learns run={detail} />}
      <details
        className={styles.more}
        data-testid="full-log"
        open={isLogOpen}
        onToggle={({ currentTarget }) => setWantsLog(currentTarget.open)}
      >
        <summary>{t('log')}</summary>
        {isLogOpen && <FullLog run={run.run} state={state} />}
      </details>
    </div>
  );
}

/** What it is taught, how much of it is trained, and what it was not given. */
function Learns({ run: { data, parameters } }: { readonly run: FullRunDetail }) {
  const { t, i18n } = useTranslation('full');
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumSignificantDigits: 2 });
  if (!data) return null;
  const { boxes, slices, questions, notTaught } = data;
  return (
    <p className={styles.muted}>
      {t('run.learns', {
        boxes: boxes.train,
        slices: slices.train,
        val: slices.val,
        gold: notTaught['gold'] ?? 0,
      })}{' '}
      {questions > 0 && t('run.questions', { count: questions })}{' '}
      {parameters &&
        t('run.trained', { ...parameters, share: percent.format(parameters.trained / parameters.all) })}
    </p>
  );
}

function Controls({ run }: { readonly run: FullRun }) {
  const { t } = useTranslation('full');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const again = () => queryClient.invalidateQueries({ queryKey: query.fullTraining.key() });
  const cancel = useMutation({
    mutationFn: () => client.fullTraining.cancel({ run: run.run }),
    onSuccess: again,
  });
  const resume = useMutation({
    mutationFn: () => client.fullTraining.resume({ run: run.run }),
    onSuccess: again,
  });
  const { state, pack } = run;
  return (
    <>
      <div className={styles.actions}>
        <span className={styles.step} role="status">
          {t(`state.run.${state}`)}
          {pack && ` · ${t('run.pack', { name: pack.name })}`}
        </span>
        {isActive(run) && state !== 'stopping' && (
          <Button onClick={() => cancel.mutate()}>{t('run.cancel')}</Button>
        )}
        {(state === 'failed' || state === 'stopped') && (
          <Button look="primary" onClick={() => resume.mutate()}>
            {t('run.resume')}
          </Button>
        )}
        {state === 'done' && pack && (
          <a href={`#/registry?kind=pack&model=${pack.id}`}>{t('run.toRegistry')}</a>
        )}
      </div>
      {(cancel.error ?? resume.error) !== null && <FailureNote error={cancel.error ?? resume.error} />}
    </>
  );
}

function Figures({ run }: { readonly run: FullRun }) {
  const { t } = useTranslation('full');
  const language = useLanguage();
  const format = useFormat();
  // Steps are whole, and each counts; epochs of the published trainer are not.
  const counted = new Intl.NumberFormat(language, { maximumFractionDigits: run.unit === 'epochs' ? 2 : 0 });
  const { step, steps, loss, evalLoss, samplesPerSecond, secondsLeft, checkpoint, device, devices } = run;
  const shown = (value: number | null): string | null => (value === null ? null : format(value));
  const figures = [
    [t('figure.step'), steps === null ? counted.format(step) : t('figure.stepOf', { step, steps })],
    [t('figure.loss'), shown(loss)],
    [t('figure.evalLoss'), shown(evalLoss)],
    [t('figure.pace'), shown(samplesPerSecond)],
    [t('figure.left'), secondsLeft === null ? null : formatDuration(secondsLeft, language)],
    [t('figure.checkpoint'), checkpoint === null ? null : counted.format(checkpoint)],
    [t('figure.device'), device && (devices && devices > 1 ? `${devices} × ${device}` : device)],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
