/** What lies on the plates. */
import { palette as c } from './palette.ts';
import { box, ellipse, moved, path, shadow, stroke } from './shapes.ts';

export function skewer(): string {
  const fish = 'M90 0C170 -62 470 -66 590 -22C610 -14 610 20 590 26C470 66 170 60 90 0Z';
  return (
    stroke('M0 4H690', c.bamboo, 17) +
    stroke('M0 4H690', c.kunyitDark, 3, 'opacity="0.5"') +
    path(fish, c.soga) +
    path('M150 -14C250 -48 450 -50 550 -22C450 -32 260 -30 150 -14Z', c.kunyitDark, 'opacity="0.75"') +
    stroke('M200 -28l26 58M290 -38l26 74M380 -40l26 76M470 -36l26 66', c.sogaDark, 11) +
    ellipse(560, -2, 6, 6, c.sogaDark)
  );
}

export function sambal(): string {
  return (
    ellipse(0, 10, 96, 60, c.ink, 'opacity="0.13"') +
    ellipse(0, 0, 92, 56, c.nila) +
    ellipse(0, -8, 78, 42, c.chili) +
    [-40, -10, 22, 46].map((x, index) => ellipse(x, -14 + (index % 2) * 14, 7, 5, c.kunyit)).join('')
  );
}

export const meat = (): string =>
  box(-62, -34, 124, 70, 26, c.sogaDark) +
  box(-54, -32, 106, 40, 20, c.soga) +
  stroke('M-34 -14q30 -12 62 0', c.kunyitDark, 6, 'opacity="0.6"');

export function drumstick(): string {
  return (
    stroke('M70 0H150', c.rice, 26) +
    ellipse(152, -10, 16, 15, c.rice) +
    ellipse(152, 12, 16, 15, c.rice) +
    path('M-80 0C-80 -58 20 -70 88 -18C98 -8 98 10 88 18C20 66 -80 56 -80 0Z', c.kunyitDark) +
    path('M-58 -14C-40 -48 30 -46 66 -16C20 -30 -30 -26 -58 -14Z', c.kunyit)
  );
}

export function tray(): string {
  const weave = Array.from(
    { length: 13 },
    (_, index) => `M${140 + index * 66} 330l-90 470M${80 + index * 66} 330l90 470`,
  );
  return (
    shadow(540, 600, 480, 290) +
    ellipse(540, 560, 470, 290, c.soga) +
    ellipse(540, 552, 440, 264, c.bamboo) +
    `<clipPath id="tray"><ellipse cx="540" cy="552" rx="440" ry="264"/></clipPath><g clip-path="url(#tray)">${stroke(weave.join(''), c.kunyitDark, 9, 'opacity="0.4"')}</g>`
  );
}

export function chips(): string {
  const places = Array.from({ length: 26 }, (_, index) => {
    const angle = index * 2.399;
    const far = 64 * Math.sqrt(25.5 - index);
    return { x: 540 + Math.cos(angle) * far, y: 530 + Math.sin(angle) * far * 0.56, turn: index * 37 };
  });
  return places
    .map(({ x, y, turn }) =>
      moved(
        Math.round(x),
        Math.round(y),
        ellipse(4, 8, 92, 66, c.soga, 'opacity="0.35"') +
          path(
            'M-92 0C-88 -52 -30 -70 24 -64C76 -58 98 -22 90 10C82 52 30 70 -22 66C-66 62 -94 40 -92 0Z',
            c.chip,
          ) +
          stroke('M-58 -8C-40 -38 20 -44 52 -24', c.white, 8, 'opacity="0.8"') +
          ellipse(18, 18, 26, 15, c.kunyit, 'opacity="0.55"') +
          ellipse(-34, 22, 8, 6, c.kunyitDark, 'opacity="0.6"'),
        turn,
      ),
    )
    .join('');
}

export function riceCake(): string {
  const crumbs = Array.from({ length: 26 }, (_, index) =>
    ellipse(
      -66 + ((index * 53) % 132),
      -58 + ((index * 29) % 46),
      7,
      5,
      [c.kunyitDark, c.soga, c.kunyit][index % 3] ?? c.soga,
    ),
  );
  return (
    path('M-92 -30L0 -78L92 -30V34L0 84L-92 34Z', '#efe2c2') +
    path('M-92 -30L0 20V84L-92 34Z', '#e4d3ac') +
    path('M-92 -30L0 -78L92 -30L0 20Z', c.rice) +
    `<g transform="translate(0 4) scale(.86 .8)">${crumbs.join('')}</g>`
  );
}

export const cake = (): string =>
  path('M-100 -26L-20 -70L106 -32V26L24 74L-100 28Z', c.sogaDark) +
  path('M-100 -26L24 18V74L-100 28Z', c.soga) +
  path('M-100 -26L-20 -70L106 -32L24 18Z', '#a86c3d') +
  stroke('M-40 -36l36 14M6 -40l40 14M-6 -12l34 12', c.chip, 8);
