import { Loader, RingProgress } from '@mantine/core';
import type { Report } from '@wetread/contracts';
import { useEffect, useRef, useState } from 'react';
import { ProblemNotice } from '../components/problem-notice';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { EvidenceOverlay } from './evidence-overlay';
import { FilmCorners } from './film-corners';
import { FilmNotes, isTurned, type FilmNote } from './film-notes';
import { PriorLine } from './prior-line';
import { positionOf, step, type FilmImage } from './film-images';
import { FilmToolbar, type FilmCommands } from './film-toolbar';
import { Magnifier } from './magnifier';
import { regionAt, type Region } from './regions';
import { SeriesStrip } from './series-strip';
import { useFilmGestures, type FilmTool } from './use-film-gestures';
import { useFilmViewer } from './use-film-viewer';
import { useFrame, type ImageRef } from './use-frame';
import classes from './film-panel.module.css';

interface Props {
  images: readonly FilmImage[];
  shown: ImageRef;
  regions: readonly Region[];
  litSentenceId: string | null;
  /** What must be known of the film that is shown. */
  notes: readonly FilmNote[];
  /** What the draft compared it with. */
  prior: Report['prior'];
  onShow: (image: ImageRef) => void;
  onPointAt: (sentenceId: string | null) => void;
  onPick: (sentenceId: string) => void;
}

export function FilmPanel(props: Props) {
  const { images, shown, regions, litSentenceId, notes, prior, onShow, onPointAt, onPick } = props;
  const element = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const [tool, setTool] = useState<FilmTool>('window');
  const [regionsShown, setRegionsShown] = useState(true);
  const { query, progress } = useFrame(shown, step(images, shown, 1));
  const { viewer, state, drawFault } = useFilmViewer(element, query.data);
  const drawn = regionsShown ? regions : regions.filter((region) => region.sentenceId === litSentenceId);
  const { pointer, dragging } = useFilmGestures(stage, viewer, tool, (at) => {
    const region = state && regionAt(drawn, state, at);
    if (region) onPick(region.sentenceId);
  });
  const under = pointer && state && !dragging ? (regionAt(drawn, state, pointer)?.sentenceId ?? null) : null;
  useEffect(() => onPointAt(under), [under, onPointAt]);

  const commands: FilmCommands = {
    setTool,
    invert: () => state && viewer?.setInverted(!state.inverted),
    fit: () => viewer?.fit(),
    actualSize: () => viewer?.actualSize(),
    reset: () => viewer?.reset(),
    toggleRegions: () => setRegionsShown((before) => !before),
    usePreset: (preset) => {
      if (query.data) viewer?.setWindow(preset.apply(ownWindow(query.data.header)));
    },
  };
  useShortcuts({
    'tool-window': () => setTool('window'),
    'tool-pan': () => setTool('pan'),
    'tool-zoom': () => setTool('zoom'),
    'tool-magnify': () => setTool((before) => (before === 'magnify' ? 'window' : 'magnify')),
    invert: commands.invert,
    fit: commands.fit,
    'actual-size': commands.actualSize,
    reset: commands.reset,
    regions: commands.toggleRegions,
    'zoom-in': () => viewer?.zoomBy(1.25),
    'zoom-out': () => viewer?.zoomBy(0.8),
    'image-next': () => onShow(step(images, shown, 1)),
    'image-previous': () => onShow(step(images, shown, -1)),
  });

  const image = images.find((one) => one.sopInstanceUid === shown.sopInstanceUid);
  const ready = Boolean(query.data && state && !drawFault);
  const storedInverted = query.data?.header.inverted ?? false;
  return (
    <section className={classes.panel} aria-label="Film">
      <FilmToolbar
        tool={tool}
        inverted={state ? state.inverted !== storedInverted : false}
        regionsShown={regionsShown}
        colour={state?.colour ?? false}
        disabled={!ready}
        commands={commands}
      />
      <div
        ref={stage}
        className={classes.stage}
        data-tool={tool}
        data-over-region={under !== null || undefined}
        data-testid="film-stage"
      >
        <div ref={element} className={classes.film} data-hidden={!query.data || undefined} />
        {ready && state && <EvidenceOverlay regions={drawn} state={state} litSentenceId={litSentenceId} />}
        {image && (
          <FilmCorners
            image={{ ...image, storedInverted }}
            turned={isTurned(notes)}
            state={ready ? state : null}
            position={positionOf(images, shown)}
          />
        )}
        {ready && state && query.data && tool === 'magnify' && pointer && (
          <Magnifier frame={query.data} state={state} at={pointer} />
        )}
        {query.isPending && <Arriving progress={progress} />}
        {(query.isError || drawFault) && (
          <div className={classes.message}>
            <ProblemNotice
              error={query.error}
              otherwise="The film arrived, but this browser could not draw it."
              onRetry={() => void query.refetch()}
            />
          </div>
        )}
      </div>
      <FilmNotes notes={notes} />
      <PriorLine prior={prior} />
      <SeriesStrip images={images} shown={shown} onShow={onShow} />
    </section>
  );
}

const ownWindow = (header: { windowCenter: number; windowWidth: number }) => ({
  center: header.windowCenter,
  width: header.windowWidth,
});

function Arriving({ progress }: { progress: number }) {
  return (
    <div className={classes.message} role="status" aria-label="Fetching the film">
      {progress > 0 ? (
        <RingProgress
          size={56}
          thickness={4}
          roundCaps
          sections={[{ value: progress * 100, color: 'tide' }]}
        />
      ) : (
        <Loader size="sm" />
      )}
    </div>
  );
}
