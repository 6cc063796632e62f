import { notifications } from '@mantine/notifications';
import type { Report, ReportSentence } from '@wetread/contracts';
import { useState } from 'react';
import { isFault } from '../api/api-fault';
import { useShortcuts } from '../keyboard/use-shortcuts';
import type { Attention } from './attention';
import { toSave } from './draft';
import type { SentenceCommands } from './sentence-card';
import { useReportDraft } from './use-report-draft';
import { useReportMutations } from './use-report-mutations';

export type ReportDialog = 'sign' | 'addendum' | 'correction' | 'proposal' | 'stale' | 'withdrawal';

interface Rights {
  readonly mayEdit: boolean;
  readonly maySign: boolean;
}

/** Everything the reader can do at the report: its working copy, the open dialog, the way to the server. */
export function useReportDesk(report: Report, attention: Attention, { mayEdit, maySign }: Rights) {
  const { draft, dispatch, dirty, overtaken } = useReportDraft(report);
  const mutations = useReportMutations(report);
  const [editingKey, setEditingKey] = useState<string | null>(null);
  const [dialog, setDialog] = useState<ReportDialog | null>(null);
  const [correcting, setCorrecting] = useState(false);
  const preliminary = report.status === 'preliminary';
  const editable = preliminary ? mayEdit : correcting && maySign;

  const open = (key: string): void => {
    attention.focus(key);
    setEditingKey(key);
  };
  const add = (section: ReportSentence['section'], after: string | null): void => {
    dispatch({ type: 'typed' });
    dispatch({ type: 'add', section, after });
    open(`new-${draft.minted + 1}`);
  };
  const commands: SentenceCommands = {
    focus: attention.focus,
    pointAt: attention.pointAt,
    edit: open,
    type: (key, text) => dispatch({ type: 'text', key, text }),
    endEdit: () => {
      dispatch({ type: 'typed' });
      setEditingKey(null);
    },
    addBelow: (key) => add(draft.sentences.find((one) => one.key === key)?.section ?? 'findings', key),
    remove: (key) => {
      attention.focus(neighbourOf(draft.sentences, key));
      dispatch({ type: 'delete', key });
    },
    move: (key, by) => dispatch({ type: 'move', key, by }),
  };

  /** Saves a revision; hands the saved report on. A stale base opens the dialog instead. */
  const save = (then?: (saved: Report) => void): void => {
    if (!dirty || mutations.revise.isPending) return;
    setEditingKey(null);
    mutations.revise.mutate(
      { baseRevision: draft.base.revision, sentences: toSave(draft.sentences) },
      {
        onSuccess: (saved) => {
          dispatch({ type: 'start-from', report: saved });
          notifications.show({ message: `Saved as revision ${saved.revision}`, color: 'tide' });
          then?.(saved);
        },
        onError: (error) => isFault(error, 'report.revision-stale') && setDialog('stale'),
      },
    );
  };
  const sign = (): void => {
    if (!maySign || !preliminary) return;
    if (dirty) save(() => setDialog('sign'));
    else setDialog('sign');
  };
  const stopCorrecting = (): void => {
    setCorrecting(false);
    dispatch({ type: 'start-from', report });
  };
  const active = attention.activeKey;
  const editShortcuts = editable
    ? {
        'sentence-edit': () => active && open(active),
        'sentence-add': () => (active ? commands.addBelow(active) : add('findings', null)),
        'sentence-delete': () => active && commands.remove(active),
        'sentence-up': () => active && commands.move(active, -1),
        'sentence-down': () => active && commands.move(active, 1),
        undo: () => dispatch({ type: 'undo' }),
        redo: () => dispatch({ type: 'redo' }),
        save: () => preliminary && save(),
      }
    : {};
  useShortcuts({
    ...editShortcuts,
    'sentence-next': () => attention.focus(stepped(draft.sentences, active, 1)),
    'sentence-previous': () => attention.focus(stepped(draft.sentences, active, -1)),
    sign,
  });
  return {
    report,
    draft,
    dispatch,
    dirty,
    overtaken,
    editable,
    preliminary,
    correcting,
    startCorrecting: () => setCorrecting(true),
    stopCorrecting,
    editingKey,
    dialog,
    setDialog,
    commands,
    addTo: (section: ReportSentence['section']) => add(section, null),
    save,
    sign,
    mutations,
  };
}

export type ReportDesk = ReturnType<typeof useReportDesk>;

type Keyed = readonly { readonly key: string }[];

function stepped(sentences: Keyed, key: string | null, by: 1 | -1): string | null {
  const index = sentences.findIndex((sentence) => sentence.key === key);
  if (index === -1) return (by === 1 ? sentences[0] : sentences.at(-1))?.key ?? null;
  return sentences[Math.max(0, Math.min(sentences.length - 1, index + by))]?.key ?? null;
}

function neighbourOf(sentences: Keyed, key: string): string | null {
  const index = sentences.findIndex((sentence) => sentence.key === key);
  return (sentences[index + 1] ?? sentences[index - 1])?.key ?? null;
}
