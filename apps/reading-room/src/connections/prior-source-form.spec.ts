import { PriorSourceBody } from '@wetread/contracts';
import { EMPTY_SOURCE, sourceBody, sourceFaults, sourceForm } from './prior-source-form';

const relevance = { modalities: ['DX'], bodyParts: ['CHEST'], maxAgeYears: 2, maxStudies: 1, maxBytes: 1024 };

describe('the form of a source of priors', () => {
  it.each([
    { kind: 'dimse' as const, aeTitle: 'PACS', retrieve: 'move' as const, relevance },
    {
      kind: 'dicomweb' as const,
      baseUrl: 'https://pacs.example/dicom-web',
      authorizationSecret: 'token',
      relevance,
    },
  ])('gives back what it was filled with, also what it does not show: $kind', (settings) => {
    const source = { name: 'Main archive', active: false, settings };
    const form = sourceForm(source);
    expect(sourceFaults(form, [])).toEqual({});
    expect(PriorSourceBody.parse(sourceBody(form, source))).toEqual({ active: false, settings });
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'TAKEN' }, 'name'],
    [{ aeTitle: ' ' }, 'aeTitle'],
    [{ kind: 'dicomweb' as const, baseUrl: 'pacs.example' }, 'baseUrl'],
    [{ kind: 'dicomweb' as const, baseUrl: 'https://me:secret@pacs.example' }, 'baseUrl'],
    [{ modalities: [] }, 'modalities'],
  ])('says what is wrong, and where: %j', (part, field) => {
    const form = { ...EMPTY_SOURCE, name: 'Archive', aeTitle: 'PACS', ...part };
    expect(Object.keys(sourceFaults(form, ['TAKEN']))).toEqual([field]);
  });
});
