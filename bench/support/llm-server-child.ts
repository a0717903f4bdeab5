import { answer, startLlmServer } from '../../test/support/llm-server.ts';

/** A server in a process of its own, so that its work is not the asking side's: writes its address, answers until it is killed. */
const latencyMs = Number(process.argv[2]);
const content = JSON.stringify({ mentions: [{ quote: 'Leber', classes: ['liver'] }] });
const server = await startLlmServer({
  act: () => answer(content, { latencyMs }),
});
process.stdout.write(`${server.url}\n`);
