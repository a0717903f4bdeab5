import type { ComponentProps } from 'react';
import styles from './kit.module.css';

/** A short word about something, in a pill. */
export function Badge({ className, ...rest }: ComponentProps<'span'>) {
  return <span {...rest} className={`${styles.badge} ${className ?? ''}`} />;
}
