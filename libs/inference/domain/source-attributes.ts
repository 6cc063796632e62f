/**
 * What 45 CFR 170.315(b)(11)(iv)(B) (ONC HTI-1) wants told of a predictive decision support intervention, by the number of
 * its paragraph: 31 attributes in nine groups. `row` is what a model card calls it.
 */
const wanted = [
  group(1, 'Details and output of the intervention', [
    ['Name and contact information of the developer', 'Name and contact of the developer'],
    ['Funding source of the technical implementation', 'Funding source of the technical implementation'],
    ['Description of the value that is produced as output', 'Value produced as output'],
    ['Whether the output is a prediction, classification, recommendation or other', 'Type of output'],
  ]),
  group(2, 'Purpose of the intervention', [
    ['Intended use', 'Intended use'],
    ['Intended patient population', 'Intended patient population'],
    ['Intended users', 'Intended users'],
    ['Intended decision-making role', 'Intended role in decisions'],
  ]),
  group(3, 'Cautioned out-of-scope use', [
    [
      'Tasks, situations or populations where users are cautioned against applying it',
      'Tasks, situations, populations cautioned against',
    ],
    [
      'Known risks, inappropriate settings, inappropriate uses or known limitations',
      'Known risks, inappropriate settings and uses, limitations',
    ],
  ]),
  group(4, 'Development details and input features', [
    [
      'Exclusion and inclusion criteria that influenced the training data',
      'Exclusion and inclusion criteria of the training data',
    ],
    [
      'Use of the variables of paragraph (b)(11)(iv)(A)(5) to (13) as input features',
      'Use of demographic variables as input features',
    ],
    [
      'Demographic representativeness according to these variables',
      'Demographic representativeness of the training data',
    ],
    [
      'Relevance of the training data to the intended deployed setting',
      'Relevance of the training data to the deployed setting',
    ],
  ]),
  group(5, 'Process used to ensure fairness in development', [
    ['Approach taken to ensure that the output is fair', 'Approach to a fair output'],
    ['Approaches to manage, reduce or eliminate bias', 'Approaches to manage, reduce or eliminate bias'],
  ]),
  group(6, 'External validation process', [
    [
      'Data source, clinical setting or environment of the external validation',
      'Data source, setting or environment',
    ],
    ['Party that conducted the external testing', 'Party that conducted it'],
    ['Demographic representativeness of external data', 'Demographic representativeness of external data'],
    ['Description of the external validation process', 'Validation process'],
  ]),
  group(7, 'Quantitative measures of performance', [
    [
      'Validity in test data from the source of the training data',
      "Validity in test data of the training data's source",
    ],
    [
      'Fairness in test data from the source of the training data',
      'Fairness in test data of the same source',
    ],
    ['Validity in data external to that source', 'Validity in external data'],
    ['Fairness in data external to that source', 'Fairness in external data'],
    [
      'References to evaluation of use of the intervention on outcomes',
      'References to evaluations of use on outcomes',
    ],
  ]),
  group(8, 'Ongoing maintenance of implementation and use', [
    ['Process and frequency by which validity is monitored over time', 'Monitoring of validity over time'],
    ['Validity in local data', 'Validity in local data'],
    ['Process and frequency by which fairness is monitored over time', 'Monitoring of fairness over time'],
    ['Fairness in local data', 'Fairness in local data'],
  ]),
  group(9, 'Update and continued validation or fairness assessment schedule', [
    ['Process and frequency by which it is updated', 'Process and frequency of updates'],
    [
      'Frequency by which performance is corrected when risks to validity or fairness are identified',
      'Frequency of correction when risks to validity or fairness are identified',
    ],
  ]),
].flat();

export interface SourceAttribute {
  /** `(1)(i)` to `(9)(ii)`, below (b)(11)(iv)(B). */
  readonly paragraph: string;
  readonly group: string;
  readonly name: string;
  /** What the developers say; {@link NOT_EVALUATED} where they say nothing. */
  readonly value: string;
}

/** Said of what a model card does not tell: nothing is made up. */
export const NOT_EVALUATED = 'not evaluated';

const SECTION = /^## Source attributes\b.*$/m;
const LIMITS = /^## Limits$/m;

/** All 31, in the order of the rule, from the text of a model card (Markdown), or of none. */
export function sourceAttributesOf(card: string | null): SourceAttribute[] {
  const told = card === null ? new Map<string, string>() : rowsOf(sectionOf(card, SECTION));
  const limits = card === null ? '' : sectionOf(card, LIMITS);
  return wanted.map(({ row, ...attribute }) => {
    // A row may say in brackets what it means.
    const value = [...told].find(([name]) => name === row || name.startsWith(`${row} (`))?.[1];
    const whole = value === 'see Limits' ? plain(limits) : value;
    return { ...attribute, value: whole || NOT_EVALUATED };
  });
}

function group(number: number, title: string, attributes: readonly (readonly [string, string])[]) {
  const numerals = ['i', 'ii', 'iii', 'iv', 'v'];
  return attributes.map(([name, row], index) => ({
    paragraph: `(${number})(${numerals[index]})`,
    group: title,
    name,
    row,
  }));
}

/** What stands below a heading of the second level, up to the next one. */
function sectionOf(card: string, heading: RegExp): string {
  const found = heading.exec(card);
  if (!found) return '';
  const rest = card.slice(found.index + found[0].length);
  const end = rest.search(/^## /m);
  return end < 0 ? rest : rest.slice(0, end);
}

/** First cell to second of every row of the tables. */
function rowsOf(section: string): Map<string, string> {
  const rows = [...section.matchAll(/^\| (.+?) \| (.+?) \|$/gm)];
  return new Map(rows.map(([, name = '', value = '']) => [plain(name), plain(value)]));
}

/** Without the marks of Markdown and the bullets of a list. */
const plain = (text: string): string =>
  text
    .replaceAll(/^\s*[-*] /gm, '')
    .replaceAll(/\*\*|`/g, '')
    .replaceAll(/\s*\n+\s*/g, ' ')
    .trim();
