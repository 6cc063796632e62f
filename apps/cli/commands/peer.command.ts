import { Option, type Command } from 'commander';
import type { PeerRight } from '@wetread/contracts';
import { exitCode } from '../terminal/exit-codes';
import { heardWords, peerLine } from './peer-words';

// A list of its own: the room behind the type would make `wetread --help` load a database driver.
const rights = ['echo', 'store', 'query', 'retrieve', 'commit'] as const satisfies readonly PeerRight[];

const commitmentStates = ['waiting', 'answered', 'unreachable', 'overdue'] as const;
type CommitmentState = (typeof commitmentStates)[number];

interface AddOptions {
  host?: string;
  port?: number;
  address: string[];
  right: PeerRight[];
  tls?: boolean;
  ca?: string;
  certificate?: string;
  key?: string;
}

export function registerPeer(program: Command): void {
  const peer = program.command('peer').description('DICOM peers: who may call, and whom we call');
  registerRegistry(peer);
  registerStudies(peer);
}

function registerRegistry(peer: Command): void {
  peer
    .command('add')
    .description('add an application entity, or replace what is known of it')
    .argument('<ae-title>')
    .option('--host <host>', 'where it listens; without host and port it only calls')
    .option('--port <port>', 'its port', Number)
    .option('--address <range...>', 'addresses or CIDR ranges that it calls from; any when left out', [])
    .addOption(new Option('--right <right...>', 'what it may ask of us').choices(rights).default(['echo']))
    .option('--tls', 'speak TLS with it, and refuse its plain associations')
    .option('--ca <secret>', 'name of the secret with the authorities of its certificate')
    .option('--certificate <secret>', 'name of the secret with our certificate')
    .option('--key <secret>', 'name of the secret with the key of our certificate')
    .action(add);
  peer
    .command('list')
    .description('who is registered, and when each was last heard of or why it was refused')
    .option('--strangers', 'who has called and is not registered, instead')
    .option('--json', 'print as JSON')
    .action(list);
  peer
    .command('remove')
    .argument('<ae-title>')
    .action(async (aeTitle: string) => {
      const { removePeer } = await import('../operations/peers.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      await runOperation(removePeer, { aeTitle });
      console.log(`removed ${aeTitle}`);
    });
  peer
    .command('echo')
    .description('ask a peer whether it is there (C-ECHO)')
    .argument('<ae-title>')
    .action(async (aeTitle: string) => {
      const { echoPeer } = await import('../operations/peers.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      const { dicomStatus, milliseconds } = await runOperation(echoPeer, { aeTitle });
      console.log(`${aeTitle} answered with status ${dicomStatus} in ${milliseconds} ms`);
      if (dicomStatus !== 0) process.exitCode = exitCode.failed;
    });
}

async function add(aeTitle: string, options: AddOptions): Promise<void> {
  const { addPeer } = await import('../operations/peers.operation.js');
  const { runOperation } = await import('../control/run-operation.js');
  const { host = null, port = null, address, right, ca = null, certificate = null, key = null } = options;
  const tls = options.tls ? { refusePlain: true, ca, certificate, key, serverName: null } : null;
  const entity = { aeTitle: aeTitle.trim(), host, port, addresses: address, rights: right, tls };
  const saved = await runOperation(addPeer, entity);
  console.log(`${saved.aeTitle} may ${saved.rights.join(', ') || 'do nothing'}`);
}

async function list({ strangers, json }: { strangers?: boolean; json?: boolean }): Promise<void> {
  const { listPeers, listStrangers } = await import('../operations/peers.operation.js');
  const { runOperation } = await import('../control/run-operation.js');
  if (strangers) {
    const callers = await runOperation(listStrangers, {});
    if (json) return console.log(JSON.stringify(callers));
    for (const caller of callers) console.log([caller.aeTitle, heardWords(caller)].join('\t'));
    return;
  }
  const peers = await runOperation(listPeers, {});
  if (json) return console.log(JSON.stringify(peers));
  for (const peer of peers) console.log(peerLine(peer));
}

function registerStudies(peer: Command): void {
  peer
    .command('commitments')
    .description('storage commitments in both directions, the newest first')
    .addOption(new Option('--state <state>', 'only those').choices(commitmentStates))
    .option('--json', 'print as JSON')
    .action(commitments);
  peer
    .command('find')
    .description('search the studies of a peer (C-FIND)')
    .argument('<ae-title>')
    .argument('<key...>', 'what to look for, such as PatientID=123 StudyDate=20260101-')
    .action(async (aeTitle: string, pairs: string[]) => {
      const { findAtPeer } = await import('../operations/peer-studies.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      const keys = Object.fromEntries(
        pairs.map((pair) => [pair.split('=')[0], pair.split('=').slice(1).join('=')]),
      );
      for (const study of await runOperation(findAtPeer, { aeTitle, keys }))
        console.log(
          [study.studyInstanceUid, study.studyDate, study.modalities.join(','), study.instances].join('\t'),
        );
    });
  peer
    .command('get')
    .description('retrieve a study from a peer (C-GET)')
    .argument('<ae-title>')
    .argument('<study-instance-uid>')
    .option('--move', 'have the peer send it to our listener (C-MOVE)')
    .action(async (aeTitle: string, study: string, { move }: { move?: boolean }) => {
      const { getFromPeer } = await import('../operations/peer-studies.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      tell(await runOperation(getFromPeer, { aeTitle, study, by: move ? 'move' : 'get' }));
    });
  peer
    .command('send')
    .description('send a stored study to a peer (C-STORE)')
    .argument('<ae-title>')
    .argument('<study-instance-uid>')
    .option('--commit', 'ask the peer to answer for it (storage commitment)')
    .action(async (aeTitle: string, study: string, { commit = false }: { commit?: boolean }) => {
      const { sendToPeer } = await import('../operations/peer-studies.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      tell(await runOperation(sendToPeer, { aeTitle, study, commit }));
    });
}

async function commitments(options: { state?: CommitmentState; json?: boolean }): Promise<void> {
  const { listCommitments } = await import('../operations/peers.operation.js');
  const { runOperation } = await import('../control/run-operation.js');
  const { state, json } = options;
  const listed = await runOperation(listCommitments, { ...(state && { state }) });
  if (json) return console.log(JSON.stringify(listed));
  for (const { requestedAt, direction, aeTitle, instances, failed, state: now } of listed) {
    const lost = failed && failed.length > 0 ? `${failed.length} not kept` : '';
    console.log([requestedAt, direction, aeTitle, `${instances} instances`, now, lost].join('\t').trimEnd());
  }
}

function tell({ completed, failed }: { completed: number; failed: number }): void {
  console.log(`${completed} instances went over, ${failed} failed`);
  if (failed > 0) process.exitCode = exitCode.partly;
}
