import { DicomObject, newUid, SopClass, writePart10 } from '@wetread/dicom';
import { reportHtml } from './report-html';
import { reportText } from './report-text';
import { reportTree } from './report-tree';

const code = (meaning: string, value = 'X') => [
  { CodeValue: value, CodingSchemeDesignator: '99TEST', CodeMeaning: meaning },
];
const item = (type: string, concept: string | null, more: Record<string, unknown> = {}) => ({
  RelationshipType: 'CONTAINS',
  ValueType: type,
  ...(concept && { ConceptNameCodeSequence: code(concept) }),
  ...more,
});
const millimetres = (value: string) => ({
  MeasuredValueSequence: [{ NumericValue: value, MeasurementUnitsCodeSequence: code('millimetre', 'mm') }],
});
const image = {
  ReferencedSOPSequence: [
    {
      ReferencedSOPClassUID: SopClass.CtImageStorage,
      ReferencedSOPInstanceUID: '1.2.3',
      ReferencedFrameNumber: [4, 5],
    },
  ],
};

const content = [
  item('CODE', 'Language', { ConceptCodeSequence: code('English') }),
  item('CONTAINER', 'Findings', {
    ContentSequence: [
      item('TEXT', 'Finding', {
        TextValue: 'First line\r\nsecond <b>line</b> & "more"',
        ContentSequence: [item('IMAGE', null, image)],
      }),
      item('NUM', 'Diameter', millimetres('12.5')),
      item('NUM', 'Ratio', {
        MeasuredValueSequence: [{ NumericValue: '0.4', MeasurementUnitsCodeSequence: code('no units', '1') }],
      }),
      item('NUM', 'Volume', { NumericValueQualifierCodeSequence: code('Measurement failure') }),
      item('SCOORD', 'Outline', { GraphicType: 'POLYLINE', GraphicData: [1, 2, 3, 4, 1, 2] }),
      { RelationshipType: 'INFERRED FROM', ReferencedContentItemIdentifier: [1, 2, 1] },
      item('PNAME', 'Observer', { PersonName: 'Röntgen^Wilhelm^Conrad' }),
      item('DATETIME', 'Seen', { DateTime: '20261128081500.5+0100' }),
      item('DATE', 'On', { Date: '20261128' }),
      item('TIME', 'At', { Time: '081500' }),
      item('UIDREF', 'Tracking', { UID: '1.2.3.4' }),
      item('TABLE', 'Of the future'),
    ],
  }),
];

const treeOf = (more: Record<string, unknown> = {}) =>
  reportTree(
    DicomObject.parse(
      writePart10({}, {
        SpecificCharacterSet: 'ISO_IR 192',
        SOPClassUID: SopClass.ComprehensiveSrStorage,
        SOPInstanceUID: newUid(),
        StudyInstanceUID: newUid(),
        SeriesInstanceUID: newUid(),
        PatientName: 'Müller^Jürgen=山田^太郎',
        PatientID: '<script>alert(1)</script>',
        PatientBirthDate: '19600102',
        CompletionFlag: 'COMPLETE',
        ValueType: 'CONTAINER',
        ConceptNameCodeSequence: code('Imaging <Report>'),
        ContentSequence: content,
        ...more,
      } as never),
    ),
  );

describe('a structured report in words', () => {
  it('as text has every item, in its order and depth', () => {
    expect(reportText(treeOf())).toBe(
      [
        'Imaging <Report>',
        '',
        'Patient: Müller, Jürgen / 山田, 太郎',
        'Patient ID: <script>alert(1)</script>',
        'Date of birth: 1960-01-02',
        'Completion: COMPLETE',
        '',
        'Language: English',
        'FINDINGS',
        '  Finding: First line',
        '  second <b>line</b> & "more"',
        '    CT Image Storage 1.2.3 frame 4, 5',
        '  Diameter: 12.5 millimetre',
        '  Ratio: 0.4',
        '  Volume: Measurement failure',
        '  Outline: POLYLINE of 3 points',
        '  see item 1.2.1',
        '  Observer: Röntgen, Wilhelm Conrad',
        '  Seen: 2026-11-28 08:15:00 +0100',
        '  On: 2026-11-28',
        '  At: 08:15:00',
        '  Tracking: 1.2.3.4',
        '  Of the future: TABLE',
        '',
      ].join('\n'),
    );
  });

  it('as a page has them as well, and no markup but its own', () => {
    const page = reportHtml(treeOf());
    expect(page).toContain('<h1>Imaging &lt;Report&gt;</h1>');
    expect(page).toContain('<dt>Patient ID</dt><dd>&lt;script&gt;alert(1)&lt;/script&gt;</dd>');
    expect(page).toContain('<section><h2>Findings</h2>');
    expect(page).toContain('second &lt;b&gt;line&lt;/b&gt; &amp; &quot;more&quot;</p>');
    expect(page).not.toMatch(/<script|<b>line/);
    const words = (text: string) => text.match(/[\p{L}\p{N}.+-]+/gu) ?? [];
    const shown = words(page.replace(/<style>.*<\/style>/s, '').replace(/<\/?[a-z][^>]*>/g, ' '));
    for (const word of words(reportText(treeOf())).filter((one) => !/^(FINDINGS|script|b)$/.test(one)))
      expect(shown.map((one) => one.replace(/^lt|gt$/g, ''))).toContain(word);
  });

  it('without a title, a patient or content is still a document', () => {
    const bare = treeOf({
      PatientName: '',
      PatientID: '',
      PatientBirthDate: '',
      CompletionFlag: '',
      ConceptNameCodeSequence: [],
      ContentSequence: [],
    });
    expect(bare).toEqual({ title: 'Structured report', facts: [], entries: [] });
  });
});
