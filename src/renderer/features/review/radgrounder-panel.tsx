import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairProposal } from '../../../shared/contract/proposals.ts';
import type { SliceAnswer } from '../../../shared/contract/vlm.ts';
import { GENERATE_TASKS, type GenerateTask } from '../../../shared/domain/radgrounder/prompt.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { FailureNote } from '../../components/message.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import { useApi } from '../../rpc/api.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { ProposalLine } from './proposal-line.tsx';
import styles from './radgrounder-panel.module.css';
import type { Asking, RadGrounderState } from './use-radgrounder.ts';

/**
 * What RadGrounder thinks of the pair, and a place to ask it about the slice. Closed, it costs one line, or two with an
 * opinion; they stay in view however long the captions are.
 */
export const RadGrounderPanel = memo(function RadGrounderPanel(
  props: RadGrounderState & { readonly proposal: PairProposal | undefined },
) {
  const { t } = useTranslation('radgrounder');
  const { options, opinion } = props;
  const [isOpen, setOpen] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) body.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  if (!options) return null;
  return (
    <section className={styles.panel} aria-label={t('title')} data-testid="radgrounder">
      <header className={styles.head}>
        <h2>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            title={t('hint')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden>{isOpen ? '▾' : '▸'}</span>
            <span className={styles.swatch} aria-hidden />
            {t('title')}
          </button>
        </h2>
        {opinion?.isWithheld ? <p className={styles.calm}>{t('withheld')}</p> : <Opinion {...props} />}
        <ProposalLine proposal={props.proposal} />
      </header>
      {isOpen && (
        <div ref={body} className={styles.body}>
          <p className={styles.calm}>{t('hint')}</p>
          {options.pack === null ? <p className={styles.calm}>{t('noPack')}</p> : <AskForm {...props} />}
          <AskHead />
          <BlindSwitch {...props} />
        </div>
      )}
    </section>
  );
});

/** Its box for the pair's class, and the words that it stands in. */
function Opinion({ opinion, isShown, setShown }: RadGrounderState) {
  const { t, i18n } = useTranslation('radgrounder');
  const glyphs = useGlyphs();
  const suggestion = opinion?.suggestion;
  if (!suggestion) return <p className={styles.calm}>{t('own.notAsked')}</p>;
  const { own } = suggestion;
  if (!own) return <p className={styles.calm}>{t('own.none')}</p>;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const percent = (share: number): number => Math.round(share * 100);
  return (
    <>
      <label className={styles.check}>
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
        {t('own.show')} <KeyCap glyph={glyphs.action('radgrounder.toggle')} />
      </label>
      <span
        className={styles.calm}
        title={t('by', { pack: suggestion.packName, at: time.format(new Date(suggestion.createdAt)) })}
      >
        {t('own.iou', { percent: percent(own.iou) })} · {t('own.sure', { percent: percent(own.confidence) })}
      </span>
    </>
  );
}

function AskForm({ options, asking, ask, stop, ahead }: RadGrounderState) {
  const { t } = useTranslation('radgrounder');
  const [task, setTask] = useState<GenerateTask>('ground');
  const [question, setQuestion] = useState('');
  const isRunning = asking.state === 'running';
  const tasks = GENERATE_TASKS.filter((one) => options?.tasks.includes(one));
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void ask(task, task === 'vqa' ? question : '');
        }}
      >
        <select
          aria-label={t('task')}
          value={task}
          onChange={(event) => setTask(event.target.value as GenerateTask)}
        >
          {tasks.map((one) => (
            <option key={one} value={one}>
              {t(`task.${one}`)}
            </option>
          ))}
        </select>
        {task === 'vqa' && (
          <input
            aria-label={t('question')}
            placeholder={t('question')}
            value={question}
            maxLength={2000}
            onChange={(event) => setQuestion(event.target.value)}
          />
        )}
        {isRunning ? (
          <Button onClick={stop}>{t('stop')}</Button>
        ) : (
          <Button type="submit" look="primary">
            {t('send')}
          </Button>
        )}
      </form>
      <Reply asking={asking} />
      <Ahead kind="vlm.suggest" label={t('ahead')} start={ahead} />
    </>
  );
}

interface AheadProps {
  /** Of the job. */
  readonly kind: string;
  readonly label: string;
  readonly start: () => Promise<unknown>;
}

/** Asks about everything that is open; while it does, how far it is and a way to stop it. */
function Ahead({ kind, label, start }: AheadProps) {
  const [error, setError] = useState<unknown>(null);
  const { jobs, cancel } = useJobs();
  const running = jobs.find((job) => job.kind === kind && isUnfinished(job));
  if (running) return <JobProgress job={running} onCancel={() => cancel(running.jobId)} />;
  return (
    <>
      <Button
        onClick={() => {
          setError(null);
          start().catch(setError);
        }}
      >
        {label}
      </Button>
      {error !== null && <FailureNote error={error} />}
    </>
  );
}

/** The trained model is asked by itself; this is for when that was stopped or failed. Nothing where none is in use. */
function AskHead() {
  const { t } = useTranslation('radgrounder');
  const { query, client } = useApi();
  const { data } = useQuery(query.proposals.status.queryOptions({ input: {} }));
  if (!data?.headId) return null;
  return <Ahead kind="proposals.make" label={t('aheadHead')} start={() => client.proposals.renew({})} />;
}

/** The answer as it grows; read out when it is there. */
function Reply({ asking }: { readonly asking: Asking }) {
  const { t } = useTranslation('radgrounder');
  if (asking.state === 'idle') return null;
  if (asking.state === 'failed') return <FailureNote error={asking.error} />;
  const { state, answer } = asking;
  const notes = {
    running: answer ? '' : t('waiting'),
    stopped: t('stopped'),
    done: answer?.text ? (answer.isComplete ? '' : t('cut')) : t('empty'),
  };
  return (
    <div className={styles.reply} data-state={state}>
      {answer && answer.text !== '' && (
        <p aria-label={t('answer')} aria-live="polite" aria-busy={state === 'running'}>
          <MarkedAnswer answer={answer} />
        </p>
      )}
      {notes[state] !== '' && (
        <p className={styles.calm} role="status">
          {notes[state]}
        </p>
      )}
    </div>
  );
}

/** The words that a box stands for are marked as their boxes are. */
function MarkedAnswer({ answer: { text, boxes } }: { readonly answer: SliceAnswer }) {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const { start, end } of boxes) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return [...parts, text.slice(at)];
}

function BlindSwitch({ options, setBlind }: RadGrounderState) {
  const { t } = useTranslation('radgrounder');
  const [error, setError] = useState<unknown>(null);
  return (
    <>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={options?.isBlind ?? false}
          onChange={(event) => {
            setError(null);
            setBlind(event.target.checked).catch(setError);
          }}
        />
        {t('blind')}
      </label>
      {error !== null && <FailureNote error={error} />}
    </>
  );
}
