import { Input, SegmentedControl, Select, Switch } from '@mantine/core';
import { RoutingLane, type RuleFault, type RuleOutcome } from '@wetread/contracts';
import { DestinationsField } from './destinations-field';
import { ExpectedSeriesFields } from './expected-series-fields';
import classes from './rule-form.module.css';
import { LANE_WORDS } from './rule-words';
import { useVocabulary } from './use-rules';

const LANES = RoutingLane.options.map((value) => ({ value, label: LANE_WORDS[value] }));

interface Props {
  outcome: RuleOutcome;
  faultOf: (field: RuleFault['field']) => RuleFault | undefined;
  onChange: (outcome: RuleOutcome) => void;
}

/** What becomes of the studies that a rule decides. */
export function OutcomeFields({ outcome, faultOf, onChange }: Props) {
  const change = (part: Partial<RuleOutcome>): void => onChange({ ...outcome, ...part });
  return (
    <>
      <Switch
        label="Make a draft"
        description={outcome.draft ? undefined : 'The worklist says that this rule wanted none.'}
        checked={outcome.draft}
        onChange={(event) => change({ draft: event.currentTarget.checked })}
      />
      {outcome.draft && <ReadingFields outcome={outcome} faultOf={faultOf} onChange={onChange} />}
      <DestinationsField
        destinations={outcome.destinations}
        fault={faultOf('destinations')}
        onChange={(destinations) => change({ destinations })}
      />
      <ExpectedSeriesFields
        expected={outcome.expectedSeries}
        onChange={(expectedSeries) => change({ expectedSeries })}
      />
    </>
  );
}

function ReadingFields({ outcome, faultOf, onChange }: Props) {
  const { data } = useVocabulary();
  const models = new Set([...(data?.models ?? []), ...(outcome.model ? [outcome.model] : [])]);
  const hours = data ? `; off-peak is ${data.offPeakHours} (${data.timeZone})` : '';
  return (
    <div className={classes.pair}>
      <Input.Wrapper label="Lane" description={`Urgent overtakes${hours}.`}>
        <SegmentedControl
          mt={6}
          aria-label="Lane"
          data={LANES}
          value={outcome.lane}
          onChange={(lane) => onChange({ ...outcome, lane: RoutingLane.parse(lane) })}
        />
      </Input.Wrapper>
      <Select
        label="Model"
        description="The newest, unless one is named."
        placeholder="The newest"
        data={[...models]}
        value={outcome.model}
        clearable
        error={faultOf('model')?.message}
        onChange={(model) => onChange({ ...outcome, model })}
      />
    </div>
  );
}
