import { Menu } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { type ClassId, counterpartOf, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import type { CorrectionDraft } from './correction-draft.ts';
import styles from './review-screen.module.css';
import type { ProposalState } from './use-proposal.ts';

export interface CorrectionToolsProps {
  readonly detail: PairDetail;
  readonly draft: CorrectionDraft;
  readonly isMaskMenuOpen: boolean;
  readonly onMaskMenu: (isOpen: boolean) => void;
  readonly onMask: (classId: ClassId) => void;
  readonly onSwapSide: () => void;
  readonly onReset: () => void;
  readonly onMoveBox: () => void;
  readonly proposal: ProposalState;
  /** What is more pressing to say than how to correct. */
  readonly note: ReactNode;
}

/** What was corrected so far, or how to begin. */
function CorrectionText({ draft }: { readonly draft: CorrectionDraft }) {
  const { t, i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  if (!draft) return <span>{t('correct.hint')}</span>;
  const [regionClassId] = draft.regionClassIds ?? [];
  const { proposal } = draft;
  const isMoved = proposal?.box.some((edge, at) => edge !== draft.box?.[at]);
  const parts = [
    draft.classId !== undefined && t('correct.class', { class: labelOf(draft.classId, language) }),
    regionClassId !== undefined && t('correct.region', { class: labelOf(regionClassId, language) }),
    proposal && t(`correct.${isMoved ? 'proposalMoved' : 'proposal'}.${proposal.proposer}`),
    draft.box && !proposal && draft.regionClassIds === undefined && t('correct.box'),
  ];
  return (
    <span data-testid="correction">
      {t('correct.pending')} {parts.filter(Boolean).join(', ')}
    </span>
  );
}

/** First corrections: the box by hand, another mask of the slice, the other side. */
export const CorrectionTools = memo(function CorrectionTools(props: CorrectionToolsProps) {
  const { detail, draft, note } = props;
  const { t, i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const glyphs = useGlyphs();
  const others = detail.sliceClassIds.filter((id) => !detail.pair.regionClassIds.includes(id));
  return (
    <section className={styles.corrections} aria-label={t('correct.label')}>
      <div className={styles.status}>
        {note || <CorrectionText draft={draft} />}
        {!draft && !note && <TakeProposal {...props.proposal} />}
        {draft && (
          <Button className={styles.tool} aria-label={t('correct.reset')} onClick={props.onReset}>
            <KeyCap glyph={glyphs.action('correct.reset')} /> {t('box.discard')}
          </Button>
        )}
      </div>
      <Button className={styles.tool} onClick={props.onMoveBox}>
        <KeyCap glyph={glyphs.action('correct.box')} /> {t('correct.moveBox')}
      </Button>
      <Menu opened={props.isMaskMenuOpen} onChange={props.onMaskMenu} position="top-start" withinPortal>
        <Menu.Target>
          <Button className={styles.tool} disabled={others.length === 0}>
            <KeyCap glyph={glyphs.action('correct.mask')} /> {t('correct.mask')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles.masks ?? ''}>
          {others.map((id) => (
            <Menu.Item key={id} onClick={() => props.onMask(id)}>
              {labelOf(id, language)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {counterpartOf(detail.pair.classId) && (
        <Button
          className={styles.tool}
          aria-pressed={draft?.classId !== undefined}
          onClick={props.onSwapSide}
        >
          <KeyCap glyph={glyphs.action('correct.swap-side')} /> {t('correct.side')}
        </Button>
      )}
    </section>
  );
});

/** Takes a model's box as the correction; nothing where no model has one. */
function TakeProposal({ proposal, take }: ProposalState) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  const proposed = proposal?.proposed;
  if (!proposed) return null;
  const percent = Math.round(proposed.iou * 100);
  const model = t(`proposal.by.${proposed.proposer}`);
  return (
    <Button
      className={styles.tool}
      title={t('proposal.takeHint', { model, name: proposed.name, percent })}
      data-testid="take-proposal"
      onClick={take}
    >
      <KeyCap glyph={glyphs.action('correct.proposal')} /> {t(`proposal.take.${proposed.proposer}`)}
    </Button>
  );
}
