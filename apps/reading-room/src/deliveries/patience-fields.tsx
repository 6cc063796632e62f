import classes from '../connections/dialog.module.css';
import { type FormPart, NumberField } from './destination-field';
import styles from './patience-fields.module.css';

/** How long an answer is waited for, and how often it is tried. Opens by itself where something in it is wrong. */
export function PatienceFields(part: FormPart) {
  const { timeoutSeconds, firstSeconds, maxSeconds, attempts } = part.form;
  const isWrong = [
    part.faults.timeoutSeconds,
    part.faults.firstSeconds,
    part.faults.maxSeconds,
    part.faults.attempts,
  ].some(Boolean);
  return (
    <details className={styles.details} open={isWrong || undefined}>
      <summary>
        When it does not answer
        <span className={styles.words}>
          {timeoutSeconds} s for an answer, {attempts} attempts, {firstSeconds} to {maxSeconds} s apart
        </span>
      </summary>
      <div className={classes.pair}>
        <NumberField part={part} field="timeoutSeconds" label="Waits for an answer" suffix=" s" max={300} />
        <NumberField part={part} field="attempts" label="Attempts in all" max={200} />
        <NumberField
          part={part}
          field="firstSeconds"
          label="First tried again after"
          description="Doubled at each attempt."
          suffix=" s"
          max={3600}
        />
        <NumberField
          part={part}
          field="maxSeconds"
          label="At most every"
          description="Then it does not grow any more."
          suffix=" s"
          max={86_400}
        />
      </div>
    </details>
  );
}
