// Throws away what comes by C-STORE or HTTP and answers at once: what a sender and the protocol alone cost. Runs until its
// parent closes standard input. Prints its two ports.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../bin/toolchain.mjs';

const { ContextResult, DimseServer } = createRequire(import.meta.url)(join(root, 'dist/libs/dimse/index.js'));

async function store({ dataSet }) {
  dataSet.resume();
  await new Promise((done) => dataSet.once('end', done));
  return { dicomStatus: 0 };
}

const admit = () => ({
  decide: ({ transferSyntaxUids }) => ({
    result: ContextResult.accepted,
    transferSyntaxUid: transferSyntaxUids[0],
  }),
});

const limits = {
  associations: 1,
  associationsPerAddress: 1,
  waitingConnections: 1,
  dataSetBytes: Number.MAX_SAFE_INTEGER,
};
const server = new DimseServer({ admit, store }, { limits });
const dicomPort = await server.listen({ host: '127.0.0.1', port: 0 });
const http = createServer((request, response) => void request.resume().once('end', () => response.end()));
http.listen(0, '127.0.0.1', () => console.log(`${dicomPort} ${http.address().port}`));
process.stdin.resume().once('end', () => process.exit());
