import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import type { SliceAnswer } from '../../../shared/contract/vlm.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { GenerateTask } from '../../../shared/domain/radgrounder/prompt.ts';
import { useActions } from '../../keyboard/use-keyboard.ts';
import { useApi } from '../../rpc/api.ts';
import type { ViewerMark } from '../../viewer/index.ts';

/** Where a question to the model stands. */
export type Asking =
  | { readonly state: 'idle' }
  | { readonly state: 'running' | 'done' | 'stopped'; readonly answer: SliceAnswer | null }
  | { readonly state: 'failed'; readonly error: unknown };

/** RadGrounder beside the pair under judgement. Nothing here is waited for by the review. */
export function useRadGrounder(detail: PairDetail | undefined) {
  const { query, client } = useApi();
  const queryClient = useQueryClient();
  const { t, i18n } = useTranslation('radgrounder');
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const [isShown, setShown] = useState(true);
  const pairId = detail?.pair.pairId;
  const options = useQuery(query.vlm.options.queryOptions({ input: {} }));
  const opinion = useQuery({
    ...query.vlm.suggestion.queryOptions({ input: { pairId: pairId ?? 0 } }),
    enabled: pairId !== undefined,
  });
  const renew = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: query.vlm.key() }),
    [query, queryClient],
  );
  // A verdict lifts the blind of its pair.
  const state = detail?.pair.state;
  useEffect(renew, [renew, state]);
  const { asking, ask, stop } = useAsking(detail?.slice.sliceId, { language, onDone: renew });
  useActions({ 'radgrounder.toggle': () => setShown(!isShown) });
  const marks = useMemo<readonly ViewerMark[]>(() => {
    if (!isShown || !detail) return [];
    const answer = 'answer' in asking ? asking.answer : null;
    const own = opinion.data?.suggestion?.own;
    const boxes = answer?.boxes.length
      ? answer.boxes
      : own
        ? [{ classId: detail.pair.classId, box: own.box }]
        : [];
    return boxes.map(({ classId, box }, at) => ({
      key: `${at} ${classId}`,
      label: t('own.mark', { label: labelOf(classId, language) }),
      box,
    }));
  }, [isShown, detail, asking, opinion.data, t, language]);
  const setBlind = useCallback(
    async (isBlind: boolean): Promise<void> => {
      await client.vlm.setBlind({ isBlind });
      renew();
    },
    [client, renew],
  );
  const ahead = useCallback(() => client.vlm.ahead({ language }), [client, language]);
  return {
    options: options.data,
    opinion: opinion.data,
    isShown,
    setShown,
    asking,
    ask,
    stop,
    marks,
    setBlind,
    ahead,
  };
}

export type RadGrounderState = ReturnType<typeof useRadGrounder>;

/** One question at a time; it ends with the slice that it was about. */
function useAsking(
  sliceId: number | undefined,
  { language, onDone }: { language: Language; onDone: () => void },
) {
  const { client } = useApi();
  const [asking, setAsking] = useState<Asking>({ state: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => {
    setAsking({ state: 'idle' });
    return () => running.current?.abort();
  }, [sliceId]);
  const ask = useCallback(
    async (task: GenerateTask, question: string): Promise<void> => {
      if (sliceId === undefined) return;
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      let answer: SliceAnswer | null = null;
      const set = (next: Asking): void => {
        if (running.current === abort) setAsking(next);
      };
      set({ state: 'running', answer });
      const grows = (next: SliceAnswer): void => {
        answer = next;
        set({ state: 'running', answer });
      };
      try {
        const input = { sliceId, task, language, ...(question !== '' && { question }) };
        await follow(await client.vlm.ask(input, { signal: abort.signal }), grows);
        set({ state: 'done', answer });
        onDone();
      } catch (error) {
        set(abort.signal.aborted ? { state: 'stopped', answer } : { state: 'failed', error });
      }
    },
    [sliceId, client, language, onDone],
  );
  const stop = useCallback(() => running.current?.abort(), []);
  return { asking, ask, stop };
}

async function follow(
  answers: AsyncIterable<SliceAnswer>,
  tell: (answer: SliceAnswer) => void,
): Promise<void> {
  for await (const answer of answers) tell(answer);
}
