import { editSentences } from './edit-sentences';
import { contentOf } from './report';
import { aDraft } from '@wetread/testing';

const [effusion, heart, pleura, impression] = contentOf(aDraft()).sentences;
if (!effusion || !heart || !pleura || !impression) throw new Error('the sample has four sentences');
const all = [effusion, heart, pleura, impression];
const edit = (text: string) => editSentences(all, [{ id: effusion.id, section: 'findings', text }])[0];

describe('editing a sentence of the model', () => {
  it('keeps all it stands for while the words stay', () => {
    expect(edit(effusion.text)).toEqual({ ...effusion, flags: [] });
  });

  it('keeps finding and evidence when the person only rewords it', () => {
    expect(edit('A small effusion is present on the left side.')).toMatchObject({
      id: effusion.id,
      author: 'person',
      finding: 'Effusion',
      polarity: 'present',
      location: { side: 'left', zone: 'none' },
      evidence: effusion.evidence,
    });
  });

  it('follows the side that the person gives', () => {
    expect(edit('Small right effusion.')).toMatchObject({ finding: 'Effusion', location: { side: 'right' } });
  });

  it('keeps the link of a doubt: "possible" is not "no"', () => {
    expect(edit('Possible left effusion.')).toMatchObject({ finding: 'Effusion', polarity: 'uncertain' });
  });

  it.each(['No pleural effusion.', 'The lungs are clear.', 'Small left pneumothorax.', 'As above.'])(
    'drops finding, probability and evidence when it becomes "%s"',
    (text) => {
      expect(edit(text)).toMatchObject({
        id: effusion.id,
        author: 'person',
        finding: null,
        polarity: null,
        probability: null,
        evidence: null,
      });
    },
  );

  it('marks a sentence critical by what it says', () => {
    expect(edit('Small left pneumothorax.')?.critical).toBe(true);
    expect(edit('No left pneumothorax.')?.critical).toBe(false);
  });
});

describe('a list of edits', () => {
  it('takes what is left out as deleted and what is new as the person’s', () => {
    const after = editSentences(all, [
      { id: heart.id, section: 'findings', text: heart.text },
      { section: 'impression', text: '  Follow-up   film advised. ' },
    ]);
    expect(after).toHaveLength(2);
    expect(after[1]).toMatchObject({ author: 'person', text: 'Follow-up film advised.', finding: null });
  });

  it('refuses one sentence given twice', () => {
    const twice = { id: heart.id, section: 'findings' as const, text: heart.text };
    expect(() => editSentences(all, [twice, twice])).toThrow(
      expect.objectContaining({ code: 'report.edit-invalid' }),
    );
  });

  it('refuses an addendum slipped in by an edit', () => {
    expect(() => editSentences(all, [{ section: 'addendum', text: 'x' }])).toThrow('addendum');
  });
});
