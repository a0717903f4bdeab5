import { createHash } from 'node:crypto';

const PSEUDONYM = /^P-[0-9a-f]{12}$/;

/**
 * Patients are kept apart by a pseudonym; what the source called them is not stored, in plans and jobs neither. Our own pseudonyms
 * stay as they are, so that an export that is read again keeps its patients.
 */
export function pseudonym(patient: string): string {
  return PSEUDONYM.test(patient)
    ? patient
    : `P-${createHash('sha256').update(patient).digest('hex').slice(0, 12)}`;
}
