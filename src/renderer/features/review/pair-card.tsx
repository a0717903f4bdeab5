import { Popover } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import { doubtSentence } from './doubt-sentence.ts';
import { findingSentence } from './finding-sentence.ts';
import { Omissions } from './omissions.tsx';
import styles from './pair-card.module.css';
import { Provenance } from './provenance.tsx';

const SHOWN_FINDINGS = 3;

export interface PairCardProps {
  readonly detail: PairDetail;
  readonly isProvenanceOpen: boolean;
  readonly onProvenance: (isOpen: boolean) => void;
  readonly onLens: () => void;
}

/** Which structure, that a machine paired it, and what speaks against it. */
export const PairCard = memo(function PairCard(props: PairCardProps) {
  const { detail, isProvenanceOpen, onProvenance, onLens } = props;
  const { t, i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const glyphs = useGlyphs();
  const { pair } = detail;
  return (
    <section className={styles.card} aria-label={t('pair.label')}>
      <header className={styles.head}>
        <span className={styles.swatch} aria-hidden />
        <h1 data-testid="pair-class" data-pair={pair.pairId}>
          {labelOf(pair.classId, language)}
        </h1>
        <Popover
          opened={isProvenanceOpen}
          onChange={onProvenance}
          position="left-start"
          width={420}
          trapFocus
        >
          <Popover.Target>
            <button
              type="button"
              className={styles.origin}
              title={t('pair.autoDerivedHint')}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onProvenance(!isProvenanceOpen)}
            >
              {pair.state === 'pending' ? t('pair.autoDerived') : t(`state.${pair.state}`)}
              <KeyCap glyph={glyphs.action('pair.provenance')} />
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('provenance.title')}>
            <Provenance detail={detail} />
          </Popover.Dropdown>
        </Popover>
        <Badge className={styles.id ?? ''}>{t('pair.id', { id: pair.classId })}</Badge>
      </header>
      <Findings detail={detail} />
      {pair.state === 'pending' && pair.doubt && (
        <p className={styles.doubt} data-testid="doubt">
          {doubtSentence(pair.doubt, language, t)}
        </p>
      )}
      <div className={styles.more}>
        <Omissions detail={detail} />
        <Button look="quiet" onClick={onLens}>
          <KeyCap glyph={glyphs.action('pair.lens')} /> {t('lens.open')}
        </Button>
      </div>
    </section>
  );
});

function Findings({ detail }: { readonly detail: PairDetail }) {
  const { t, i18n } = useTranslation('review');
  const ranked = detail.pair.findings.toSorted((a, b) => b.weight - a.weight);
  if (ranked.length === 0) return <p className={styles.calm}>{t('pair.noFindings')}</p>;
  const more = ranked.length - SHOWN_FINDINGS;
  return (
    <ul className={styles.findings} aria-label={t('pair.findings')}>
      {ranked.slice(0, SHOWN_FINDINGS).map((finding) => (
        <li key={finding.code} data-finding={finding.code}>
          <span aria-hidden>▲</span>
          <span>{findingSentence(finding, i18n.language === 'de' ? 'de' : 'en')}</span>
        </li>
      ))}
      {more > 0 && <li className={styles.calm}>{t('pair.moreFindings', { count: more })}</li>}
    </ul>
  );
}
