import { Hl7Message } from '@wetread/hl7';
import { sampleDraft, samplePhantom, sampleSigned } from '@wetread/testing';
import type { ReportDocument } from '../../domain/report-document';
import { renderOru } from './render-oru';

const envelope = {
  sendingApplication: 'WETREAD',
  sendingFacility: 'RAD',
  receivingApplication: 'EHR',
  receivingFacility: 'HOSP',
  controlId: 'WR0123456789ABCDEF01',
};
const oru = (document: ReportDocument, pdf?: Uint8Array): Hl7Message =>
  Hl7Message.parse(renderOru(document, { ...envelope, pdf }).toBytes());
const observations = (message: Hl7Message, code: string) =>
  message.all('OBX').filter((one) => one.field('3.1') === code);
const impressionOf = (message: Hl7Message) => observations(message, '19005-8')[0];
const as = (status: ReportDocument['status']): ReportDocument => ({
  ...sampleSigned,
  status,
  reason: 'wrong side',
});

describe('the report as ORU^R01', () => {
  it('names message, patient, order and study where receivers look for them', () => {
    const message = oru(sampleSigned);
    expect(message.type).toBe('ORU^R01');
    expect(message.field('MSH-12')).toBe('2.5.1');
    expect(message.field('MSH-18')).toBe('UNICODE UTF-8');
    expect(message.controlId).toBe(envelope.controlId);
    expect([message.field('PID-3.1'), message.field('PID-3.5')]).toEqual(['WR-0001', 'MR']);
    expect([message.field('PID-7'), message.field('PID-8')]).toEqual(['19570309', 'F']);
    const numbers = ['ORC-2', 'ORC-3', 'OBR-2', 'OBR-3', 'OBR-18', 'OBR-19'];
    expect(numbers.map((path) => message.field(path))).toEqual([
      'PLACER-9',
      'FILLER-9',
      'PLACER-9',
      'FILLER-9',
      'ACC-77',
      'RP-9',
    ]);
    expect(message.field('PV1-8.2')).toBe('Okafor');
    expect(observations(message, '113014')[0]?.field('5')).toBe(sampleSigned.study.studyInstanceUid);
  });

  it('goes by the accession number where no order is known, and by the report without one', () => {
    expect(oru({ ...sampleSigned, order: null }).field('OBR-3')).toBe('ACC-77');
    const nameless = {
      ...sampleSigned,
      order: null,
      study: { ...sampleSigned.study, accessionNumber: null },
    };
    expect(oru(nameless).field('OBR-3')).toBe(sampleSigned.reportId);
  });

  it('keeps every group of the name, with suffix and prefix in HL7’s order', () => {
    const message = oru(sampleDraft);
    const names = message.first('PID')?.repetitions(5) ?? [];
    expect(names.map((name) => [name.part(1), name.part(2), name.part(5), name.part(8)])).toEqual([
      ['Grüße-Müller', 'Łucja', 'Dr.', 'A'],
      ['山田', '花子', '', 'I'],
      ['やまだ', 'はなこ', '', 'P'],
    ]);
  });

  it.each([
    ['preliminary', 'P', 'P'],
    ['final', 'F', 'F'],
    ['appended', 'F', 'F'],
    ['amended', 'C', 'A'],
    ['corrected', 'C', 'C'],
    ['cancelled', 'X', 'X'],
    ['entered-in-error', 'C', 'W'],
  ] as const)('that is %s says OBR-25 %s and OBX-11 %s', (status, result, observation) => {
    const message = oru(as(status));
    expect(message.field('OBR-25')).toBe(result);
    expect(impressionOf(message)?.field('11')).toBe(observation);
  });

  it('marks the addendum alone as appended', () => {
    const message = oru(sampleSigned);
    expect(observations(message, '55107-7')[0]?.field('11')).toBe('B');
    expect(observations(message, '55107-7')[0]?.field('5')).toContain('Added by Dr. Aiko Sato');
  });

  it('says of a draft that no physician has seen it, and names the model and nobody else', () => {
    const message = oru(sampleDraft);
    const impression = impressionOf(message);
    expect(impression?.field('5')).toBe(
      'PRELIMINARY AI DRAFT - NOT REVIEWED BY A PHYSICIAN\n1. Moderate left pleural effusion.',
    );
    expect(impression?.field('18.1')).toBe('wetread-cxr 0.1.0');
    expect([impression?.field('16.1'), message.field('OBR-32.1')]).toEqual(['', '']);
  });

  it('names the signer once there is one, and the model only where its words stand', () => {
    const message = oru(sampleSigned);
    expect(message.field('OBR-32.1.2')).toBe('Dr. Aiko Sato');
    const [findings, impression] = [observations(message, '59776-5')[0], impressionOf(message)];
    expect([findings?.field('16.2'), findings?.field('17.1'), findings?.field('18.1')]).toEqual([
      'Dr. Aiko Sato',
      'AI-REVIEWED',
      'wetread-cxr 0.1.0',
    ]);
    expect([impression?.field('16.2'), impression?.field('18.1')]).toEqual(['Dr. Aiko Sato', '']);
  });

  it('codes what is present and nothing that is denied', () => {
    const coded = observations(oru(sampleDraft), '121071');
    expect(coded.map((one) => [one.field('5.1'), one.field('5.3'), one.field('5.9')])).toEqual([
      ['60046008', 'SCT', 'Pleural effusion, left lower zone'],
    ]);
  });

  it('takes back every observation of a report of the wrong patient, and repeats none of its words', () => {
    const [signed, withdrawn] = [oru(sampleSigned), oru(as('entered-in-error'))];
    const standing = (message: Hl7Message) => message.all('OBX').filter((one) => one.field('11') !== 'D');
    const keys = (message: Hl7Message) =>
      standing(message).map((one) => `${one.field('3.1')} ${one.field('4')}`);
    expect(keys(withdrawn)).toEqual(keys(signed));
    expect(withdrawn.all('OBX').map((one) => one.field('11'))).toEqual(keys(signed).map(() => 'W'));
    expect(
      withdrawn
        .all('OBX')
        .map((one) => one.field('5'))
        .join(),
    ).not.toMatch(/effusion/i);
    expect(impressionOf(withdrawn)?.field('5')).toBe('Entered in error - do not use this report.');
  });

  it('deletes what was stated and is no longer, of that what has a code, and nothing else', () => {
    const unstatedFindings = ['Consolidation', 'Hernia'];
    const corrected = { ...as('corrected'), unstatedFindings, withdrawnFindings: ['Consolidation', 'Edema'] };
    const deleted = observations(oru(corrected), '121071').filter((one) => one.field('11') === 'D');
    expect(deleted.map((one) => [one.field('4'), one.field('5')])).toEqual([['Consolidation', '']]);
    expect(observations(oru(as('corrected')), '121071')).toHaveLength(1);
  });

  it('carries the printed report when it is asked to', () => {
    const pdf = oru(sampleSigned, Buffer.from('%PDF-1.7'))
      .all('OBX')
      .find((one) => one.field('2') === 'ED');
    expect(Buffer.from(pdf?.field('5.5') ?? '', 'base64').toString()).toBe('%PDF-1.7');
  });

  it('escapes what would break the message', () => {
    const text = 'Ratio 1|2 ^ a~b & c\\d\nnext line';
    const sentences = [{ ...sampleDraft.sentences[3]!, text }];
    expect(impressionOf(oru({ ...sampleDraft, sentences }))?.field('5')).toContain(text);
  });

  it('is for training when the film shows no patient', () => {
    expect(oru(samplePhantom).field('MSH-11')).toBe('T');
    expect(oru(samplePhantom).field('NTE-3')).toContain('not a patient');
  });

  it('gives two patients without an identifier two identifiers', () => {
    const nameless = { ...sampleDraft, patient: { ...sampleDraft.patient, patientId: '' } };
    expect(oru(nameless).field('PID-3.1')).toBe(sampleDraft.reportId);
  });

  it('gives the same bytes for the same revision', () => {
    expect(renderOru(sampleSigned, envelope).toBytes()).toEqual(
      renderOru({ ...sampleSigned }, envelope).toBytes(),
    );
  });
});
