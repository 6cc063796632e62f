import { DicomObject, SopClass } from '@wetread/dicom';
import { isUid } from '@wetread/kernel';
import { derivedUid } from './derived-uid';
import { renderSr } from './render-sr';
import { sampleCompared, sampleDraft, samplePhantom, sampleSigned, sampleTurned } from '@wetread/testing';

const json = (bytes: Uint8Array) => JSON.stringify(DicomObject.parse(bytes).toDicomJson());

describe('the report as Basic Text SR', () => {
  it('is stored in the same study, as SR', () => {
    const { header } = DicomObject.parse(renderSr(sampleDraft));
    expect(header).toMatchObject({
      sopClassUid: SopClass.BasicTextSrStorage,
      studyInstanceUid: sampleDraft.study.studyInstanceUid,
      patient: { patientName: sampleDraft.patient.patientName, birthDate: '1957-03-09' },
      series: { modality: 'SR' },
    });
  });

  it('is unverified and has only the model as observer while nobody has signed', () => {
    const draft = json(renderSr(sampleDraft));
    expect(draft).toContain('"UNVERIFIED"');
    expect(draft).toContain('"PARTIAL"');
    expect(draft).toContain('Device Observer Name');
    expect(draft).not.toContain('Person Observer Name');
    expect(draft).toContain('not yet reviewed by a physician');
  });

  it('is verified by the signer after the signature', () => {
    const signed = json(renderSr(sampleSigned));
    expect(signed).toContain('"VERIFIED"');
    expect(signed).toContain('"COMPLETE"');
    expect(signed).toContain('Person Observer Name');
    expect(signed).toContain('Dr. Aiko Sato');
  });

  it('codes a finding only where it is stated as present', () => {
    const draft = json(renderSr(sampleDraft));
    expect(draft).toContain('60046008');
    expect(draft).not.toContain('36118008');
  });

  it('marks a phantom in the series and in the text', () => {
    const phantom = json(renderSr(samplePhantom));
    expect(phantom).toContain('PHANTOM - Wetread report');
    expect(phantom).toContain('PHANTOM - synthetic film, not a patient');
  });

  it('says what must be known of the picture', () => {
    expect(json(renderSr(sampleTurned))).toContain('The picture was stored upside down');
    expect(json(renderSr(sampleDraft))).not.toContain('The picture was stored');
  });

  it('names what it was compared with under the heading of earlier procedures', () => {
    const compared = json(renderSr(sampleCompared));
    for (const told of ['55114-3', 'Prior Procedure Descriptions', 'Compared with the film of 2026-03-02.'])
      expect(compared).toContain(told);
    expect(json(renderSr(sampleDraft))).not.toContain('55114-3');
  });

  it('gives the same object for the same revision and another for another', () => {
    expect(renderSr(sampleDraft)).toEqual(renderSr(sampleDraft));
    const other = DicomObject.parse(renderSr({ ...sampleDraft, contentHash: 'f'.repeat(64) })).header;
    expect(other.sopInstanceUid).not.toBe(DicomObject.parse(renderSr(sampleDraft)).header.sopInstanceUid);
  });
});

it('derives UIDs that are valid and stable', () => {
  expect(isUid(derivedUid('a'))).toBe(true);
  expect(derivedUid('a')).toBe(derivedUid('a'));
  expect(derivedUid('a')).not.toBe(derivedUid('b'));
});
