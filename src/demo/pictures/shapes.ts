/** Parts the cards are drawn from: what lies on a table in Serang. All in SVG, centred where they are told. */
import { lettering, type Lettered } from './lettering.data.ts';
import { palette as c } from './palette.ts';

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, rest = ''): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${rest}/>`;

export const box = (x: number, y: number, w: number, h: number, r: number, fill: string, rest = ''): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${rest}/>`;

export const path = (d: string, fill: string, rest = ''): string => `<path d="${d}" fill="${fill}" ${rest}/>`;

export const stroke = (d: string, colour: string, width: number, rest = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${rest}/>`;

export const moved = (x: number, y: number, inside: string, turn = 0, size = 1): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">${inside}</g>`;

/** A word centred on `x`, its base line at `y`. */
export function word(text: Lettered, x: number, y: number, height: number, fill: string): string {
  const { width, d } = lettering[text];
  const size = height / 100;
  return `<path transform="translate(${x - (width * size) / 2} ${y}) scale(${size})" d="${d}" fill="${fill}"/>`;
}

export const shadow = (x: number, y: number, rx: number, ry: number): string =>
  ellipse(x, y, rx, ry, c.ink, 'opacity="0.13"');

export function plate(x: number, y: number, rx: number, rim: string = c.nila): string {
  const ry = rx * 0.62;
  return [
    shadow(x, y + ry * 0.16, rx * 1.03, ry),
    ellipse(x, y, rx, ry, c.white),
    ellipse(x, y, rx * 0.94, ry * 0.94, 'none', `stroke="${rim}" stroke-width="9"`),
    ellipse(x, y + 4, rx * 0.76, ry * 0.74, c.paper),
  ].join('');
}

export function bowl(x: number, y: number, rx: number, filling: string, outside: string = c.nila): string {
  const ry = rx * 0.34;
  return [
    shadow(x, y + rx * 0.76, rx * 0.8, rx * 0.16),
    path(
      `M${x - rx} ${y}C${x - rx * 0.96} ${y + rx * 0.5} ${x - rx * 0.5} ${y + rx * 0.78} ${x} ${y + rx * 0.78}S${x + rx * 0.96} ${y + rx * 0.5} ${x + rx} ${y}Z`,
      outside,
    ),
    stroke(
      `M${x - rx * 0.86} ${y + rx * 0.36}Q${x} ${y + rx * 0.74} ${x + rx * 0.86} ${y + rx * 0.36}`,
      c.white,
      7,
      'opacity="0.75" stroke-dasharray="3 26"',
    ),
    ellipse(x, y, rx, ry, c.white),
    ellipse(x, y + 4, rx * 0.91, ry * 0.85, filling),
  ].join('');
}

export function leaf(x: number, y: number, length: number, turn: number, fill: string = c.leaf): string {
  const w = length * 0.2;
  const veins = [0.2, 0.35, 0.5, 0.65, 0.8]
    .map(
      (at) => `M${length * at} 0l${length * 0.09} ${-w * 0.62}M${length * at} 0l${length * 0.09} ${w * 0.62}`,
    )
    .join('');
  return moved(
    x,
    y,
    path(
      `M0 0C${length * 0.2} ${-w * 1.5} ${length * 0.75} ${-w * 1.3} ${length} 0C${length * 0.75} ${w * 1.3} ${length * 0.2} ${w * 1.5} 0 0Z`,
      fill,
    ) +
      stroke(`M0 0H${length * 0.94}`, c.leafSoft, 4, 'opacity="0.6"') +
      stroke(veins, c.leafSoft, 2.5, 'opacity="0.35"'),
    turn,
  );
}

export function steam(x: number, y: number, height: number): string {
  const curl = (at: number, size: number) =>
    stroke(
      `M${at} ${y}c${-34 * size} ${-height * 0.3 * size} ${34 * size} ${-height * 0.45 * size} 0 ${-height * 0.75 * size}s${26 * size} ${-height * 0.25 * size} ${8 * size} ${-height * 0.35 * size}`,
      c.white,
      13,
      'opacity="0.9"',
    );
  return curl(x - 90, 0.8) + curl(x, 1) + curl(x + 90, 0.8);
}

/** Chili, lime, shallot: what makes a plate look ready. */
export const chili = (x: number, y: number, turn: number, size = 1): string =>
  moved(
    x,
    y,
    path('M0 0C30 -26 96 -22 128 8C92 14 40 26 6 22C-8 20 -8 6 0 0Z', c.chili) +
      stroke('M2 8C-10 2 -16 -6 -18 -16', c.leaf, 8),
    turn,
    size,
  );

export const lime = (x: number, y: number, size = 1): string =>
  moved(
    x,
    y,
    ellipse(0, 0, 44, 40, c.leafLight) +
      ellipse(0, 0, 35, 31, '#e9f3b8') +
      stroke('M0 -28V28M-30 -14L30 14M-30 14L30 -14', c.leafLight, 4),
    -14,
    size,
  );

export function shallots(x: number, y: number, count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const angle = index * 2.4;
    const far = 12 + 9 * Math.sqrt(index) * 2;
    return moved(
      x + Math.cos(angle) * far * 1.5,
      y + Math.sin(angle) * far * 0.7,
      stroke('M-9 0a9 7 0 0 1 18 0', index % 3 ? c.kunyitDark : c.soga, 6),
      index * 47,
    );
  }).join('');
}
