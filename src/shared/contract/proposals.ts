import { oc } from '@orpc/contract';
import { z } from 'zod';
import { BoxSchema, ProposedBoxSchema, Sha256Schema, ShareSchema as Share } from './common.ts';

/** What the trained head in use, or the one that was in use when the pair was judged, says about a pair. */
export const HeadOpinionSchema = z.object({
  headId: Sha256Schema,
  /** Probability that the pair's class is on the slice. */
  presence: Share,
  box: BoxSchema.nullable(),
  confidence: Share,
  /** Overlap with the automatic box; null where it has none. */
  iou: Share.nullable(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
});

export const PairProposalSchema = z.object({
  /** In a blind project before the verdict: then there is nothing else. */
  isWithheld: z.boolean(),
  head: HeadOpinionSchema.nullable(),
  /** The head's box, else RadGrounder's; null where neither has one. */
  proposed: ProposedBoxSchema.nullable(),
});
export type PairProposal = z.infer<typeof PairProposalSchema>;

export const ProposalsStatusSchema = z.object({
  /** The head in use; null where none was promoted. */
  headId: Sha256Schema.nullable(),
});
export type ProposalsStatus = z.infer<typeof ProposalsStatusSchema>;

export const proposalsContract = {
  ofPair: oc.input(z.object({ pairId: z.int() })).output(PairProposalSchema),
  status: oc.input(z.object({})).output(ProposalsStatusSchema),
  /** Asks the head in use about every open pair that it was not asked about, as a job; null where none is in use and none was. */
  renew: oc.input(z.object({})).output(z.object({ jobId: z.string().nullable() })),
};
