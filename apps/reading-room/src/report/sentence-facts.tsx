import type { ReportSentence } from '@wetread/contracts';
import { FLAG_WORDS } from '../wording/words';
import { ProbabilityBar } from './probability-bar';
import classes from './sentence-facts.module.css';

interface Props {
  sentence: ReportSentence | undefined;
  /** The finding's name; its code when the report has no name for it. */
  findingName: string | null;
  /** The reader has changed the text since it was saved. */
  changed: boolean;
}

/** Where a sentence comes from: who wrote it, on what finding, how sure the model was, what the verifier says. */
export function SentenceFacts({ sentence, findingName, changed }: Props) {
  const author = !sentence || changed || sentence.author === 'person' ? 'person' : 'model';
  return (
    <div className={classes.facts}>
      <span className={classes.author} data-author={author}>
        {author === 'model' ? 'AI' : 'Person'}
      </span>
      {changed && <span className={classes.unsaved}>not saved</span>}
      {sentence?.critical && <span className={classes.critical}>Critical</span>}
      {sentence?.finding && !changed && (
        <span className={classes.finding} data-polarity={sentence.polarity}>
          {findingWords(sentence, findingName)}
        </span>
      )}
      {sentence?.probability != null && !changed && <ProbabilityBar probability={sentence.probability} />}
      {!changed &&
        sentence?.flags.map((flag) => (
          <span key={`${flag.code} ${flag.message}`} className={classes.flag}>
            <strong>{FLAG_WORDS[flag.code] ?? flag.code}</strong> {flag.message}
          </span>
        ))}
    </div>
  );
}

function findingWords(sentence: ReportSentence, name: string | null): string {
  const { finding, polarity, location, alsoAbsent = [] } = sentence;
  const side = location && location.side !== 'none' ? location.side : '';
  const zone = location && location.zone !== 'none' ? location.zone : '';
  const place = [side, zone].filter(Boolean).join(' ');
  const more = alsoAbsent.length > 0 ? ` and ${alsoAbsent.length} more` : '';
  return [`${name ?? finding}${more}`, polarity, place].filter(Boolean).join(', ');
}
