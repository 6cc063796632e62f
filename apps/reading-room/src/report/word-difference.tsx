import type { ReportRevision } from '@wetread/contracts';
import classes from './word-difference.module.css';

/** What a person changed, word by word. Marked by line style as well as colour. */
export function WordDifference({ parts }: { parts: ReportRevision['difference'] }) {
  return (
    <p className={classes.text}>
      {parts.map((part, index) => {
        const key = `${index}-${part.kind}`;
        if (part.kind === 'added') return <ins key={key}>{part.text}</ins>;
        if (part.kind === 'removed') return <del key={key}>{part.text}</del>;
        return <span key={key}>{part.text}</span>;
      })}
    </p>
  );
}
