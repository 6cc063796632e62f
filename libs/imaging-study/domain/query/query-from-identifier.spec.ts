import { encodeDicomJson, readDataSet, TransferSyntax } from '@wetread/dicom';
import { queryFromIdentifier } from './query-from-identifier';

const identifier = readDataSet(
  encodeDicomJson(
    {
      '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
      '00080020': { vr: 'DA', Value: ['20260101-20260201'] },
      '00080030': { vr: 'TM', Value: ['2300-0100'] },
      '00080052': { vr: 'CS', Value: ['STUDY'] },
      '00080060': { vr: 'CS', Value: ['CR', 'DX'] },
      '00081030': { vr: 'LO' },
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller*' }] },
      '0020000D': { vr: 'UI', Value: ['1.2.3', '1.2.4'] },
      '00280010': { vr: 'US', Value: [512] },
      '00400275': { vr: 'SQ', Value: [{ '00400009': { vr: 'SH', Value: ['STEP'] } }] },
    },
    TransferSyntax.ExplicitVrLittleEndian,
  ),
  TransferSyntax.ExplicitVrLittleEndian,
);

describe('the identifier of a C-FIND', () => {
  const matches = (options = {}) =>
    Object.fromEntries(
      queryFromIdentifier('STUDY', identifier, options).matches.map(({ path, criterion }) => [
        path.join('.'),
        criterion,
      ]),
    );

  it('matches what has a value and lies at the level or in its series, and asks for all', () => {
    expect(matches()).toEqual({
      '00080020': { kind: 'range', from: '20260101', to: '20260201' },
      '00080030': { kind: 'range', from: '2300', to: '0100' },
      '00080060': { kind: 'values', values: ['CR', 'DX'] },
      '00100010': { kind: 'pattern', pattern: 'muller*' },
      '0020000D': { kind: 'values', values: ['1.2.3', '1.2.4'] },
      '00400275.00400009': { kind: 'values', values: ['STEP'] },
    });
    expect(queryFromIdentifier('STUDY', identifier).include).toContain('00081030');
  });

  it('combines a date with its time, and matches names fuzzily, where that was negotiated', () => {
    expect(matches({ combineDateAndTime: true, fuzzy: true })).toMatchObject({
      '00080020': { kind: 'moment', from: '20260101230000', to: '20260201010099.999999' },
      '00100010': { kind: 'name-words', words: [{ start: 'muller', sounds: { primary: 'MLR' } }] },
    });
  });
});
