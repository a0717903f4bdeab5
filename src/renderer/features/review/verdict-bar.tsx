import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { VERDICT_KINDS } from '../../../shared/domain/review/verdict.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import type { ActionId } from '../../keyboard/keymap.ts';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import type { Blocked } from './blocked.ts';
import styles from './verdict-bar.module.css';
import { reasonsOf, type PendingVerdict, type VerdictInput } from './verdict-input.ts';

export interface VerdictBarProps {
  readonly pending: PendingVerdict;
  readonly blocked: Blocked | null;
  readonly isCorrected: boolean;
  readonly onInput: (input: VerdictInput) => void;
  readonly onBackToSlice: () => void;
}

/** The four verdicts with their keys, the reasons while one is asked for, or why no verdict is possible. */
export const VerdictBar = memo(function VerdictBar(props: VerdictBarProps) {
  const { pending, blocked, isCorrected, onInput } = props;
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <section className={styles.bar} aria-label={t('verdict.label')}>
      <div className={styles.verdicts}>
        {VERDICT_KINDS.map((kind) => (
          <Button
            key={kind}
            className={styles.verdict}
            data-kind={kind}
            data-pending={pending === kind || undefined}
            aria-pressed={pending === kind}
            aria-describedby={blocked ? 'verdict-blocked' : undefined}
            disabled={blocked !== null}
            onClick={() => onInput({ type: 'kind', kind })}
          >
            <KeyCap glyph={glyphs.action(`verdict.${kind}`)} />
            <span>{t(kind === 'accept' && isCorrected ? 'verdict.acceptCorrected' : `verdict.${kind}`)}</span>
          </Button>
        ))}
      </div>
      <div className={styles.under}>
        {blocked ? <BlockedNote {...props} blocked={blocked} /> : <Reasons {...props} />}
      </div>
    </section>
  );
});

function BlockedNote({ blocked, onBackToSlice }: VerdictBarProps & { readonly blocked: Blocked }) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <p id="verdict-blocked" className={styles.blocked} data-testid="blocked" data-reason={blocked}>
      {t(`blocked.${blocked}`)}
      {blocked === 'neighbour' && (
        <Button onClick={onBackToSlice}>
          <KeyCap glyph={glyphs.action('image.home')} /> {t('blocked.backToSlice')}
        </Button>
      )}
    </p>
  );
}

function Reasons({ pending, onInput }: VerdictBarProps) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  if (!pending) return null;
  const question = t(pending === 'region-wrong' ? 'verdict.reasonRegion' : 'verdict.reasonMention');
  return (
    <div className={styles.reasons} data-kind={pending} role="group" aria-label={question}>
      {reasonsOf(pending).map((reason, index) => (
        <Button key={reason} onClick={() => onInput({ type: 'reason', number: index + 1 })}>
          <b>{glyphs.action(`reason.${index + 1}` as ActionId)}</b> {t(`reason.${reason}`)}
        </Button>
      ))}
      <Button onClick={() => onInput({ type: 'kind', kind: pending })}>
        <b>{glyphs.action(`verdict.${pending}`)}</b> {t('verdict.noReason')}
      </Button>
      <Button look="quiet" onClick={() => onInput({ type: 'cancel' })}>
        <b>{glyphs.action('reason.cancel')}</b> {t('verdict.cancelReason')}
      </Button>
    </div>
  );
}
