import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { VERDICT_KINDS } from '../../../shared/domain/review/verdict.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import type { Blocked } from './blocked.ts';
import styles from './verdict-bar.module.css';
import type { PendingVerdict, VerdictInput } from './verdict-input.ts';

export interface VerdictBarProps {
  readonly pending: PendingVerdict;
  readonly blocked: Blocked | null;
  readonly isCorrected: boolean;
  readonly onInput: (input: VerdictInput) => void;
}

/** The four verdicts with their keys. */
export const VerdictBar = memo(function VerdictBar(props: VerdictBarProps) {
  const { pending, blocked, isCorrected, onInput } = props;
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <div className={styles.verdicts} role="group" aria-label={t('verdict.label')}>
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
  );
});
