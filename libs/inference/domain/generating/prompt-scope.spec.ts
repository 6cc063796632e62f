import { CHEST_PHRASES, readPrompt, requireScope } from './prompt-scope';

describe('what a film can be drawn from', () => {
  it.each([
    ['large right pleural effusion', ['Effusion'], []],
    ['cardiomegaly without pneumothorax', ['Cardiomegaly'], ['Pneumothorax']],
    ['possible nodule in the left upper lobe', ['Nodule'], []],
  ])('reads the findings of "%s"', (prompt, asked, ruledOut) => {
    expect(readPrompt(prompt)).toEqual({ asked, ruledOut, inWords: true });
  });

  it.each(['normal chest film', 'clear lungs', 'x-ray of the thorax', 'a wide mediastinum'])(
    'takes "%s" by its words',
    (prompt) => expect(readPrompt(prompt).inWords).toBe(true),
  );

  it.each([
    ['', 'is empty'],
    ['   ', 'is empty'],
    ['12345 !!', 'is empty'],
    ['MRI of the knee', 'another examination'],
    ['CT of the chest with effusion', 'another examination'],
    ['lateral chest film', 'another examination'],
    ['brain tumour', 'another part of the body'],
    ['effusion of the knee', 'another part of the body'],
    ['effusion '.repeat(40), 'longer than 300'],
  ])('refuses "%s" and says what to ask instead', (prompt, why) => {
    expect(() => readPrompt(prompt)).toThrow(why);
    expect(() => readPrompt(prompt)).toThrow(/describe a frontal chest film, for example/);
  });

  it('takes a finding of the chest beside another part of the body', () => {
    expect(readPrompt('pneumonia after a hip fracture').inWords).toBe(true);
  });

  it('leaves a text without such words to its place in the text space', () => {
    expect(readPrompt('a cat').inWords).toBe(false);
    expect(() => requireScope(false, 0.2, 0.5)).toThrow('does not seem to be about a chest film');
    expect(() => requireScope(false, 0.6, 0.5)).not.toThrow();
    expect(() => requireScope(true, 0, 0.5)).not.toThrow();
  });

  it('compares with phrases that its own rules do not know', () => {
    expect(CHEST_PHRASES.length).toBeGreaterThan(8);
  });
});
