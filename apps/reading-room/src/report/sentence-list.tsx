import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReportSentence } from '@wetread/contracts';
import type { Draft } from './draft';
import { SentenceCard, type SentenceCommands } from './sentence-card';
import classes from './sentence-list.module.css';

interface Props {
  draft: Draft;
  activeKey: string | null;
  litKey: string | null;
  editingKey: string | null;
  editable: boolean;
  commands: SentenceCommands;
  onAdd: (section: ReportSentence['section']) => void;
}

const HEADINGS = { findings: 'Findings', impression: 'Impression', addendum: 'Addendum' } as const;

export function SentenceList({ draft, activeKey, litKey, editingKey, editable, commands, onAdd }: Props) {
  const saved = new Map(draft.base.sentences.map((sentence) => [sentence.id, sentence]));
  const findingNames = new Map(draft.base.findings.map(({ code, label }) => [code, label]));
  return (
    <div className={classes.report}>
      {(['findings', 'impression', 'addendum'] as const).map((section) => {
        const sentences = draft.sentences.filter((sentence) => sentence.section === section);
        if (section === 'addendum' && sentences.length === 0) return null;
        const mayEdit = editable && section !== 'addendum';
        return (
          <section key={section} aria-label={HEADINGS[section]}>
            <header className={classes.head}>
              <h2>{HEADINGS[section]}</h2>
              {mayEdit && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  color="dark.1"
                  fw={500}
                  leftSection={<IconPlus size={13} />}
                  onClick={() => onAdd(section)}
                >
                  Add
                </Button>
              )}
            </header>
            <ul className={classes.sentences}>
              {sentences.map((sentence) => (
                <SentenceCard
                  key={sentence.key}
                  sentence={sentence}
                  saved={sentence.id ? saved.get(sentence.id) : undefined}
                  findingName={findingNames.get(saved.get(sentence.key)?.finding ?? '') ?? null}
                  active={sentence.key === activeKey}
                  lit={sentence.key === litKey}
                  editing={mayEdit && sentence.key === editingKey}
                  editable={mayEdit}
                  commands={commands}
                />
              ))}
              {sentences.length === 0 && <li className={classes.none}>No sentence</li>}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
