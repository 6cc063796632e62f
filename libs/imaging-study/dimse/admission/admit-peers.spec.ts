import { SopClass, TransferSyntax } from '@wetread/dicom';
import { type AssociationRequest, ContextResult, type ProposedRoleContext } from '@wetread/dimse';
import { SystemClock } from '@wetread/kernel';
import { createLogger, loadConfig } from '@wetread/platform';
import { QueryRetrieve } from '../../application/peers/query-retrieve';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import type { ApplicationEntity } from '../../domain/peers/application-entity';
import { type PeerCall, type PeerContact, PeerContacts } from '../../domain/peers/peer-contacts';
import { AdmitPeers } from './admit-peers';
import { ContactLog } from './contact-log';

const refusePlain = { refusePlain: true, ca: null, certificate: null, key: null, serverName: null };
const known: ApplicationEntity[] = [
  {
    aeTitle: 'CT1',
    addresses: ['10.1.0.0/16'],
    host: null,
    port: null,
    tls: null,
    rights: ['echo', 'store'],
  },
  {
    aeTitle: 'PACS',
    addresses: [],
    host: 'pacs',
    port: 104,
    tls: null,
    rights: ['echo', 'query', 'retrieve'],
  },
  { aeTitle: 'SAFE', addresses: [], host: null, port: null, tls: refusePlain, rights: ['echo'] },
];

class Listed extends ApplicationEntities {
  async find(aeTitle: string) {
    return known.find((entity) => entity.aeTitle === aeTitle) ?? null;
  }
  async list() {
    return known;
  }
  async save() {}
  async remove() {
    return false;
  }
}

class Heard extends PeerContacts {
  readonly calls: PeerCall[] = [];
  async record(calls: readonly PeerCall[]) {
    this.calls.push(...calls);
  }
  async list(): Promise<PeerContact[]> {
    return [];
  }
}

const logger = createLogger({ level: 'silent' });
const admitIn = (profile: 'demo' | 'production', contacts = new ContactLog(new Heard(), logger)) => {
  const config = loadConfig({ WETREAD_PROFILE: profile, WETREAD_KNOWN_AE_TITLES: 'OLD' });
  return new AdmitPeers(new Listed(), contacts, config, new SystemClock(), logger);
};
const call = (from: Partial<AssociationRequest>): AssociationRequest => ({
  callingAeTitle: 'CT1',
  calledAeTitle: 'WETREAD',
  remoteAddress: '10.1.2.3',
  isSecure: false,
  userIdentity: null,
  contexts: [],
  ...from,
});
const proposal = (
  abstractSyntaxUid: string,
  transferSyntaxUids: string[] = [TransferSyntax.ImplicitVrLittleEndian],
  peerWantsToBe = { scu: true, scp: false },
): ProposedRoleContext => ({ id: 1, abstractSyntaxUid, transferSyntaxUids, peerWantsToBe, extended: null });

describe('who may associate', () => {
  it.each<[string, Partial<AssociationRequest>, number | null]>([
    ['a registered peer at its address', {}, null],
    ['a registered peer elsewhere', { remoteAddress: '10.2.0.1' }, 3],
    ['nobody who is not registered', { callingAeTitle: 'ROGUE' }, 3],
    ['nobody on loopback either', { callingAeTitle: 'ROGUE', remoteAddress: '127.0.0.1' }, 3],
    [
      'a title of WETREAD_KNOWN_AE_TITLES from anywhere',
      { callingAeTitle: 'OLD', remoteAddress: '203.0.113.1' },
      null,
    ],
    ['nobody who calls another title', { calledAeTitle: 'OTHER' }, 7],
    ['not in plain text where TLS is agreed', { callingAeTitle: 'SAFE' }, 1],
    ['over TLS where TLS is agreed', { callingAeTitle: 'SAFE', isSecure: true }, null],
  ])('in production: %s', async (_, from, reason) => {
    const admission = await admitIn('production').admit(call(from));
    expect('rejection' in admission ? admission.rejection.reason : null).toBe(reason);
  });

  it.each<[string, Partial<AssociationRequest>, boolean]>([
    ['anyone on this machine', { callingAeTitle: 'ROGUE', remoteAddress: '::ffff:127.0.0.1' }, true],
    ['nobody else', { callingAeTitle: 'ROGUE' }, false],
  ])('in the demo profile: %s', async (_, from, isAdmitted) => {
    expect('decide' in (await admitIn('demo').admit(call(from)))).toBe(isAdmitted);
  });
});

