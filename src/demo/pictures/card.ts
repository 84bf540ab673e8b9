/** The frame all cards share: a patterned ground, the drawing, and a band with the name. */
import sharp from 'sharp';
import type { Lettered } from './lettering.data.ts';
import { palette as c } from './palette.ts';
import { box, path, stroke, word } from './shapes.ts';

export interface Card {
  title: Lettered;
  ground: string;
  /** Colour of pattern and band. */
  tone: string;
  drawing: string;
}

const side = 1080;

/** The card as a file; drawn, so that no photo and no person is needed. */
export async function drawCard(card: Card): Promise<Uint8Array> {
  return sharp(Buffer.from(svgOf(card)))
    .jpeg({ quality: 92 })
    .toBuffer();
}

function svgOf({ title, ground, tone, drawing }: Card): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${side} ${side}">
    <defs>
      <pattern id="kawung" width="108" height="108" patternUnits="userSpaceOnUse">
        ${['54 20', '54 88', '20 54', '88 54']
          .map((at, index) => {
            const [x, y] = at.split(' ');
            const [rx, ry] = index < 2 ? [11, 25] : [25, 11];
            return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="none" stroke="${tone}" stroke-width="3"/>`;
          })
          .join('')}
      </pattern>
    </defs>
    ${box(0, 0, side, side, 0, ground)}
    <rect width="${side}" height="${side}" fill="url(#kawung)" opacity="0.13"/>
    ${drawing}
    ${path('M0 872Q540 822 1080 872V1080H0Z', tone)}
    ${stroke('M0 890Q540 840 1080 890', c.kunyit, 6, 'opacity="0.9"')}
    ${word(title, 540, 990, title.length > 14 ? 104 : 118, c.white)}
    ${word('Dapur Serang', 540, 1046, 38, c.kunyit)}
  </svg>`;
}
