import { parseMediaType } from './media-type';

describe('Content-Type of STOW-RS', () => {
  it.each([
    'multipart/related; type="application/dicom"; boundary=abc',
    'multipart/related;type=application/dicom;boundary="abc"',
    'Multipart/Related; Boundary=abc; Type="application/dicom"',
  ])('reads %s', (header) => {
    const { type, parameters } = parseMediaType(header);
    expect(type).toBe('multipart/related');
    expect(parameters.get('type')).toBe('application/dicom');
    expect(parameters.get('boundary')).toBe('abc');
  });

  it('unescapes quoted pairs', () => {
    expect(parseMediaType('a/b; boundary="x\\"y"').parameters.get('boundary')).toBe('x"y');
  });

  it('gives an absent type as empty', () => expect(parseMediaType(undefined).type).toBe(''));
});
