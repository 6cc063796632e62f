import { readQuestionLines } from './question-lines';

describe('a batch of questions', () => {
  it('is read in its order, empty lines passed over', () => {
    const text =
      '{"id":"a","image":"x.jpg","question":"which organ?"}\r\n\n{"id":2,"image":"y.dcm","question":"","more":1}\n';
    expect(readQuestionLines(text)).toEqual([
      { id: 'a', image: 'x.jpg', question: 'which organ?' },
      { id: 2, image: 'y.dcm', question: '' },
    ]);
  });

  it('keeps the place of a bad line and says what is wrong with it', () => {
    const [broken, nameless, empty] = readQuestionLines(
      ['{"id":', '{"id":"b","question":"which?"}', 'null'].join('\n'),
    );
    expect(broken).toEqual({ id: null, error: 'line 1 is not JSON' });
    expect(nameless).toMatchObject({ id: 'b', error: expect.stringMatching(/^line 2: image: /) });
    expect(empty).toMatchObject({ id: null, error: expect.stringMatching(/^line 3: the line: /) });
  });
});
