import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import type { Grip } from '../../viewer/index.ts';
import styles from './review-screen.module.css';
import { type BoxKeys, boxNumbers } from './use-box-keys.ts';

export interface BoxToolsProps extends BoxKeys {
  readonly grip: Grip;
  /** Why no verdict can be given meanwhile. */
  readonly note: ReactNode;
}

/** While the box is being moved: what is held, where it is, and which keys and clicks do what. */
export function BoxTools({ grip, box, nextGrip, keep, discard, note }: BoxToolsProps) {
  const { t } = useTranslation(['review', 'common']);
  const glyphs = useGlyphs();
  const arrows = (['box.left', 'box.up', 'box.down', 'box.right'] as const).map(glyphs.action).join(' ');
  return (
    <section className={styles.corrections} aria-label={t('review:box.label')} data-testid="box-tools">
      {note}
      <span className={styles.hint}>
        <b>{t(`review:box.grip.${grip}`)}</b>
        {box && <span data-testid="box-place">{t('review:box.short', boxNumbers(box))}</span>}
      </span>
      <span className={styles.hint}>{t('review:box.how', { arrows, shift: t('common:key.shift') })}</span>
      <Button className={styles.tool} onClick={nextGrip}>
        <KeyCap glyph={glyphs.action('box.grip')} /> {t('review:box.next')}
      </Button>
      <Button look="primary" className={styles.tool} onClick={keep}>
        <KeyCap glyph={glyphs.action('box.keep')} /> {t('review:box.keep')}
      </Button>
      <Button className={styles.tool} onClick={discard}>
        <KeyCap glyph={glyphs.action('box.discard')} /> {t('review:box.discard')}
      </Button>
    </section>
  );
}