describe('who has called', () => {
  it('is noted once for each title, let in or not, with the reason', async () => {
    const heard = new Heard();
    const log = new ContactLog(heard, logger);
    const admission = admitIn('production', log);
    const calls: Partial<AssociationRequest>[] = [
      {},
      {},
      { remoteAddress: '::ffff:10.2.0.1' },
      { callingAeTitle: 'ROGUE' },
      { callingAeTitle: 'SAFE' },
      { callingAeTitle: 'PACS', calledAeTitle: 'OTHER' },
    ];
    for (const from of calls) await admission.admit(call(from));
    await log.write();
    expect(heard.calls.map(({ aeTitle, address, refused }) => [aeTitle, address, refused])).toEqual([
      ['CT1', '10.1.2.3', null],
      ['CT1', '10.2.0.1', 'other-address'],
      ['ROGUE', '10.1.2.3', 'unknown-title'],
      ['SAFE', '10.1.2.3', 'plain-refused'],
      ['PACS', '10.1.2.3', 'wrong-called-title'],
    ]);
  });

  it('does not grow with a flood of invented titles', async () => {
    const heard = new Heard();
    const log = new ContactLog(heard, logger);
    const admission = admitIn('production', log);
    for (let index = 0; index < 500; index += 1)
      await admission.admit(call({ callingAeTitle: `ROGUE${index}` }));
    await log.write();
    expect(heard.calls.length).toBeLessThan(200);
  });
});

describe('what a peer may ask for', () => {
  async function decided(callingAeTitle: string, context: ProposedRoleContext) {
    const admission = await admitIn('production').admit(call({ callingAeTitle }));
    if ('rejection' in admission) throw new Error('it was to be admitted');
    return admission.decide(context);
  }
  const { accepted, userRejection, abstractSyntaxNotSupported, transferSyntaxesNotSupported } = ContextResult;

  it.each<[string, string, ProposedRoleContext, number]>([
    ['storing, with the right', 'CT1', proposal(SopClass.CtImageStorage), accepted],
    ['storing a private class', 'CT1', proposal('1.3.12.2.1107.5.9.1'), accepted],
    ['storing, without the right', 'PACS', proposal(SopClass.CtImageStorage), userRejection],
    ['a query, with the right', 'PACS', proposal(QueryRetrieve.patientRootFind), accepted],
    ['a query, without the right', 'CT1', proposal(QueryRetrieve.studyRootFind), userRejection],
    ['echo, with the bootstrap rights', 'OLD', proposal(SopClass.Verification), accepted],
    ['a query, with the bootstrap rights', 'OLD', proposal(QueryRetrieve.studyRootFind), userRejection],
    ['printing, which is not served', 'PACS', proposal('1.2.840.10008.5.1.1.9'), abstractSyntaxNotSupported],
    [
      'a query in a syntax for images',
      'PACS',
      proposal(QueryRetrieve.studyRootFind, [TransferSyntax.RleLossless]),
      transferSyntaxesNotSupported,
    ],
    [
      'storing without any syntax',
      'CT1',
      proposal(SopClass.CtImageStorage, []),
      transferSyntaxesNotSupported,
    ],
  ])('decides on %s', async (_, callingAeTitle, context, result) => {
    expect((await decided(callingAeTitle, context)).result).toBe(result);
  });

  it('takes the first syntax that a sender proposes, whatever it is', async () => {
    const context = proposal(SopClass.CtImageStorage, [
      TransferSyntax.Jpeg2000,
      TransferSyntax.ExplicitVrLittleEndian,
    ]);
    expect(await decided('CT1', context)).toMatchObject({ transferSyntaxUid: TransferSyntax.Jpeg2000 });
  });

  it('prefers identifiers that say what their values are', async () => {
    const both = [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian];
    expect(await decided('PACS', proposal(QueryRetrieve.studyRootFind, both))).toMatchObject({
      transferSyntaxUid: TransferSyntax.ExplicitVrLittleEndian,
    });
  });

  it('lets whoever may retrieve receive by C-GET, and not store thereby', async () => {
    const both = { scu: true, scp: true };
    expect(await decided('PACS', proposal(SopClass.CtImageStorage, undefined, both))).toMatchObject({
      result: accepted,
      peerMayBe: { scu: false, scp: true },
    });
  });
});
