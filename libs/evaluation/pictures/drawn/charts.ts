import { background, circle, colour, type Drawing, line, polyline, rect, text, times } from './svg';

const axes = (width: number, height: number): string =>
  polyline(
    [
      [50, 30],
      [50, height - 40],
      [width - 20, height - 40],
    ],
    'fill="none" stroke="#222" stroke-width="2"',
  );

const barChart: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const bars = 5 + random.whole(8);
  const step = (width - 90) / bars;
  const fill = colour(random);
  return (
    background(canvas, '#fff') +
    axes(width, height) +
    times(bars, (index) => {
      const tall = random.between(0.1, 0.9) * (height - 90);
      return rect(60 + index * step, height - 40 - tall, step * 0.7, tall, `fill="${fill}"`);
    }) +
    text(width / 3, 24, 18, line(random, 18))
  );
};

const lineChart: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const series = (): string => {
    let level = random.between(0.3, 0.7);
    const points = Array.from({ length: 30 }, (_, index): [number, number] => {
      level = Math.min(0.95, Math.max(0.05, level + random.between(-0.1, 0.1)));
      return [55 + (index * (width - 80)) / 29, 30 + level * (height - 80)];
    });
    return polyline(points, `fill="none" stroke="${colour(random)}" stroke-width="3"`);
  };
  return background(canvas, '#fdfdfb') + axes(width, height) + times(3, series);
};

const pieChart: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const radius = Math.min(width, height) * 0.38;
  let angle = 0;
  const slice = (): string => {
    const [from, to] = [angle, angle + random.between(0.5, 1.6)];
    angle = to;
    const at = (a: number): string =>
      `${width / 2 + radius * Math.cos(a)} ${height / 2 + radius * Math.sin(a)}`;
    return `<path d="M${width / 2} ${height / 2} L${at(from)} A${radius} ${radius} 0 0 1 ${at(to)} Z" fill="${colour(random)}"/>`;
  };
  return background(canvas, '#fff') + circle(width / 2, height / 2, radius, 'fill="#ddd"') + times(5, slice);
};

const scatterPlot: Drawing = (canvas) => {
  const { width, height, random } = canvas;
  const fill = colour(random);
  return (
    background(canvas, '#f4f4f4') +
    axes(width, height) +
    times(120, () => {
      const x = random.next();
      const y = Math.min(1, Math.max(0, x + random.between(-0.3, 0.3)));
      return circle(60 + x * (width - 90), height - 50 - y * (height - 90), 4, `fill="${fill}" opacity=".7"`);
    })
  );
};

export const charts: Readonly<Record<string, Drawing>> = { barChart, lineChart, pieChart, scatterPlot };
