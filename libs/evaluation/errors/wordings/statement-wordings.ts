import type { Halves } from './wording-halves';

/**
 * `{name}`, `{a name}`: the finding; `{place}`: its side, when it has one; `{other}`, `{third}`: findings that are
 * decided absent. A capital in the brace makes the first letter large.
 */
export const denials: Halves = {
  open: [
    'There is no {place} {name}.',
    'No {place} {name} is seen.',
    '{Name} is not identified.',
    'No evidence of {name}.',
    'Negative for {name}.',
    'The lungs and pleura show no {name}.',
  ],
  'held-out': [
    'I see no {place} {name}.',
    '{Name} has been excluded.',
    'The film shows no sign of {name}.',
    'Nothing to suggest {name}.',
    'No {place} {name} can be made out.',
    'The patient does not have {name}.',
    'Free from {name}.',
    '{Name} is ruled out.',
    'There is nothing that would speak for {name}.',
  ],
};

export const assertions: Halves = {
  open: [
    'There is {a name}.',
    '{A name} is seen.',
    '{A name} is present.',
    'Findings of {name}.',
    'Mild {name}.',
  ],
  'held-out': [
    'The film shows {a name}.',
    'Also noted is {a name}.',
    'In addition, {a name} can be made out.',
    'Appearances indicate {name}.',
    'We note {a name}.',
    'Evidence of {name}.',
    'The picture is that of {name}.',
    'Marked {name}.',
  ],
};

/** A finding put on the other side; `{side}` is the wrong one. */
export const wrongSides: Halves = {
  open: ['{A name} on the {side}.', '{Side} {name}.', 'There is {side} {name}.'],
  'held-out': [
    'On the {side} there is {a name}.',
    '{Side}-sided {name}.',
    '{Name} in the {side} hemithorax.',
    '{Name} of the {side} lung.',
    'The {side} chest shows {a name}.',
    'There is {a name}, {side} side.',
  ],
};

/** A finding of one side put on both. */
export const bothSides: Halves = {
  open: ['Bilateral {name}.', 'There is bilateral {name}.', '{Name} is seen bilaterally.'],
  'held-out': [
    '{Name} on both sides.',
    '{Name} in both lungs.',
    '{Name} on the left and on the right.',
    'Both sides show {name}.',
  ],
};

/** A finding put into the opposite third of the lung; `{zone}` is the wrong one, `{end}` its apex or base. */
export const wrongZones: Halves = {
  open: ['{Name} in the {zone} zone.', '{A name} is seen in the {zone} lung zone.', '{Name} at the {end}.'],
  'held-out': [
    '{Name} of the {zone} lobe.',
    'The {zone} lung field shows {a name}.',
    '{Name} towards the {end}.',
    '{Name}, {zone} zone.',
    'In the {zone} third there is {a name}.',
  ],
};

/** Impressions that deny what the findings state. */
export const contraryImpressions: Halves = {
  open: ['No {name}.', 'No {name} or {other}.', 'No {other} or {name}.', 'No evidence of {other} or {name}.'],
  'held-out': [
    'No {other}, {name} or {third}.',
    'Neither {name} nor {other}.',
    '{Other} and {name} are absent.',
    '{Name} ruled out.',
    'No radiographic sign of {other} or {name}.',
    'Without {name}, {other} or {third}.',
    'No {name}, no {other}.',
  ],
};
