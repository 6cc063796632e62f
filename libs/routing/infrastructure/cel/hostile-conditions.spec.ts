import * as fc from 'fast-check';
import type { ConditionTruth } from '../../domain/condition-language';
import { madeSeries, madeStudy } from '../../testing/made-attributes';
import { CelConditionLanguage } from './cel-condition-language';

const language = new CelConditionLanguage();
const study = madeStudy({ series: [madeSeries(), madeSeries({ Rows: null })] });

/** Comparisons that are true, false and unknown of the study. */
const comparisons = [
  `study.StudyDate == "20261123"`,
  `series.exists(s, s.Modality == 'CT')`,
  `patient.ageYears < 16`,
  `series.all(s, s.Rows > 0)`,
  `order.found`,
  `has(patient.ageYears)`,
  `source.aeTitle.like('er_*')`,
  `'DX' in study.ModalitiesInStudy`,
];

/** A sound condition, with what it must come to when its comparisons come out as told, in their order. */
interface Sound {
  readonly text: string;
  readonly of: (told: Iterator<ConditionTruth>) => ConditionTruth;
}

const negated = { true: 'false', false: 'true', unknown: 'unknown' } as const;
/** `deciding` on either side decides, an unknown side only when it does not (CEL's logic). */
const joined =
  (sign: '&&' | '||', deciding: ConditionTruth) =>
  ([a, b]: [Sound, Sound]): Sound => ({
    text: `(${a.text}) ${sign} (${b.text})`,
    of: (told) => {
      const both = new Set([a.of(told), b.of(told)]);
      if (both.has(deciding)) return deciding;
      return both.has('unknown') ? 'unknown' : negated[deciding];
    },
  });

const { sound } = fc.letrec<{ sound: Sound }>((tie) => ({
  sound: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...comparisons).map((text): Sound => ({ text, of: (told) => told.next().value })),
    fc.tuple(tie('sound'), tie('sound')).map(joined('&&', 'false')),
    fc.tuple(tie('sound'), tie('sound')).map(joined('||', 'true')),
    tie('sound').map(({ text, of }): Sound => ({ text: `!(${text})`, of: (told) => negated[of(told)] })),
  ),
}));

describe('whatever is written as a condition', () => {
  it('comes to what the comparisons of its explanation come to', () => {
    fc.assert(
      fc.property(sound, ({ text, of }) => {
        fc.pre(language.fault(text) === null);
        const { truth, parts } = language.explain(text, study);
        expect(truth).toBe(of(parts.map((part) => part.truth)[Symbol.iterator]()));
        expect(language.evaluate(text, study)).toBe(truth);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('is refused with a place in the text, or is as sound as any', () => {
    const broken = fc
      .tuple(
        sound,
        fc.nat(),
        fc.nat(12),
        fc.oneof(fc.constant(''), fc.string({ maxLength: 4, unit: 'binary' })),
      )
      .map(([{ text }, at, length, instead]) => {
        const start = at % text.length;
        return text.slice(0, start) + instead + text.slice(start + length);
      });
    fc.assert(
      fc.property(broken, (text) => {
        const fault = language.fault(text);
        if (fault === null)
          return void expect(['true', 'false', 'unknown']).toContain(language.evaluate(text, study));
        expect(fault.position).toBeLessThanOrEqual(text.length);
        expect(fault.message).not.toBe('');
      }),
      { numRuns: 1500, seed: 6 },
    );
  });
});
