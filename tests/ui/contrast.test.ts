import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Theme = 'light' | 'dark';
type Rgb = [number, number, number];

const tokens = readTokens(readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8'));

const grounds = ['paper', 'surface', 'sunken'];
const text: [string, string[]][] = [
  ['ink', [...grounds, 'nila-soft', 'soga-soft', 'leaf-soft', 'chili-soft', 'kunyit-soft']],
  ['ink-soft', [...grounds, 'nila-soft', 'soga-soft']],
  ['nila', [...grounds, 'nila-soft', 'soga-soft']],
  ['nila-strong', [...grounds, 'nila-soft']],
  ['soga', [...grounds, 'soga-soft']],
  ['kunyit', [...grounds, 'kunyit-soft', 'nila-soft']],
  ['leaf', [...grounds, 'leaf-soft', 'nila-soft']],
  ['chili', [...grounds, 'chili-soft', 'nila-soft']],
  ['on-nila', ['nila', 'nila-strong']],
  ['on-kunyit', ['kunyit-fill']],
  ['on-chili', ['chili']],
];
const shapes: [string, string[]][] = [
  ['edge', grounds],
  ['nila', [...grounds, 'nila-soft']],
  ['chili', grounds],
];

describe.each<Theme>(['light', 'dark'])('the %s theme', (theme) => {
  test.each(pairs(text))('text in %s on %s reaches 4.5', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(shapes))('edges in %s on %s reach 3', (edge, ground) => {
    expect(contrast(colour(edge, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  test.each([...tokens.keys()])('%s can be shown on an ordinary screen', (name) => {
    for (const channel of colour(name, theme)) {
      expect(channel).toBeGreaterThan(-0.002);
      expect(channel).toBeLessThan(1.002);
    }
  });
});

test('the browser bar has the colour of the paper', () => {
  const layout = readFileSync(new URL('../../src/ui/layout.astro', import.meta.url), 'utf8');
  const shown = [...layout.matchAll(/prefers-color-scheme: (light|dark)\)" content="(#\w{6})"/g)];
  expect(shown).toHaveLength(2);
  for (const [, theme, hex] of shown) expect(hex).toBe(toHex(colour('paper', theme as Theme)));
});

function pairs(table: [string, string[]][]): [string, string][] {
  return table.flatMap(([front, backs]) => backs.map((back): [string, string] => [front, back]));
}

function readTokens(css: string): Map<string, Record<Theme, string>> {
  const found = css.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)/g);
  return new Map([...found].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]));
}

/** Linear sRGB, by Ottosson's matrices for OKLab. */
function colour(name: string, theme: Theme): Rgb {
  const token = tokens.get(name);
  if (!token) throw new Error(`tokens.css has no --${name} of the form light-dark(oklch(), oklch())`);
  const [lightness, chroma, hue] = token[theme].split(' ').map(Number) as Rgb;
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** WCAG 2. */
function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function toHex(rgb: Rgb): string {
  const part = (c: number) => Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
  return (
    '#' +
    rgb
      .map((c) =>
        part(Math.min(1, Math.max(0, c)))
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')
  );
}
