import type { ExportFormat } from '@wetread/contracts';
import { DicomObject, SopClass } from '@wetread/dicom';
import { sampleDraft, samplePhantom, sampleSigned } from '@wetread/testing';
import type { ReportDocument } from '../../domain/report-document';
import { NothingToRender } from '../../domain/report-errors';
import { reportRenderers } from '../report-renderers';

const formats = ['sr', 'comprehensive-sr', 'encapsulated-pdf', 'gsps', 'key-objects'] as const;
const rendered = async (document: ReportDocument, format: ExportFormat) =>
  DicomObject.parse(await reportRenderers[format].render(document));
const textOf = async (document: ReportDocument, format: ExportFormat) =>
  JSON.stringify((await rendered(document, format)).toDicomJson());
const withoutRegions: ReportDocument = {
  ...sampleDraft,
  sentences: sampleDraft.sentences.map((one) => ({ ...one, polarity: 'absent' })),
};

describe('the objects of a report', () => {
  it.each(formats)(
    'are the same bytes for the same revision, and another object for another: %s',
    async (format) => {
      const render = async (document: ReportDocument) =>
        Buffer.from(await reportRenderers[format].render(document));
      expect((await render(sampleSigned)).equals(await render(sampleSigned))).toBe(true);
      const [one, other] = [await rendered(sampleSigned, format), await rendered(sampleDraft, format)];
      expect(one.header.sopInstanceUid).not.toBe(other.header.sopInstanceUid);
      expect(one.header.seriesInstanceUid).toBe(other.header.seriesInstanceUid);
      expect(one.header.studyInstanceUid).toBe(sampleSigned.study.studyInstanceUid);
    },
  );

  it.each(formats)('say the same of their series and its equipment in every revision: %s', async (format) => {
    const ofSeries = (object: DicomObject) =>
      [
        'SeriesInstanceUID',
        'SeriesNumber',
        'SeriesDescription',
        'Manufacturer',
        'ManufacturerModelName',
        'SoftwareVersions',
      ].map((keyword) => object.string(keyword));
    const draft = ofSeries(await rendered(sampleDraft, format));
    expect(ofSeries(await rendered(sampleSigned, format))).toEqual(draft);
    expect(ofSeries(await rendered({ ...sampleSigned, status: 'corrected' }, format))).toEqual(draft);
    const again = { ...sampleDraft, model: { ...sampleDraft.model!, version: '0.2.0' } };
    expect(ofSeries(await rendered(again, format))[0]).not.toBe(draft[0]);
  });

  it('have a UID and a series of their own, each', async () => {
    const headers = await Promise.all(
      formats.map(async (format) => (await rendered(sampleSigned, format)).header),
    );
    expect(new Set(headers.map(({ sopInstanceUid }) => sopInstanceUid)).size).toBe(formats.length);
    expect(new Set(headers.map(({ seriesInstanceUid }) => seriesInstanceUid)).size).toBe(formats.length);
    expect(headers.map(({ series }) => series.modality)).toEqual(['SR', 'SR', 'DOC', 'PR', 'KO']);
  });

  it.each(formats)(
    'say in their series and as an attribute that a phantom is no patient: %s',
    async (format) => {
      const object = await rendered(samplePhantom, format);
      expect(object.string('SeriesDescription')).toMatch(/^PHANTOM - /);
      expect(object.string('SyntheticData')).toBe('YES');
      expect((await rendered(sampleDraft, format)).has('SyntheticData')).toBe(false);
    },
  );

  it.each(['sr', 'comprehensive-sr', 'encapsulated-pdf'] as const)(
    'are verified only while the report is signed: %s',
    async (format) => {
      const flag = async (document: ReportDocument) =>
        (await rendered(document, format)).string('VerificationFlag');
      expect(await flag(sampleDraft)).toBe('UNVERIFIED');
      expect(await flag(sampleSigned)).toBe('VERIFIED');
      expect(await flag({ ...sampleSigned, status: 'entered-in-error' })).toBe('UNVERIFIED');
    },
  );

  it.each(['comprehensive-sr', 'gsps', 'key-objects'] as const)(
    'tell in words that nobody has reviewed a draft: %s',
    async (format) => expect(await textOf(sampleDraft, format)).toContain('not yet reviewed'),
  );

  it.each(formats)(
    'repeat an accession number that is longer than it may be, and cut nothing: %s',
    async (format) => {
      const accessionNumber = 'ACC-2026-11-23-0000077';
      const object = await rendered(
        { ...sampleDraft, study: { ...sampleDraft.study, accessionNumber } },
        format,
      );
      expect(object.string('AccessionNumber')).toBe(accessionNumber);
    },
  );

  it('name the order by its accession number and the numbers of those who placed and fill it', async () => {
    const [request] = (await rendered(sampleSigned, 'comprehensive-sr')).sequence(
      'ReferencedRequestSequence',
    );
    expect(request?.string('AccessionNumber')).toBe('ACC-77');
    expect(request?.string('PlacerOrderNumberImagingServiceRequest')).toBe('PLACER-9');
    expect(request?.string('RequestedProcedureID')).toBe('RP-9');
  });

  it('name both who signed and who changed the report since', async () => {
    const author = { kind: 'person', id: 'u-2', name: 'Dr. Roy' } as const;
    const amended = await rendered({ ...sampleSigned, status: 'amended', author }, 'comprehensive-sr');
    const observers = amended.sequence('VerifyingObserverSequence');
    expect(observers.map((one) => one.person('VerifyingObserverName'))).toEqual(['Dr. Aiko Sato', 'Dr. Roy']);
  });
});

