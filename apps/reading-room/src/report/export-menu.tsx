import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import type { ExportFormat } from '@wetread/contracts';
import { Fragment } from 'react';
import { downloadReport } from '../api/reports';
import { FORMAT_GROUPS, FORMAT_WORDS } from '../wording/words';
import classes from './export-menu.module.css';

/** Takes the report away as a file. */
export function ExportMenu({ reportId }: { reportId: string }) {
  const client = useQueryClient();
  const download = useMutation({
    mutationFn: (format: ExportFormat) => downloadReport(reportId, format),
    onSuccess: () => client.invalidateQueries({ queryKey: ['audit'] }),
    onError: (error) => notifications.show({ title: 'Not exported', message: error.message, color: 'alarm' }),
  });
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} />}
          loading={download.isPending}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMAT_GROUPS.map(({ name, formats }) => (
          <Fragment key={name}>
            <Menu.Label>{name}</Menu.Label>
            {formats.map((format) => (
              <Menu.Item key={format} onClick={() => download.mutate(format)}>
                {FORMAT_WORDS[format].name}
                <span className={classes.about}>{FORMAT_WORDS[format].about}</span>
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
