import { NumberInput, Switch, TagsInput } from '@mantine/core';
import type { RuleOutcome } from '@wetread/contracts';
import classes from './rule-form.module.css';

type Expected = NonNullable<RuleOutcome['expectedSeries']>;

const FIRST: Expected = { count: 2, modalities: [], descriptions: [], withinMinutes: 15 };

interface Props {
  expected: Expected | null;
  onChange: (expected: Expected | null) => void;
}

/** What a study must hold before it is read, and how long that is waited for. */
export function ExpectedSeriesFields({ expected, onChange }: Props) {
  return (
    <>
      <Switch
        label="Wait for expected series"
        description="DICOM has no message that ends a study. What has not come in time is noted, and the study is read as it is."
        checked={expected !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? FIRST : null)}
      />
      {expected && <Fields expected={expected} onChange={onChange} />}
    </>
  );
}

function Fields({ expected, onChange }: { expected: Expected; onChange: (expected: Expected) => void }) {
  const change = (part: Partial<Expected>): void => onChange({ ...expected, ...part });
  return (
    <div className={classes.pair}>
      <NumberInput
        label="Number of series"
        placeholder="Any"
        min={1}
        max={200}
        allowDecimal={false}
        value={expected.count ?? ''}
        onChange={(count) => change({ count: typeof count === 'number' ? count : null })}
      />
      <NumberInput
        label="Wait at most"
        suffix=" minutes"
        min={0.1}
        max={10_080}
        value={expected.withinMinutes}
        onChange={(minutes) =>
          typeof minutes === 'number' && minutes > 0 && change({ withinMinutes: minutes })
        }
      />
      <TagsInput
        label="A series of each modality"
        placeholder="DX"
        maxTags={20}
        value={expected.modalities}
        onChange={(modalities) => change({ modalities: modalities.map((one) => one.toUpperCase()) })}
      />
      <TagsInput
        label="A series like each description"
        placeholder="*LAT*"
        maxTags={20}
        value={expected.descriptions}
        onChange={(descriptions) => change({ descriptions })}
      />
    </div>
  );
}
