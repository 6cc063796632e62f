import { UnstyledButton } from '@mantine/core';
import type { RuleVocabulary } from '@wetread/contracts';
import classes from './attribute-help.module.css';
import { useVocabulary } from './use-rules';

type Attribute = RuleVocabulary['attributes'][number];

const OBJECTS = [
  ['study', 'The study'],
  ['series', "A series, as in series.exists(s, s.Modality == 'DX')"],
  ['source', 'Where it came from'],
  ['order', 'Its order'],
  ['patient', 'The patient'],
] as const;

const EXAMPLES = [
  "source.aeTitle.like('ER_*')",
  "order.priority in ['stat', 'urgent']",
  "series.all(s, s.Modality in ['CR', 'DX'])",
  'patient.ageYears < 16',
] as const;

/** What a condition may look at; a press puts it where the cursor is. */
export function AttributeHelp({ onInsert }: { onInsert: (words: string) => void }) {
  const { data } = useVocabulary();
  return (
    <details className={classes.help}>
      <summary>What a condition may look at</summary>
      <p className={classes.lead}>
        Compare with ==, !=, &lt;, &gt;, in; join with &amp;&amp;, || and !. Text also knows .like('CHEST*'),
        .contains() and .startsWith().
      </p>
      <Group title="Examples">
        {EXAMPLES.map((example) => (
          <Word key={example} words={example} onInsert={onInsert} />
        ))}
      </Group>
      {OBJECTS.map(([object, title]) => (
        <Group key={object} title={title}>
          {(data?.attributes ?? [])
            .filter((attribute) => attribute.object === object)
            .map((attribute) => (
              <Word
                key={attribute.name}
                words={`${object === 'series' ? 's' : object}.${attribute.name}`}
                title={TYPE_WORDS[attribute.type]}
                onInsert={onInsert}
              />
            ))}
        </Group>
      ))}
    </details>
  );
}

const TYPE_WORDS: Record<Attribute['type'], string> = {
  string: 'Text',
  int: 'A number; not always known',
  bool: 'true or false',
  'list<string>': 'A list of texts',
};

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className={classes.group} role="group" aria-label={title}>
      <span className={classes.title}>{title}</span>
      {children}
    </div>
  );
}

interface WordProps {
  words: string;
  title?: string;
  onInsert: (words: string) => void;
}

function Word({ words, title, onInsert }: WordProps) {
  return (
    <UnstyledButton className={classes.word} title={title} onClick={() => onInsert(words)}>
      {words}
    </UnstyledButton>
  );
}
