import { TransferSyntax } from '../dictionary/transfer-syntax';
import { toDicomJson } from '../header/dicom-json';
import { dicomJsonOf } from './dicom-json-of';
import { encodeDicomJson } from './encode-dicom-json';
import { readDataSet } from './read-data-set';

const syntaxes = [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian];

describe('bare data sets of DIMSE messages', () => {
  it.each(syntaxes)('come back from %s as they went', (syntax) => {
    const sent = dicomJsonOf({
      QueryRetrieveLevel: 'STUDY',
      PatientName: 'Müller^Jörg=山田^太郎',
      StudyInstanceUID: '1.2.3',
      ModalitiesInStudy: ['CR', 'DX'],
      StudyDate: null,
      NumberOfStudyRelatedInstances: 12,
      Rows: 512,
      FrameIncrementPointer: 0x00181063,
      ReferencedSOPSequence: [{ ReferencedSOPInstanceUID: '1.2' }, { ReferencedSOPInstanceUID: '1.23' }],
    });
    const received = readDataSet(encodeDicomJson(sent, syntax), syntax);
    expect(received.person('PatientName')).toBe('Müller^Jörg=山田^太郎');
    expect(received.strings('ModalitiesInStudy')).toEqual(['CR', 'DX']);
    expect([received.has('StudyDate'), received.string('StudyDate')]).toEqual([true, null]);
    expect(received.number('Rows')).toBe(512);
    expect(received.number('NumberOfStudyRelatedInstances')).toBe(12);
    expect(received.words('FrameIncrementPointer')).toEqual([0x0018, 0x1063]);
    expect(
      received.sequence('ReferencedSOPSequence').map((item) => item.string('ReferencedSOPInstanceUID')),
    ).toEqual(['1.2', '1.23']);
    expect(encodeDicomJson(toDicomJson(received), syntax)).toEqual(encodeDicomJson(sent, syntax));
  });

  it('repeats a value that is longer than its representation allows', () => {
    const sent = { '00080050': { vr: 'SH', Value: ['a much too long accession number'] } };
    const [, explicit] = syntaxes;
    expect(readDataSet(encodeDicomJson(sent, explicit!), explicit!).string('AccessionNumber')).toBe(
      'a much too long accession number',
    );
  });

  it('says UTF-8 only where text needs it', () => {
    const [implicit] = syntaxes;
    const characterSets = (name: string) =>
      readDataSet(encodeDicomJson(dicomJsonOf({ PatientName: name }), implicit!), implicit!).characterSets;
    expect(characterSets('Roe^Jane')).toEqual([]);
    expect(characterSets('Łódź^Jan')).toEqual(['ISO_IR 192']);
  });
});
