import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/jobs.ts';
import { stageOf } from './stage.ts';

const job = (kind: string, status: Job['status'], jobId = kind): Job => ({
  jobId,
  kind,
  status,
  done: 0,
  total: null,
  step: '',
  params: {},
  secondsLeft: null,
  error: null,
  problems: [],
  createdAt: '2026-01-01T00:00:00Z',
});

describe('where an intake is', () => {
  it('begins with choosing, whatever other work there was', () => {
    expect(stageOf([], null).at).toBe('choose');
    expect(stageOf([job('exchange.export', 'running')], null).at).toBe('choose');
  });

  it('follows the latest job from reading to imported', () => {
    expect(stageOf([job('intake.scan', 'queued')], null).at).toBe('working');
    expect(stageOf([job('intake.scan', 'done')], null).at).toBe('found');
    expect(stageOf([job('intake.import', 'running'), job('intake.scan', 'done')], null).at).toBe('working');
    expect(stageOf([job('intake.import', 'done'), job('intake.scan', 'done')], null).at).toBe('imported');
  });

  it('keeps a stopped import at hand, but not a stopped reading', () => {
    expect(stageOf([job('intake.import', 'cancelled')], null).at).toBe('stopped');
    expect(stageOf([job('intake.import', 'interrupted')], null).at).toBe('stopped');
    expect(stageOf([job('intake.scan', 'cancelled')], null).at).toBe('choose');
  });

  it('shows a failure until it is put aside', () => {
    expect(stageOf([job('intake.scan', 'failed')], null).at).toBe('failed');
    expect(stageOf([job('intake.scan', 'failed')], 'intake.scan').at).toBe('choose');
  });

  it('does not boast of the demo that filled itself', () => {
    expect(stageOf([job('demo.fill', 'running')], null).at).toBe('working');
    expect(stageOf([job('demo.fill', 'done')], null).at).toBe('choose');
  });
});
