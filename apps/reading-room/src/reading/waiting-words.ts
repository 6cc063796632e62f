import type { StudyRouting } from '@wetread/contracts';

interface Words {
  readonly title: string;
  readonly words: string;
}

const SOON: Words = {
  title: 'The draft is being made',
  words: 'It appears here by itself, usually within seconds.',
};

/** Why there is no draft yet: it is being made, or a rule has it wait. */
export function waitingWords(routing: StudyRouting | undefined): Words {
  const latest = routing?.decisions.find(({ state }) => state !== 'superseded');
  if (!latest) return SOON;
  const { state, note, rule, outcome } = latest;
  if (state === 'waiting')
    return {
      title: 'The study waits for what is still to come',
      words:
        `${note ?? ''} The rule “${rule}” has it wait for at most ${outcome.expectedSeries?.withinMinutes ?? 0} minutes; then it is read as it is.`.trim(),
    };
  if (outcome.lane === 'off-peak')
    return {
      title: 'The study is read off-peak',
      words: `The rule “${rule}” has it wait for the off-peak hours. The draft then appears here by itself.`,
    };
  return SOON;
}
