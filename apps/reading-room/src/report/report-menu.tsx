import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReportDesk } from './use-report-desk';
import { withdrawalWords } from './withdrawal';

/** What is seldom done and hard to undo, kept away from the buttons of every day. */
export function ReportMenu({ desk }: { desk: ReportDesk }) {
  return (
    <Menu position="top-start" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="More actions">
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item color="red" onClick={() => desk.setDialog('withdrawal')}>
          {withdrawalWords(desk.report.status).title} ...
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
