import { Suspense, lazy, useEffect } from 'react';
import { loadSlice } from './slice-pixels.ts';
import type { SliceViewerProps } from './slice-viewer.tsx';
import styles from './slice-viewer.module.css';

/** Asked for at once: Cornerstone is most of the program's scripts, and comes while the first pair is being fetched. */
const viewer = import('./slice-viewer.tsx');
// Whoever shows the viewer is told of a failure; until then nobody is to blame for not listening.
viewer.catch(() => undefined);
const LoadedViewer = lazy(async () => ({ default: (await viewer).SliceViewer }));

/** See slice-viewer.tsx; until that is there, the slice's bytes are fetched already. */
export function SliceViewer(props: SliceViewerProps) {
  const { slice, neighbour, fetchBytes, labels } = props;
  useEffect(() => {
    // A slice that cannot be had is told by the viewer, which asks for it again.
    loadSlice(slice, neighbour, fetchBytes).catch(() => undefined);
  }, [slice, neighbour, fetchBytes]);
  return (
    <Suspense fallback={<Curtain loading={labels.loading} />}>
      <LoadedViewer {...props} />
    </Suspense>
  );
}

function Curtain({ loading }: { readonly loading: string }) {
  return (
    <div className={styles.view} data-testid="slice-view" data-shown="">
      <div className={styles.curtain}>{loading}</div>
    </div>
  );
}
