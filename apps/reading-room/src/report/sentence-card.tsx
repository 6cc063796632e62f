import { ActionIcon, Textarea, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash, type Icon } from '@tabler/icons-react';
import type { ReportSentence } from '@wetread/contracts';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { shownKey, type ShortcutId } from '../keyboard/shortcuts';
import type { DraftSentence } from './draft';
import { SentenceFacts } from './sentence-facts';
import classes from './sentence-card.module.css';

export interface SentenceCommands {
  readonly focus: (key: string) => void;
  readonly pointAt: (key: string | null) => void;
  readonly edit: (key: string) => void;
  readonly type: (key: string, text: string) => void;
  readonly endEdit: () => void;
  readonly addBelow: (key: string) => void;
  readonly remove: (key: string) => void;
  readonly move: (key: string, by: 1 | -1) => void;
}

interface Props {
  sentence: DraftSentence;
  saved: ReportSentence | undefined;
  findingName: string | null;
  active: boolean;
  lit: boolean;
  editing: boolean;
  editable: boolean;
  commands: SentenceCommands;
}

export function SentenceCard({
  sentence,
  saved,
  findingName,
  active,
  lit,
  editing,
  editable,
  commands,
}: Props) {
  const card = useRef<HTMLLIElement>(null);
  const changed = sentence.text.trim() !== (saved?.text ?? '');
  useEffect(() => {
    if (!active) return;
    card.current?.scrollIntoView({ block: 'nearest' });
    if (!editing && !card.current?.contains(document.activeElement))
      card.current?.focus({ preventScroll: true });
  }, [active, editing]);
  return (
    <li
      ref={card}
      tabIndex={0}
      className={classes.card}
      data-sentence={sentence.key}
      data-author={changed ? 'person' : (saved?.author ?? 'person')}
      data-critical={saved?.critical || undefined}
      data-lit={lit || active || undefined}
      onFocus={() => commands.focus(sentence.key)}
      onMouseEnter={() => commands.pointAt(sentence.key)}
      onMouseLeave={() => commands.pointAt(null)}
      onDoubleClick={() => editable && commands.edit(sentence.key)}
    >
      {editing ? (
        <Editor sentence={sentence} commands={commands} />
      ) : (
        <p className={classes.text}>{sentence.text}</p>
      )}
      <SentenceFacts sentence={saved} findingName={findingName} changed={changed} />
      {editable && !editing && <Tools sentence={sentence} active={active} commands={commands} />}
    </li>
  );
}

function Editor({ sentence, commands }: Pick<Props, 'sentence' | 'commands'>) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) commands.addBelow(sentence.key);
    else if (event.key === 'Enter' || event.key === 'Escape') commands.endEdit();
    else return;
    event.preventDefault();
  };
  return (
    <Textarea
      classNames={{ input: classes.editor }}
      aria-label="Sentence. Enter ends, Control Enter adds another below."
      autosize
      autoFocus
      minRows={1}
      maxLength={2000}
      value={sentence.text}
      onFocus={(event) => event.currentTarget.setSelectionRange(sentence.text.length, sentence.text.length)}
      onChange={(event) => commands.type(sentence.key, event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={commands.endEdit}
    />
  );
}

function Tools({ sentence: { key }, active, commands }: Pick<Props, 'sentence' | 'active' | 'commands'>) {
  const tabIndex = active ? 0 : -1;
  return (
    <div className={classes.tools}>
      <Tool
        tabIndex={tabIndex}
        label="Edit"
        shortcut="sentence-edit"
        icon={IconPencil}
        onClick={() => commands.edit(key)}
      />
      <Tool
        tabIndex={tabIndex}
        label="Add below"
        shortcut="sentence-add"
        icon={IconPlus}
        onClick={() => commands.addBelow(key)}
      />
      <Tool
        tabIndex={tabIndex}
        label="Move up"
        shortcut="sentence-up"
        icon={IconArrowUp}
        onClick={() => commands.move(key, -1)}
      />
      <Tool
        tabIndex={tabIndex}
        label="Move down"
        shortcut="sentence-down"
        icon={IconArrowDown}
        onClick={() => commands.move(key, 1)}
      />
      <Tool
        tabIndex={tabIndex}
        label="Delete"
        shortcut="sentence-delete"
        icon={IconTrash}
        onClick={() => commands.remove(key)}
      />
    </div>
  );
}

function Tool(props: {
  tabIndex: number;
  label: string;
  shortcut: ShortcutId;
  icon: Icon;
  onClick: () => void;
}) {
  return (
    <Tooltip label={`${props.label} (${shownKey(props.shortcut)})`}>
      <ActionIcon
        variant="subtle"
        size={26}
        className={classes.tool}
        aria-label={props.label}
        tabIndex={props.tabIndex}
        onClick={(event) => {
          event.stopPropagation();
          props.onClick();
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <props.icon size={15} stroke={1.8} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
