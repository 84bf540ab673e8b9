import { describe, expect, test } from 'vitest';
import { fit, focus, framingOf, shape, type Size } from '#media/pictures/index.ts';

const frame = (given: Size, more: object = {}, first?: Size) =>
  framingOf(given, { shape: 'original', fit: 'pad', focus: 'centre', ...more }, first);
const ratio = ({ width, height }: Size) => width / height;

describe('as it is', () => {
  test.each([
    [
      { width: 4000, height: 3000 },
      { width: 1440, height: 1080 },
    ],
    [
      { width: 1080, height: 1350 },
      { width: 1080, height: 1350 },
    ],
    [
      { width: 1910, height: 1000 },
      { width: 1440, height: 754 },
    ],
    [
      { width: 100, height: 100 },
      { width: 320, height: 320 },
    ],
    // Taller or flatter than Instagram takes: room is added at the sides, or above and below.
    [
      { width: 1000, height: 3000 },
      { width: 1440, height: 1800 },
    ],
    [
      { width: 3000, height: 1000 },
      { width: 1440, height: 754 },
    ],
  ])('%j becomes %j', (given, size) => expect(frame(given).size).toEqual(size));
});

test('every size, shape and fit stays within the limits, and is cut from inside the picture', () => {
  for (const width of [1, 319, 320, 1079, 1441, 2048, 7999]) {
    for (const height of [1, 333, 1350, 1351, 2048, 9001]) {
      for (const one of shape.options) {
        for (const way of fit.options) {
          for (const spot of focus.options) {
            const { size, cut } = frame({ width, height }, { shape: one, fit: way, focus: spot });
            const what = `${width}x${height} ${one} ${way} ${spot}`;
            expect(size.width, what).toBeGreaterThanOrEqual(320);
            expect(size.width, what).toBeLessThanOrEqual(one === 'story' ? 1080 : 1440);
            if (one === 'story') expect(ratio(size)).toBeCloseTo(9 / 16, 2);
            else {
              expect(ratio(size), what).toBeGreaterThanOrEqual(4 / 5);
              expect(ratio(size), what).toBeLessThanOrEqual(1.91);
            }
            expect(
              Number.isInteger(size.height) && Number.isInteger(cut.left) && Number.isInteger(cut.top),
            ).toBe(true);
            expect(cut.left >= 0 && cut.top >= 0 && cut.width >= 1 && cut.height >= 1, what).toBe(true);
            expect(cut.left + cut.width <= width && cut.top + cut.height <= height, what).toBe(true);
          }
        }
      }
    }
  }
});

describe('a crop', () => {
  const square = (where: string) =>
    frame({ width: 1600, height: 1000 }, { shape: 'square', fit: 'crop', focus: where }).cut;
  test.each([
    ['left', 0],
    ['top-left', 0],
    ['centre', 300],
    ['top', 300],
    ['right', 600],
    ['bottom-right', 600],
  ])('kept at the %s begins at %i', (where, left) =>
    expect(square(where)).toEqual({ left, top: 0, width: 1000, height: 1000 }),
  );

  test('of a tall picture moves up and down', () => {
    const tall = (where: string) =>
      frame({ width: 1000, height: 2000 }, { shape: 'portrait', fit: 'crop', focus: where }).cut;
    expect([tall('top').top, tall('centre').top, tall('bottom').top]).toEqual([0, 375, 750]);
    expect(tall('left')).toEqual(tall('centre'));
  });

  test('of a picture within the limits loses nothing', () => {
    const given = { width: 1200, height: 1000 };
    expect(frame(given, { fit: 'crop' }).cut).toEqual({ left: 0, top: 0, ...given });
  });
});

describe('the same as the first', () => {
  const first = { width: 1440, height: 754 };
  test('takes its size to the pixel', () => {
    expect(frame({ width: 900, height: 1600 }, { shape: 'same' }, first).size).toEqual(first);
    expect(frame({ width: 900, height: 1600 }, { shape: 'same', fit: 'crop' }, first).size).toEqual(first);
  });
  test('is as it is where there is no first', () =>
    expect(frame({ width: 900, height: 1000 }, { shape: 'same' }).size).toEqual({
      width: 900,
      height: 1000,
    }));
});
