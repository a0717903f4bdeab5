import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeTexts as Made } from '../../../shared/contract/texts.ts';
import type { CaptionSchema } from '../../../shared/contract/review.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './made-texts.module.css';
import { removedParts } from './removed-parts.ts';

type MadeCaption = Made['captions'][number];
type Verdict = NonNullable<MadeCaption['verdict']>;
type Caption = ReturnType<typeof CaptionSchema.parse>;

export interface MadeTextsProps {
  readonly sliceId: number;
  readonly captions: readonly Caption[];
}

/**
 * What a language model made of the slice's captions, beside them and marked as a machine's: rewritten, translated, judged. Nothing
 * where none was asked.
 */
export const MadeTexts = memo(function MadeTexts({ sliceId, captions }: MadeTextsProps) {
  const { t } = useTranslation('texts');
  const { query } = useApi();
  const { data } = useQuery(query.texts.made.queryOptions({ input: { sliceId } }));
  if (!data || (data.captions.length === 0 && !data.judgement)) return null;
  return (
    <details className={styles.panel} data-testid="made-texts">
      <summary>
        {t('made.title')} <span className={styles.calm}>{summaryOf(data, t)}</span>
      </summary>
      <p className={styles.calm}>{t('made.hint')}</p>
      {data.captions.map((made) => (
        <MadeText key={`${made.kind} ${made.from}`} made={made} captions={captions} />
      ))}
      {data.judgement && (
        <section className={styles.one} data-kind="judged">
          <h3>
            {t('made.judged')} <By {...data.judgement} />
          </h3>
          <Judgement verdict={data.judgement} />
        </section>
      )}
    </details>
  );
});

/** What there is, in a line: what was done, with the judge's score. */
function summaryOf({ captions, judgement }: Made, t: TFunction<'texts'>): string {
  const made = captions.map(({ kind, verdict }) =>
    [t(`made.short.${kind}`), ...(verdict ? [t('made.score', { score: verdict.score })] : [])].join(' '),
  );
  return [
    ...made,
    ...(judgement ? [`${t('made.short.judged')} ${t('made.score', { score: judgement.score })}`] : []),
  ].join(' · ');
}

function MadeText({
  made,
  captions,
}: {
  readonly made: MadeCaption;
  readonly captions: MadeTextsProps['captions'];
}) {
  const { t } = useTranslation('texts');
  const original = captions.find(({ language }) => language === made.from)?.text ?? '';
  return (
    <section className={styles.one} data-kind={made.kind}>
      <h3>
        {t(`made.${made.kind}`, { from: t(`made.language.${made.from}`) })} <By {...made} />
      </h3>
      {made.kind === 'rewritten' && (
        <p lang={made.from} className={styles.original}>
          <span className={styles.calm}>{t('made.original')}</span>{' '}
          {removedParts(original, made.removed).map(({ start, text, isRemoved }) =>
            isRemoved ? <del key={start}>{text}</del> : text,
          )}
        </p>
      )}
      <p lang={made.language} className={styles.text}>
        {made.text.trim() === '' ? <span className={styles.calm}>{t('made.empty')}</span> : made.text}
      </p>
      {made.verdict ? (
        <Judgement verdict={made.verdict} />
      ) : (
        <p className={styles.calm}>{t('made.heldAgainst')}</p>
      )}
      {!made.isGood && <p className={styles.calm}>{t('made.notExported')}</p>}
    </section>
  );
}

function By({ model, at }: { readonly model: string; readonly at: string }) {
  const { t, i18n } = useTranslation('texts');
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return <span className={styles.calm}>{t('made.by', { model, at: time.format(new Date(at)) })}</span>;
}

function Judgement({ verdict: { score, faults } }: { readonly verdict: Verdict }) {
  const { t } = useTranslation('texts');
  return (
    <>
      <p>
        <b>{t('made.score', { score })}</b>{' '}
        <span className={styles.calm}>{faults.length === 0 && t('made.faultless')}</span>
      </p>
      {faults.length > 0 && (
        <ul className={styles.faults}>
          {faults.map(({ kind, german, english }) => (
            <li key={`${kind} ${german} ${english}`}>
              {t(`made.fault.${kind}` as 'made.fault.side')}: {german !== '' && <q lang="de">{german}</q>}{' '}
              {german !== '' && english !== '' && '→'} {english !== '' && <q lang="en">{english}</q>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
