import type { ComponentProps } from 'react';
import styles from './kit.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'primary' | 'quiet';
  /** A square button with a sign instead of words; give it an `aria-label`. */
  readonly isIcon?: boolean;
}

/**
 * The button of the kit. A mouse click leaves the focus where it was, so that Space and the other
 * shortcuts go on meaning what they meant; by keyboard it is focused and pressed like any button.
 */
export function Button({ look = 'plain', isIcon = false, className, ...rest }: ButtonProps) {
  const classes = [styles.button, look !== 'plain' && styles[look], isIcon && styles.icon, className];
  return (
    <button
      type="button"
      onMouseDown={(event) => event.preventDefault()}
      {...rest}
      className={classes.filter(Boolean).join(' ')}
    />
  );
}
