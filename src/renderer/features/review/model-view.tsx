import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { LOCATION_BINS, boxTokens } from '../../../shared/domain/grounding/tokens.ts';
import { MODEL_EDGE, modelInput } from '../../../shared/domain/image/model-input.ts';
import { fetchBytes } from '../../rpc/session.ts';
import { loadSlice } from '../../viewer/index.ts';
import styles from './training-lens.module.css';

const CHANNELS = { CT: ['lung', 'soft', 'brain'], MR: ['spread'] } as const;

/** The 224 x 224 pixels that the vision encoder gets, channel by channel, with the box as its tokens say it. */
export function ModelView({ detail }: { readonly detail: PairDetail }) {
  const { slice, pair } = detail;
  const { t } = useTranslation('review');
  const input = useModelInput(detail);
  const bins = [...boxTokens(pair.box, slice).matchAll(/\d{4}/g)].map(([digits]) => Number(digits));
  const [left = 0, top = 0, right = 0, bottom = 0] = bins.map((bin) => (bin / LOCATION_BINS) * 100);
  return (
    <div className={styles.channels}>
      {CHANNELS[slice.modality].map((name, channel) => (
        <figure key={name}>
          <div className={styles.channel}>
            <Channel input={input} channel={channel} />
            <span
              style={{
                left: `${left}%`,
                top: `${top}%`,
                width: `${right - left}%`,
                height: `${bottom - top}%`,
              }}
            />
          </div>
          <figcaption>{t(`lens.channel.${name}`)}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** The slice is in the viewer's cache by now; one that cannot be loaded says so there. */
function useModelInput({ slice }: PairDetail): Float32Array | null {
  const [input, setInput] = useState<Float32Array | null>(null);
  useEffect(() => {
    let isStale = false;
    setInput(null);
    const load = async (): Promise<void> => {
      const { values } = await loadSlice(slice, 0, fetchBytes);
      if (!isStale) setInput(modelInput({ ...slice, samples: values }));
    };
    load().catch(() => undefined);
    return () => void (isStale = true);
  }, [slice]);
  return input;
}

function Channel({ input, channel }: { readonly input: Float32Array | null; readonly channel: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(MODEL_EDGE, MODEL_EDGE);
    const size = MODEL_EDGE ** 2;
    for (let at = 0; input && at < size; at += 1) {
      // Values lie in [-1, 1].
      image.data.fill((input[channel * size + at]! + 1) * 127.5, at * 4, at * 4 + 3);
      image.data[at * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [input, channel]);
  return <canvas ref={canvas} width={MODEL_EDGE} height={MODEL_EDGE} />;
}
