import { TransferSyntax } from '@wetread/dicom';
import type { Request } from 'express';
import { acceptablesOf } from './accept';
import { frameFormat } from './frame-format';
import { objectFormats } from './object-format';

const asking = (accept?: string, query: Record<string, string> = {}): Request =>
  ({ headers: { accept }, query }) as unknown as Request;

describe('what a client accepts', () => {
  it('is read quoted and unquoted, the most wanted first', () => {
    const accept =
      'application/dicom;q=0.2, multipart/related; type="application/octet-stream, odd"; q=0.9, image/jpeg;q=0';
    expect(
      acceptablesOf(asking(accept)).map(({ type, parameters }) => [type, parameters.get('type')]),
    ).toEqual([
      ['multipart/related', 'application/octet-stream, odd'],
      ['application/dicom', undefined],
    ]);
  });

  it('is anything where nothing is said, and what the query says before the header', () => {
    expect(acceptablesOf(asking())[0]?.type).toBe('*/*');
    expect(acceptablesOf(asking('text/html', { accept: 'image/png' }))[0]?.type).toBe('image/png');
  });
});

describe('the form of instances', () => {
  it.each([
    ['*/*', 'multipart', TransferSyntax.ExplicitVrLittleEndian],
    ['multipart/related; type=application/dicom; transfer-syntax=*', 'multipart', '*'],
    ['application/dicom; transfer-syntax="1.2.840.10008.1.2.4.80"', 'single', TransferSyntax.JpegLsLossless],
    ['application/zip', 'zip', TransferSyntax.ExplicitVrLittleEndian],
  ])('for %s is %s in %s', (accept, framing, syntax) => {
    expect(objectFormats(asking(accept), true)).toEqual([{ framing, syntax }]);
  });

  it.each(['application/dicom', 'text/html', 'multipart/related; type="image/jpeg"'])(
    'of a whole study is not %s',
    (accept) => expect(() => objectFormats(asking(accept), false)).toThrow('available'),
  );
});

describe('the form of frames', () => {
  const { ExplicitVrLittleEndian: native, Jpeg2000: lossy, JpegLsLossless: jls } = TransferSyntax;
  const available = [lossy, native, jls];
  const formOf = (accept: string) => frameFormat(asking(accept), available, true);

  it.each([
    ['*/*', 'multipart', 'application/octet-stream', native],
    [
      'multipart/related; type=application/octet-stream; transfer-syntax=*',
      'multipart',
      'application/octet-stream',
      lossy,
    ],
    ['multipart/related; type="image/jp2"', 'multipart', 'image/jp2', lossy],
    ['image/x-jls', 'single', 'image/jls', jls],
    ['image/*', 'single', 'image/jp2', lossy],
    [
      `image/jpeg, application/octet-stream;transfer-syntax=${jls};q=0.1`,
      'single',
      'application/octet-stream',
      jls,
    ],
  ])('for %s is %s %s in %s', (accept, framing, mediaType, syntax) => {
    expect(formOf(accept)).toEqual({ framing, mediaType, syntax });
  });

  it.each(['image/jpeg', 'video/mp4', 'image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90'])(
    'is never something else than %s',
    (accept) => expect(() => formOf(accept)).toThrow('image/jp2; transfer-syntax=1.2.840.10008.1.2.4.91'),
  );
});
