/** `one-tile-child.ts NETWORK.onnx HEADS P0 P1 P2 THREADS`: opens the network, runs it twice, prints the most memory it held, bytes. */
import { openGraph } from '../../src/main/compute/session.ts';

const [file, ...sizes] = process.argv.slice(2);
const [heads, p0, p1, p2, threads] = sizes.map(Number) as [number, number, number, number, number];
const patch = [p0, p1, p2];
const voxels = p0 * p1 * p2;
const graph = await openGraph(file!, { provider: 'cpu', threads });
const [input, output] = [graph.inputs[0]!.name, graph.outputs[0]!.name];
const image = { type: 'float32', dims: [1, 1, ...patch], data: new Float32Array(voxels) } as const;
const logits = {
  type: 'float32',
  dims: [1, heads, ...patch],
  data: new Float32Array(heads * voxels),
} as const;
// The runtime keeps what the first run took, and the second takes a little more.
for (let run = 0; run < 2; run += 1) await graph.run({ [input]: image }, { into: { [output]: logits } });
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);
