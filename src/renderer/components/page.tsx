import type { ReactNode } from 'react';
import styles from './page.module.css';

/** A screen that is read from top to bottom: heading, a sentence on what it is for, its sections. */
export function Page({ title, intro, children }: PageProps) {
  return (
    <div className={styles.scroller}>
      <div className={styles.page}>
        <h1>{title}</h1>
        <p className={styles.intro}>{intro}</p>
        {children}
      </div>
    </div>
  );
}

export interface PageProps {
  readonly title: string;
  readonly intro: string;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, children, className }: SectionProps) {
  return (
    <section className={[styles.section, className].filter(Boolean).join(' ')}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}
