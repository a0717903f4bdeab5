/** What a reply may cost before it is cut off. Times in ms, sizes in bytes on the wire unless said otherwise. */
export interface ReplyLimits {
  /** From the request to the last byte. */
  readonly totalMs: number;
  /** Without a byte. */
  readonly idleMs: number;
  /** Until the connection stands. */
  readonly connectMs: number;
  readonly replyBytes: number;
  /** Of one server-sent event; the reading library keeps an event until it is whole. */
  readonly eventBytes: number;
  /** Of a reply that is not a stream of events; it is kept until it is whole. */
  readonly documentBytes: number;
  /** UTF-16 code units of the answer and of the thinking before it, each. */
  readonly textChars: number;
}

/**
 * A stream spends some 250 bytes on a token, so that 4 MiB are 16,000 tokens; an answer of ours has at most a few thousand
 * characters. With 100 in flight the worst that servers can make the program hold is 100 times document or event and text.
 */
export const REPLY_LIMITS: Omit<ReplyLimits, 'totalMs' | 'idleMs'> = {
  connectMs: 10_000,
  replyBytes: 4 * 1024 * 1024,
  eventBytes: 128 * 1024,
  documentBytes: 512 * 1024,
  textChars: 128 * 1024,
};
