/** What is drawn beside dishes. */
import { skewer } from './dishes.ts';
import { palette as c } from './palette.ts';
import { box, ellipse, moved, path, shadow, stroke, word } from './shapes.ts';

export function cup(x: number, y: number): string {
  return moved(
    x,
    y,
    ellipse(0, 70, 110, 30, c.ink, 'opacity="0.13"') +
      stroke('M74 -20c60 -8 60 62 -4 58', c.white, 16) +
      path('M-84 -50H84L64 70Q0 92 -64 70Z', c.white) +
      ellipse(0, -50, 84, 24, c.white) +
      ellipse(0, -48, 70, 17, c.sogaDark) +
      stroke('M-70 -6Q0 18 70 -6', c.nila, 8),
  );
}

export function basket(): string {
  const weave = Array.from({ length: 9 }, (_, row) =>
    Array.from({ length: 16 }, (_, column) =>
      (row + column) % 2
        ? box(250 + column * 37, 470 + row * 37, 35, 35, 6, c.kunyitDark, 'opacity="0.45"')
        : '',
    ).join(''),
  ).join('');
  return (
    shadow(540, 810, 370, 44) +
    box(246, 462, 588, 340, 22, c.bamboo) +
    weave +
    box(214, 350, 652, 132, 22, '#e6c58c') +
    stroke('M232 382H848M232 416H848M232 450H848', c.kunyitDark, 5, 'opacity="0.5"') +
    box(486, 350, 108, 452, 0, c.chili) +
    path(
      'M540 350C430 210 330 250 372 312C400 352 480 356 540 350C600 356 680 352 708 312C750 250 650 210 540 350Z',
      c.chili,
    ) +
    ellipse(540, 344, 42, 34, '#8a231e') +
    ellipse(540, 600, 116, 92, c.white, `stroke="${c.nila}" stroke-width="7"`) +
    moved(466, 596, skewer(), -6, 0.21) +
    moved(470, 634, skewer(), -6, 0.21) +
    stroke('M470 560h140', c.nila, 6)
  );
}

export function phone(): string {
  const line = (y: number, number: '1' | '2' | '3', width: number, colour: string) =>
    ellipse(392, y, 42, 42, colour) +
    word(number, 392, y + 20, 58, c.white) +
    box(456, y - 34, width, 68, 24, c.white) +
    box(482, y - 14, width - 60, 10, 5, colour, 'opacity="0.55"') +
    box(482, y + 8, (width - 60) * 0.6, 10, 5, colour, 'opacity="0.35"');
  return (
    shadow(540, 850, 290, 40) +
    box(300, 110, 480, 800, 56, c.ink) +
    box(324, 160, 432, 700, 26, c.paper) +
    box(480, 128, 120, 14, 7, c.nila) +
    line(268, '1', 262, c.nila) +
    line(420, '2', 226, c.leaf) +
    line(572, '3', 262, c.soga) +
    moved(
      770,
      250,
      path(
        'M0 -84C78 -84 132 -40 132 20S78 116 0 116C-18 116 -36 114 -52 108L-120 140L-102 82C-122 64 -132 44 -132 20C-132 -40 -78 -84 0 -84Z',
        c.kunyit,
      ) + [-52, 0, 52].map((x) => ellipse(x, 16, 16, 16, c.ink)).join(''),
    )
  );
}

export function clock(): string {
  const marks = Array.from({ length: 12 }, (_, hour) =>
    moved(540, 460, box(-6, -292, 12, hour % 3 ? 24 : 44, 6, c.nila), hour * 30),
  ).join('');
  return (
    shadow(540, 800, 280, 36) +
    ellipse(540, 460, 350, 350, c.nila) +
    ellipse(540, 460, 318, 318, c.white) +
    path('M540 460L404 225A272 272 0 1 1 304 324Z', c.kunyitSoft) +
    marks +
    stroke('M540 460L420 390', c.ink, 22) +
    stroke('M540 460V236', c.ink, 14) +
    ellipse(540, 460, 24, 24, c.chili)
  );
}

export function pack(): string {
  return (
    shadow(540, 812, 300, 40) +
    path(
      'M290 190L320 168L350 190L380 168L410 190L440 168L470 190L500 168L530 190L560 168L590 190L620 168L650 190L680 168L710 190L740 168L790 190L776 810H304Z',
      '#e8d3b4',
    ) +
    box(290, 214, 500, 10, 5, c.kunyitDark, 'opacity="0.5"') +
    box(350, 286, 380, 400, 24, c.white) +
    box(350, 286, 380, 92, 24, c.leaf) +
    box(350, 346, 380, 32, 0, c.leaf) +
    word('Sate bandeng', 540, 354, 48, c.white) +
    moved(400, 450, skewer(), 0, 0.4) +
    box(386, 510, 190, 12, 6, c.ink, 'opacity="0.35"') +
    box(386, 538, 150, 12, 6, c.ink, 'opacity="0.25"') +
    box(386, 566, 170, 12, 6, c.ink, 'opacity="0.25"') +
    word('P-IRT', 450, 648, 44, c.leaf) +
    ellipse(690, 640, 104, 104, c.kunyit) +
    ellipse(
      690,
      640,
      84,
      84,
      'none',
      `stroke="${c.ink}" stroke-width="5" stroke-dasharray="4 12" stroke-linecap="round"`,
    ) +
    stroke('M646 642l32 34l58 -68', c.ink, 22)
  );
}

export const bubble = (): string =>
  path(
    'M540 90C690 90 780 160 780 256S690 420 540 420C514 420 490 418 468 412L366 474L392 380C330 350 300 306 300 256C300 160 390 90 540 90Z',
    c.white,
  ) + word('?', 540, 348, 250, c.nila);
