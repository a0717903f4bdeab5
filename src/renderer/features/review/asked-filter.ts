import { type QueueFilter, QueueFilterSchema } from '../../../shared/contract/review.ts';
import { askedIn } from '../../components/address.ts';

/**
 * The filter that an address asks for, such as `#/review?class=5`; open pairs where it asks for nothing that can be
 * understood. Whoever comes from a count wants to see all that was counted, whatever its state.
 */
export function askedFilter(hash: string): QueueFilter {
  const asked = askedIn(hash);
  const one = (name: string): string[] | undefined => asked.get(name)?.split(',');
  const parsed = QueueFilterSchema.safeParse({
    classIds: one('class')?.map(Number),
    modalities: one('modality'),
    findings: one('finding'),
    states: one('state'),
  });
  const isAsked = parsed.success && Object.values(parsed.data).some((value) => value !== undefined);
  return isAsked ? parsed.data : { states: ['pending'] };
}
