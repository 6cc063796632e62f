import { resolve } from 'node:path';
import { listModels } from '../infrastructure/model/model-registry';
import { readSourceAttributes } from '../infrastructure/model/source-attributes-file';
import { NOT_EVALUATED, sourceAttributesOf } from './source-attributes';

const MODELS = resolve(__dirname, '../../../models');

describe('the source attributes of HTI-1', () => {
  it('are 31, numbered as the rule numbers them', () => {
    const paragraphs = sourceAttributesOf(null).map(({ paragraph }) => paragraph);
    expect(paragraphs).toHaveLength(31);
    expect(new Set(paragraphs).size).toBe(31);
    const perGroup = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
      (number) => paragraphs.filter((one) => one.startsWith(`(${number})`)).length,
    );
    expect(perGroup).toEqual([4, 4, 2, 4, 2, 4, 5, 4, 2]);
  });

  it('say that nothing was evaluated where a model has no card, or the card does not tell', () => {
    expect(new Set(sourceAttributesOf(null).map(({ value }) => value))).toEqual(new Set([NOT_EVALUATED]));
    const card =
      '# A model\n\n## Source attributes (HTI-1)\n\n| Attribute |  |\n| --- | --- |\n| Intended use | teaching |\n';
    const told = sourceAttributesOf(card).filter(({ value }) => value !== NOT_EVALUATED);
    expect(told).toEqual([
      { paragraph: '(2)(i)', group: 'Purpose of the intervention', name: 'Intended use', value: 'teaching' },
    ]);
  });

  it('are all told by the card of the model that drafts, with its limits written out', async () => {
    const reader = (await listModels(MODELS)).find(({ manifest }) => manifest.kind === 'film-reader');
    const attributes = await readSourceAttributes(reader!);
    expect(attributes.filter(({ value }) => value === NOT_EVALUATED)).toEqual([]);
    const of = (paragraph: string) => attributes.find((one) => one.paragraph === paragraph)?.value;
    expect(of('(1)(iii)')).toContain('14 calibrated probabilities');
    expect(of('(3)(ii)')).toContain('does not exclude it');
    expect(of('(4)(ii)')).toContain('none');
    expect(attributes.map(({ value }) => value).join()).not.toMatch(/\*\*|`|see Limits/);
  });

  it('are there for every model that is shipped', async () => {
    for (const model of await listModels(MODELS)) expect(await readSourceAttributes(model)).toHaveLength(31);
  });
});
