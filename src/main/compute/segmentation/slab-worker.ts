/** The thread that adds up tiles and decides labels while the network computes the next tile. */
import { parentPort, workerData } from 'node:worker_threads';
import { NotFiniteError, SlabAccumulator } from '../../../shared/domain/segmentation/slab.ts';
import { gaussianWeights } from '../../../shared/domain/segmentation/tiles.ts';
import type { SlabReply, SlabRequest, SlabStart } from './slab-messages.ts';

const { heads, size, patch, slots } = workerData as SlabStart;
const slab = new SlabAccumulator({ heads, size, patch, weights: gaussianWeights(patch) });
const logits = slots.map((memory) => new Float32Array(memory));
const send = (reply: SlabReply): void => parentPort!.postMessage(reply);

parentPort!.on('message', (request: SlabRequest) => {
  try {
    if (request.type === 'add') {
      slab.add(request.start, logits[request.slot]!);
      return send({ type: 'added', slot: request.slot });
    }
    slab.decide(request.end, (row, found) => send({ type: 'row', row, heads: found }));
    send({ type: 'decided', end: request.end });
  } catch (error) {
    if (!(error instanceof NotFiniteError)) throw error;
    send({ type: 'not-finite', message: error.message });
  }
});
send({ type: 'ready' });
