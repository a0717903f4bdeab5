/** One thing that was looked at; `detail` says what was found in plain facts. */
export interface Check {
  readonly name:
    | 'schema'
    | 'integrity'
    | 'foreign-keys'
    | 'audit-chain'
    | 'decisions'
    | 'captions'
    | 'counters'
    | 'pictures';
  readonly ok: boolean;
  readonly detail: string;
}
