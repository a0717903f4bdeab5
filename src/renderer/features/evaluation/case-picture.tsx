import { useEffect, useState } from 'react';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { fetchBytes } from '../../rpc/session.ts';
import styles from './evaluation.module.css';

type Regression = ComparisonReport['regressions'][number];

/** A case's slice with the boxes of both models and the true ones; nothing where its picture is gone. */
export function CasePicture({ one }: { readonly one: Regression }) {
  const { before, after } = one;
  const picture = usePicture(before.picture);
  if (!picture) return null;
  const { url, width, height } = picture;
  return (
    <svg className={styles.picture} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={before.caseId}>
      <image href={url} width={width} height={height} />
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

interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A picture that is fetched with the session's token, as long as it is shown. */
function usePicture(sha256: string | null): Picture | undefined {
  const [picture, setPicture] = useState<Picture>();
  useEffect(() => {
    if (sha256 === null) return undefined;
    const abort = new AbortController();
    let made: string | undefined;
    const load = async (): Promise<void> => {
      const response = await fetchBytes(`/thumbs/picture/${sha256}`, abort.signal);
      if (!response.ok) return;
      const png = await response.arrayBuffer();
      if (abort.signal.aborted) return;
      made = URL.createObjectURL(new Blob([png], { type: 'image/png' }));
      // The header chunk comes first, width and height first in it (ISO/IEC 15948, 11.2.2).
      const header = new DataView(png);
      setPicture({ url: made, width: header.getUint32(16), height: header.getUint32(20) });
    };
    load().catch(() => undefined);
    return () => {
      abort.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [sha256]);
  return picture;
}
