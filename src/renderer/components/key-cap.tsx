import styles from './kit.module.css';

/** What is printed on a key; nothing is drawn for an action without one. */
export function KeyCap({ glyph }: { readonly glyph: string }) {
  return glyph === '' ? null : <kbd className={styles.cap}>{glyph}</kbd>;
}
