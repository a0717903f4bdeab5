import { useEffect, useState } from 'react';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { fetchBytes } from '../../rpc/session.ts';
import styles from './evaluation.module.css';

type Regression = ComparisonReport['regressions'][number];

/** A case's slice with the boxes of both models and the true ones; nothing where its picture is gone. */
export function CasePicture({ one }: { readonly one: Regression }) {
  const { before, after } = one;
  const url = usePicture(before.picture);
  const size = useSize(url);
  if (!url || !size) return null;
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={before.caseId}
    >
      <image href={url} width={size.width} height={size.height} />
      <Boxes mentions={before.truth.mentions} side="truth" />
      <Boxes mentions={before.predicted?.mentions ?? []} side="first" />
      <Boxes mentions={after.predicted?.mentions ?? []} side="second" />
    </svg>
  );
}

interface BoxesProps {
  readonly mentions: readonly { readonly box: readonly [number, number, number, number] }[];
  readonly side: 'truth' | 'first' | 'second';
}

function Boxes({ mentions, side }: BoxesProps) {
  return mentions.map(({ box: [x1, y1, x2, y2] }, at) => (
    <rect
      // oxlint-disable-next-line no-array-index-key -- boxes of a finished answer keep their place
      key={at}
      data-side={side}
      x={x1}
      y={y1}
      width={Math.max(0, x2 - x1)}
      height={Math.max(0, y2 - y1)}
    />
  ));
}

/** Address of a picture that is fetched with the session's token, as long as it is shown. */
function usePicture(sha256: string | null): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (sha256 === null) return undefined;
    const abort = new AbortController();
    let made: string | undefined;
    const load = async (): Promise<void> => {
      const response = await fetchBytes(`/thumbs/picture/${sha256}`, abort.signal);
      if (!response.ok) return;
      const blob = await response.blob();
      if (abort.signal.aborted) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    };
    load().catch(() => undefined);
    return () => {
      abort.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [sha256]);
  return url;
}

function useSize(url: string | undefined): { width: number; height: number } | undefined {
  const [size, setSize] = useState<{ width: number; height: number }>();
  useEffect(() => {
    if (!url) return;
    const image = new Image();
    image.onload = () => setSize({ width: image.naturalWidth, height: image.naturalHeight });
    image.src = url;
  }, [url]);
  return size;
}
