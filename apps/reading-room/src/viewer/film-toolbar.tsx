import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconAdjustments,
  IconArrowsMaximize,
  IconArrowsMove,
  IconContrast2,
  IconInnerShadowTop,
  IconRefresh,
  IconRelationOneToOne,
  IconSquareDashed,
  IconZoomIn,
  IconZoomScan,
  type Icon,
} from '@tabler/icons-react';
import { shownKey, type ShortcutId } from '../keyboard/shortcuts';
import { WINDOW_PRESETS, type WindowPreset } from './grey-window';
import type { FilmTool } from './use-film-gestures';
import classes from './film-toolbar.module.css';

export interface FilmCommands {
  readonly setTool: (tool: FilmTool) => void;
  readonly invert: () => void;
  readonly fit: () => void;
  readonly actualSize: () => void;
  readonly reset: () => void;
  readonly toggleRegions: () => void;
  readonly usePreset: (preset: WindowPreset) => void;
}

interface Props {
  tool: FilmTool;
  inverted: boolean;
  regionsShown: boolean;
  colour: boolean;
  disabled: boolean;
  commands: FilmCommands;
}

const TOOLS: readonly { tool: FilmTool; label: string; shortcut: ShortcutId; icon: Icon }[] = [
  { tool: 'window', label: 'Window and level', shortcut: 'tool-window', icon: IconContrast2 },
  { tool: 'pan', label: 'Pan', shortcut: 'tool-pan', icon: IconArrowsMove },
  { tool: 'zoom', label: 'Zoom', shortcut: 'tool-zoom', icon: IconZoomIn },
  { tool: 'magnify', label: 'Magnifier', shortcut: 'tool-magnify', icon: IconZoomScan },
];

export function FilmToolbar({ tool, inverted, regionsShown, colour, disabled, commands }: Props) {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Film">
      <div className={classes.group}>
        {TOOLS.map(({ tool: one, label, shortcut, icon }) => (
          <Tool
            key={one}
            label={label}
            shortcut={shortcut}
            icon={icon}
            pressed={tool === one}
            disabled={disabled || (one === 'window' && colour)}
            onClick={() => commands.setTool(one)}
          />
        ))}
      </div>
      <div className={classes.group}>
        <Presets disabled={disabled || colour} onUse={commands.usePreset} />
        <Tool
          label="Invert"
          shortcut="invert"
          icon={IconInnerShadowTop}
          pressed={inverted}
          disabled={disabled}
          onClick={commands.invert}
        />
      </div>
      <div className={classes.group}>
        <Tool
          label="Fit"
          shortcut="fit"
          icon={IconArrowsMaximize}
          disabled={disabled}
          onClick={commands.fit}
        />
        <Tool
          label="One to one"
          shortcut="actual-size"
          icon={IconRelationOneToOne}
          disabled={disabled}
          onClick={commands.actualSize}
        />
        <Tool
          label="Reset"
          shortcut="reset"
          icon={IconRefresh}
          disabled={disabled}
          onClick={commands.reset}
        />
      </div>
      <div className={classes.group}>
        <Tool
          label="Regions"
          shortcut="regions"
          icon={IconSquareDashed}
          pressed={regionsShown}
          disabled={disabled}
          onClick={commands.toggleRegions}
        />
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  shortcut: ShortcutId;
  icon: Icon;
  pressed?: boolean;
  disabled: boolean;
  onClick: () => void;
}

function Tool({ label, shortcut, icon: Drawn, pressed, disabled, onClick }: ToolProps) {
  return (
    <Tooltip label={`${label} (${shownKey(shortcut)})`}>
      <ActionIcon
        className={classes.tool}
        variant="subtle"
        size={34}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        <Drawn size={19} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Presets({ disabled, onUse }: { disabled: boolean; onUse: (preset: WindowPreset) => void }) {
  return (
    <Menu position="bottom-start" width={190}>
      <Menu.Target>
        <ActionIcon
          className={classes.tool}
          variant="subtle"
          size={34}
          aria-label="Window presets"
          disabled={disabled}
        >
          <IconAdjustments size={19} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {WINDOW_PRESETS.map((preset) => (
          <Menu.Item key={preset.name} onClick={() => onUse(preset)}>
            {preset.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
