import { useEffect, useRef } from 'react';
import { whenProjectIsLeft } from '../../rpc/project-switch.ts';
import { fetchBytes } from '../../rpc/session.ts';
import styles from './queue-pane.module.css';

let cache = new Map<number, Promise<ImageData>>();
// A new one, so that what is still on its way for the project before ends in the old one.
whenProjectIsLeft(() => (cache = new Map()));
const MAX_CACHED = 600;

/** A small picture of a slice, for recognising it in a list. */
export function Thumbnail({ sliceId }: { readonly sliceId: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isStale = false;
    const draw = async (): Promise<void> => {
      const image = await load(sliceId);
      const target = canvas.current;
      if (isStale || !target) return;
      target.width = image.width;
      target.height = image.height;
      target.getContext('2d')?.putImageData(image, 0, 0);
    };
    draw().catch(() => cache.delete(sliceId));
    return () => {
      isStale = true;
    };
  }, [sliceId]);
  return <canvas ref={canvas} className={styles.thumbnail} aria-hidden />;
}

function load(sliceId: number): Promise<ImageData> {
  const known = cache.get(sliceId);
  if (known) return known;
  if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value!);
  const loading = fetchThumbnail(sliceId);
  cache.set(sliceId, loading);
  return loading;
}

async function fetchThumbnail(sliceId: number): Promise<ImageData> {
  const response = await fetchBytes(`/thumbs/slice/${sliceId}`);
  if (!response.ok) throw new Error(`thumbnail ${sliceId}: ${response.status}`);
  const grey = new Uint8Array(await response.arrayBuffer());
  const width = Number(response.headers.get('x-plumbline-width'));
  const image = new ImageData(width, grey.length / width);
  grey.forEach((value, i) => image.data.set([value, value, value, 255], i * 4));
  return image;
}
