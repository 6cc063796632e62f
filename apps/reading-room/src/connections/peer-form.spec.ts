import { SaveApplicationEntityRequest } from '@wetread/contracts';
import { EMPTY_PEER, faultsOf, formOf, requestOf } from './peer-form';

const filled = { ...EMPTY_PEER, aeTitle: 'CT 1' };

describe('the form of a peer', () => {
  it('gives back what it was filled with', () => {
    const peer = {
      aeTitle: 'PACS',
      addresses: ['10.1.0.0/16', 'fd00::/8'],
      host: 'pacs.example',
      port: 2762,
      rights: ['echo' as const],
      tls: { refusePlain: false, ca: 'ca.pem', certificate: null, key: null, serverName: null },
    };
    const { aeTitle, ...rest } = peer;
    expect(faultsOf(formOf(peer), [])).toEqual({});
    expect(requestOf(formOf(peer))).toEqual(rest);
    expect(SaveApplicationEntityRequest.parse(requestOf(formOf(peer)))).toEqual(rest);
    expect(aeTitle).toBe(formOf(peer).aeTitle);
  });

  it.each([
    [{ aeTitle: 'SEVENTEEN-LETTERS' }, 'aeTitle'],
    [{ aeTitle: 'A\\B' }, 'aeTitle'],
    [{ aeTitle: 'TAKEN' }, 'aeTitle'],
    [{ addresses: ['10.1.0.0/16', 'ct1.example'] }, 'addresses'],
    [{ host: 'pacs' }, 'port'],
    [{ port: 104 }, 'host'],
    [{ usesTls: true, certificate: 'ours.pem' }, 'key'],
    [{ usesTls: true, ca: '../ca.pem' }, 'ca'],
  ])('says what is wrong, and where: %j', (part, field) => {
    expect(Object.keys(faultsOf({ ...filled, ...part }, ['TAKEN']))).toEqual([field]);
  });

  it('leaves TLS alone that is switched off', () => {
    expect(requestOf({ ...filled, ca: 'ca.pem' })).toMatchObject({ tls: null, host: null, port: null });
    expect(faultsOf({ ...filled, certificate: 'x' }, [])).toEqual({});
  });
});
