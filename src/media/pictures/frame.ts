/** In which frame a picture is shown: pure sums, no bytes. */
import { valueAt } from '#platform/text/table.ts';
import { z } from 'zod';

/** `same`: as the first picture of the post. `original`: as it is, within what Instagram takes. */
export const shape = z.enum(['original', 'portrait', 'square', 'landscape', 'story', 'same']);
export type Shape = z.infer<typeof shape>;

/** Room left over becomes white, or what sticks out is cut away. */
export const fit = z.enum(['pad', 'crop']);
export type Fit = z.infer<typeof fit>;

/** What a crop keeps. In reading order, as on the form. */
export const focus = z.enum([
  'top-left',
  'top',
  'top-right',
  'left',
  'centre',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
]);
export type Focus = z.infer<typeof focus>;

export interface Size {
  width: number;
  height: number;
}

/** What is cut out of the original, and the size it becomes. */
export interface Framing {
  cut: Size & { left: number; top: number };
  size: Size;
}

// Instagram: 320 to 1440 px wide, 4:5 to 1.91:1 (Meta, content publishing, image specifications); a story 9:16.
const widest = 1440;
const narrowest = 320;
const tallestRatio = 4 / 5;
const flattestRatio = 1.91;
const storyWide = 1080;

const ratios = { portrait: tallestRatio, square: 1, landscape: flattestRatio, story: 9 / 16 } as const;

/** How a picture of `given` size is framed; `first` is the size the first picture of the post came out at. */
export function framingOf(
  given: Size,
  { shape, fit, focus }: { shape: Shape; fit: Fit; focus: Focus },
  first?: Size,
): Framing {
  const own = given.width / given.height;
  const exact = shape === 'same' && first ? { width: first.width, height: first.height } : null;
  const ratio = exact
    ? exact.width / exact.height
    : (valueAt(ratios, shape) ?? Math.min(flattestRatio, Math.max(tallestRatio, own)));
  const cut = fit === 'crop' ? cutOut(given, ratio, focus) : { left: 0, top: 0, ...given };
  const size = exact ?? sized(cut, ratio, shape === 'story' ? storyWide : widest);
  return { cut, size };
}

function cutOut({ width, height }: Size, ratio: number, focus: Focus): Framing['cut'] {
  const wide = Math.min(width, Math.max(1, Math.round(height * ratio)));
  const high = Math.min(height, Math.max(1, Math.round(width / ratio)));
  const x = focus.includes('left') ? 0 : focus.includes('right') ? 1 : 0.5;
  const y = focus.includes('top') ? 0 : focus.includes('bottom') ? 1 : 0.5;
  return {
    left: Math.round((width - wide) * x),
    top: Math.round((height - high) * y),
    width: wide,
    height: high,
  };
}

/** The smallest frame of that ratio around the picture, within the limits. */
function sized({ width, height }: Size, ratio: number, most: number): Size {
  const wide = Math.round(Math.min(most, Math.max(narrowest, width, height * ratio)));
  // Rounded towards the middle, so that a pixel never carries it over a limit.
  const high = ratio < 1 ? Math.floor(wide / ratio + 1e-9) : Math.ceil(wide / ratio - 1e-9);
  return { width: wide, height: high };
}
