import { constants, setPriority } from 'node:os';

/**
 * Lets this process run when nothing else wants the processor: a reviewer in front of the window comes first. It cannot be taken
 * back without privileges, so it is for processes that do nothing else.
 */
export function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // A system that refuses leaves the priority as it is; the work is the same.
  }
}
