import { renderText } from './render-text';
import { sampleCompared, sampleDraft, samplePhantom, sampleSigned, sampleTurned } from '@wetread/testing';

describe('the report as plain text', () => {
  const draft = renderText(sampleDraft);

  it('says first that no physician has reviewed a draft', () => {
    expect(draft.split('\n').slice(0, 2)).toEqual([
      'PRELIMINARY REPORT',
      'Preliminary - drafted by wetread-cxr 0.1.0, not yet reviewed by a physician',
    ]);
  });

  it('keeps its lines within 78 characters, hashes excepted', () => {
    const long = renderText({
      ...sampleDraft,
      sentences: sampleDraft.sentences.map((one) => ({ ...one, text: 'word '.repeat(60).trim() })),
    });
    const lines = long.split('\n').filter((line) => !line.includes('SHA-256'));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(78);
    expect(long.match(/word/g)).toHaveLength(240);
  });

  it('numbers the impression and names the signer and every addendum', () => {
    const text = renderText(sampleSigned);
    expect(text).toContain('\nIMPRESSION\n1. Moderate left effusion; clinical correlation');
    expect(text).toContain('Signed by Dr. Aiko Sato on 2026-11-23 14:31 UTC.');
    expect(text).toContain('Added by Dr. Aiko Sato on 2026-11-23 15:20 UTC');
    expect(text).not.toContain('not yet reviewed');
  });

  it('marks a film that was made from text', () => {
    expect(renderText({ ...samplePhantom, marks: ['SYNTHETIC'] })).toContain(
      '*** SYNTHETIC - film made from text, not a patient ***',
    );
  });

  it('marks a phantom', () => {
    expect(renderText(samplePhantom)).toContain('*** PHANTOM - synthetic film, not a patient ***');
    expect(draft).not.toContain('PHANTOM');
  });

  it('says what must be known of the picture', () => {
    expect(renderText(sampleTurned)).toContain(
      '\nNote: The picture was stored upside down (turned by 180 degrees); it was\n      turned upright before it was read.\n',
    );
    expect(draft).not.toContain('Note:');
  });

  it('names the film that it was compared with, and is silent without one', () => {
    expect(renderText(sampleCompared)).toContain('\nComparison:  film of 2026-03-02\n');
    expect(draft).not.toContain('Comparison');
  });

  it('says that a person edited a draft', () => {
    const edited = sampleDraft.sentences.map((one, at) => (at ? one : { ...one, author: 'person' as const }));
    expect(renderText({ ...sampleDraft, sentences: edited })).toContain(
      'drafted by wetread-cxr 0.1.0, edited',
    );
  });

  it.each([
    ['cancelled', 'Cancelled - do not use'],
    ['entered-in-error', 'Entered in error - do not use'],
  ] as const)('warns of a report that is %s', (status, warning) => {
    expect(renderText({ ...sampleSigned, status })).toContain(warning);
  });
});
