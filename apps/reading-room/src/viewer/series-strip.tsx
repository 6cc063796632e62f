import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { thumbnailUrl } from '../api/studies';
import type { FilmImage } from './film-images';
import type { ImageRef } from './use-frame';
import classes from './series-strip.module.css';

interface Props {
  images: readonly FilmImage[];
  shown: ImageRef;
  onShow: (image: ImageRef) => void;
}

/** The study's images to choose from; left out when there is only one. */
export function SeriesStrip({ images, shown, onShow }: Props) {
  if (images.length < 2) return null;
  return (
    <div
      className={classes.strip}
      role="listbox"
      aria-label="Images of the study"
      aria-orientation="horizontal"
    >
      {images.map((image, index) => (
        <Thumbnail
          key={image.sopInstanceUid}
          image={image}
          number={index + 1}
          current={image.sopInstanceUid === shown.sopInstanceUid}
          onShow={() => onShow({ sopInstanceUid: image.sopInstanceUid, frame: 1 })}
        />
      ))}
    </div>
  );
}

interface ThumbnailProps {
  image: FilmImage;
  number: number;
  current: boolean;
  onShow: () => void;
}

function Thumbnail({ image, number, current, onShow }: ThumbnailProps) {
  const [failed, setFailed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <UnstyledButton
      ref={button}
      className={classes.thumbnail}
      role="option"
      aria-selected={current}
      aria-label={`Image ${number}, ${image.caption || image.sopClassName}`}
      onClick={onShow}
    >
      {image.hasPixels && !failed ? (
        <img src={thumbnailUrl(image.sopInstanceUid)} alt="" loading="lazy" onError={() => setFailed(true)} />
      ) : (
        <span className={classes.blank}>{image.hasPixels ? 'No preview' : 'No image'}</span>
      )}
      <span className={classes.number}>
        {number}
        {image.frames > 1 ? ` × ${image.frames}` : ''}
      </span>
    </UnstyledButton>
  );
}
