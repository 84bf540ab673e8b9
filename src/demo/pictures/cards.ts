/** The cards themselves, by name. */
import type { Card } from './card.ts';
import { palette as c } from './palette.ts';
import { cake, chips, drumstick, meat, riceCake, sambal, skewer, tray } from './dishes.ts';
import { bowl, chili, ellipse, leaf, lime, moved, path, plate, shallots, steam } from './shapes.ts';
import { basket, bubble, clock, cup, pack, phone } from './things.ts';

export const cards = {
  sate_bandeng: {
    title: 'Sate bandeng',
    ground: c.kunyitSoft,
    tone: c.soga,
    drawing:
      plate(540, 520, 460, c.nila) +
      leaf(170, 560, 750, -6) +
      leaf(230, 470, 640, 5, c.leafLight) +
      [0, 1, 2].map((row) => moved(200, 400 + row * 118, skewer(), -5)).join('') +
      moved(800, 690, sambal()) +
      lime(300, 715) +
      chili(640, 740, -12, 0.8) +
      steam(540, 300, 190),
  },
  rabeg: {
    title: 'Rabeg',
    ground: c.chiliSoft,
    tone: c.chili,
    drawing:
      leaf(90, 760, 380, -28) +
      leaf(990, 770, 380, 206, c.leafLight) +
      bowl(540, 470, 400, c.broth, c.nila) +
      [
        [360, 450, 8],
        [500, 420, -12],
        [640, 450, 15],
        [440, 520, -6],
        [590, 520, 10],
        [720, 500, -18],
      ]
        .map(([x = 0, y = 0, turn = 0]) => moved(x, y, meat(), turn))
        .join('') +
      shallots(545, 462, 16) +
      chili(300, 475, 12, 0.7) +
      chili(690, 425, 24, 0.6) +
      steam(540, 320, 220),
  },
  emping: {
    title: 'Emping melinjo',
    ground: c.leafSoft,
    tone: c.leaf,
    drawing: tray() + chips() + chili(230, 735, -16, 0.8) + leaf(760, 780, 250, -24),
  },
  ketan_bintul: {
    title: 'Ketan bintul',
    ground: c.nilaSoft,
    tone: c.nila,
    drawing:
      plate(540, 530, 450, c.kunyitDark) +
      leaf(190, 560, 700, -4) +
      [
        [330, 520],
        [540, 480],
        [745, 515],
        [435, 625],
        [650, 630],
      ]
        .map(([x = 0, y = 0]) => moved(x, y, riceCake()))
        .join('') +
      steam(540, 330, 170),
  },
  gerem_asem: {
    title: 'Gerem asem',
    ground: c.kunyitSoft,
    tone: c.leaf,
    drawing:
      leaf(100, 740, 330, -34, c.leafLight) +
      bowl(540, 470, 400, '#d9962c', c.leaf) +
      moved(420, 470, drumstick(), -12) +
      moved(660, 500, drumstick(), 22) +
      [
        [520, 425],
        [585, 545],
        [350, 525],
        [745, 440],
      ]
        .map(([x = 0, y = 0]) => ellipse(x, y, 34, 30, c.chili) + ellipse(x - 8, y - 9, 9, 7, c.chiliSoft))
        .join('') +
      chili(480, 540, -14, 0.7) +
      lime(850, 760) +
      steam(540, 320, 220),
  },
  kue_balok: {
    title: 'Kue balok Menes',
    ground: c.sogaSoft,
    tone: c.sogaDark,
    drawing:
      plate(540, 540, 450, c.soga) +
      leaf(180, 590, 720, -8) +
      [
        [300, 560],
        [500, 600],
        [700, 560],
        [400, 470],
        [600, 468],
      ]
        .map(([x = 0, y = 0]) => moved(x, y, cake()))
        .join('') +
      cup(870, 700),
  },
  besek: {
    title: 'Paket besek',
    ground: c.kunyitSoft,
    tone: c.nila,
    drawing: leaf(70, 800, 420, -32) + leaf(1010, 800, 400, 212, c.leafLight) + basket(),
  },
  cara_pesan: {
    title: 'Cara pesan',
    ground: c.nilaSoft,
    tone: c.nilaDark,
    drawing: phone() + leaf(120, 800, 300, -46) + leaf(950, 800, 300, 226, c.leafLight),
  },
  jam_buka: {
    title: 'Jam buka',
    ground: c.leafSoft,
    tone: c.nila,
    drawing: clock() + leaf(110, 800, 320, -40) + chili(850, 760, -20, 0.9),
  },
  label: {
    title: 'Ada labelnya',
    ground: c.sogaSoft,
    tone: c.leaf,
    drawing: leaf(80, 780, 420, -38) + leaf(1000, 780, 420, 218, c.leafLight) + pack(),
  },
  pilih: {
    title: 'Pilih yang mana?',
    ground: c.chiliSoft,
    tone: c.nila,
    drawing:
      moved(
        -10,
        150,
        bowl(310, 420, 250, c.chili, c.soga) + chili(230, 410, -4, 0.8) + chili(320, 440, 8, 0.7),
      ) +
      moved(10, 150, bowl(770, 420, 250, c.kunyit, c.leaf) + shallots(770, 425, 14)) +
      bubble(),
  },
  terima_kasih: {
    title: 'Terima kasih',
    ground: c.kunyitSoft,
    tone: c.chili,
    drawing:
      Array.from({ length: 9 }, (_, index) =>
        leaf(540, 520, 330, index * 40, index % 2 ? c.leafLight : c.leaf),
      ).join('') +
      plate(540, 520, 250, c.nila) +
      path(
        'M540 600C430 530 430 440 490 436C520 434 536 458 540 474C544 458 560 434 590 436C650 440 650 530 540 600Z',
        c.chili,
      ),
  },
} satisfies Record<string, Card>;

export type CardName = keyof typeof cards;
