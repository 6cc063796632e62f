import { Kbd, Modal } from '@mantine/core';
import { SHORTCUTS, type Shortcut } from './shortcuts';
import classes from './help-overlay.module.css';

const GROUPS: readonly Shortcut['group'][] = [
  'Report',
  'Film',
  'Worklist',
  'Everywhere',
  'Rules and connections',
];

/** What the keyboard does, opened by `?`. */
export function HelpOverlay({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size={1020}>
      <div className={classes.columns}>
        {GROUPS.map((group) => (
          <section key={group} className={classes.group} aria-label={group}>
            <h3 className={classes.heading}>{group}</h3>
            <dl className={classes.list}>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => (
                <div key={shortcut.id} className={classes.row}>
                  <dt>
                    {shortcut.shown.split(' ').map((key) => (
                      <Kbd key={key} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{shortcut.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.note}>Single keys rest while you type in a text field or a dialog is open.</p>
    </Modal>
  );
}