describe('the measurement report (TID 1500)', () => {
  it('keeps what the model found under the model when a person has rewritten the text', async () => {
    const rewritten = sampleSigned.sentences.map((one) => ({ ...one, author: 'person' as const }));
    const text = await textOf({ ...sampleSigned, sentences: rewritten }, 'comprehensive-sr');
    expect(text).toContain('Certainty of Finding');
    expect(text).toContain('weights SHA-256');
  });

  it('follows a finding by the same UID from revision to revision', async () => {
    const tracking = async (document: ReportDocument) =>
      /"Tracking Unique Identifier".*?"0040A124":\{"vr":"UI","Value":\["([\d.]+)"\]/.exec(
        await textOf(document, 'comprehensive-sr'),
      )?.[1];
    const uid = await tracking(sampleDraft);
    expect(uid).toMatch(/^2\.25\./);
    expect(await tracking(sampleSigned)).toBe(uid);
  });

  it('evaluates a finding without a place that can be drawn, and drops none', async () => {
    const unplaced = { ...sampleDraft, images: sampleDraft.images.map((one) => ({ ...one, rows: null })) };
    const text = await textOf(unplaced, 'comprehensive-sr');
    expect(text).not.toContain('SCOORD');
    for (const meaning of ['Pleural effusion', 'Cardiomegaly', 'Pneumothorax'])
      expect(text).toContain(meaning);
  });

  it('gives a finding without a code of a common scheme one of ours', async () => {
    const finding = { ...sampleDraft.findings[0]!, code: 'Pleural_Thickening', label: 'Pleural thickening' };
    expect(await textOf({ ...sampleDraft, findings: [finding] }, 'comprehensive-sr')).toContain('99WETREAD');
  });
});

describe('the presentation state', () => {
  it('draws the box of a stated finding in pixels of the film and repeats the film’s greys', async () => {
    const state = await rendered(sampleDraft, 'gsps');
    const [annotation] = state.sequence('GraphicAnnotationSequence');
    const [outline] = annotation?.sequence('GraphicObjectSequence') ?? [];
    const box = [1126.4, 1500, 1740.8, 1500, 1740.8, 2125, 1126.4, 2125, 1126.4, 1500];
    outline?.numbers('GraphicData').forEach((value, at) => expect(value).toBeCloseTo(box[at] ?? NaN, 3));
    const [caption] = annotation?.sequence('TextObjectSequence') ?? [];
    expect(caption?.string('UnformattedTextValue')).toBe('Pleural effusion 91 %');
    expect(state.string('PresentationLUTShape')).toBe('INVERSE');
    expect(state.sequence('SoftcopyVOILUTSequence')[0]?.number('WindowWidth')).toBe(4096);
  });

  it('is none where nothing is stated, or the greys of the film are not known', async () => {
    await expect(textOf(withoutRegions, 'gsps')).rejects.toThrow(NothingToRender);
    const coloured = { ...sampleDraft, images: sampleDraft.images.map((one) => ({ ...one, grey: null })) };
    await expect(textOf(coloured, 'gsps')).rejects.toThrow(NothingToRender);
  });
});

describe('the key objects', () => {
  it('are for attachment to a signed report, and of interest in a draft', async () => {
    expect(await textOf(sampleSigned, 'key-objects')).toContain('For Report Attachment');
    expect(await textOf(sampleDraft, 'key-objects')).toContain('Of Interest');
  });

  it('tell critical findings first and the image once', async () => {
    const sentences = sampleDraft.sentences.map((one) =>
      one.finding === 'Pneumothorax' ? { ...one, polarity: 'present' as const, critical: true } : one,
    );
    const object = await rendered({ ...sampleDraft, sentences }, 'key-objects');
    const content = object.sequence('ContentSequence');
    expect(content.map((item) => item.string('TextValue')).join()).toMatch(
      /Critical: Pneumothorax\.\nStated: Pleural effusion\./,
    );
    expect(content.filter((item) => item.string('ValueType') === 'IMAGE')).toHaveLength(1);
    expect(object.header.sopClassUid).toBe(SopClass.KeyObjectSelectionDocumentStorage);
  });

  it('are none where nothing is stated', async () => {
    await expect(textOf(withoutRegions, 'key-objects')).rejects.toThrow(NothingToRender);
  });
});
