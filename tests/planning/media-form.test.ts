import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPictures, readVideo } from '#media/pictures/index.ts';
import { partOf, rangeOf } from '#platform/http/body/range.ts';

const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value as string);
  return data;
}
const three = { 'pictures[0].mediaId': a, 'pictures[1].mediaId': b, 'pictures[2].mediaId': c };
const order = (fields: Record<string, string>) =>
  readPictures(form({ ...three, ...fields })).pictures.map(({ mediaId }) => mediaId);

describe('pictures of a form', () => {
  test('come in order with what was chosen for each', () => {
    const { pictures, pressed } = readPictures(
      form({
        ...three,
        'pictures[1].altText': '  Sepiring nasi ',
        'pictures[1].shape': 'square',
        'pictures[1].fit': 'crop',
        'pictures[1].focus': 'top-left',
      }),
    );
    expect(pressed).toBeNull();
    expect(pictures.map(({ mediaId }) => mediaId)).toEqual([a, b, c]);
    expect(pictures[0]).toEqual({ mediaId: a, altText: '', shape: 'original', fit: 'pad', focus: 'centre' });
    expect(pictures[1]).toMatchObject({
      altText: 'Sepiring nasi',
      shape: 'square',
      fit: 'crop',
      focus: 'top-left',
    });
    expect(pictures[2]).toMatchObject({ shape: 'same' });
  });

  test.each([
    ['1:up', [b, a, c]],
    ['1:down', [a, c, b]],
    ['0:up', [a, b, c]],
    ['2:down', [a, b, c]],
    ['9:up', [a, b, c]],
  ])('move %s', (value, wanted) => {
    expect(order({ 'pictures.move': value })).toEqual(wanted);
    expect(readPictures(form({ 'pictures.move': value })).pressed).toBe('move');
  });

  test('one is taken out', () => {
    expect(order({ 'pictures.remove': '1' })).toEqual([a, c]);
    expect(order({ 'pictures.remove': '7' })).toEqual([a, b, c]);
  });

  test('a gap in the numbers closes', () =>
    expect(
      readPictures(
        form({ 'pictures[0].mediaId': a, 'pictures[4].mediaId': b, 'pictures.move': '4:up' }),
      ).pictures.map(({ mediaId }) => mediaId),
    ).toEqual([b, a]));

  test('what is no id, no shape or no button is passed over', () => {
    const { pictures, pressed } = readPictures(
      form({
        'pictures[0].mediaId': '../../etc/passwd',
        'pictures[1].mediaId': b,
        'pictures[1].shape': 'heart',
        'pictures[1].fit': '',
        'pictures[11].mediaId': c,
        'pictures.move': 'sideways',
      }),
    );
    expect(pressed).toBeNull();
    expect(pictures).toEqual([{ mediaId: b, altText: '', shape: 'same', fit: 'pad', focus: 'centre' }]);
  });

  test('empty file fields are no uploads', () => {
    const data = form({ 'pictures.add': '1' });
    data.append('pictures.files', new File([], ''));
    data.append('pictures.files', new File(['x'], 'foto.jpg'));
    const { uploads, pressed } = readPictures(data);
    expect([uploads.map(({ name }) => name), pressed]).toEqual([['foto.jpg'], 'add']);
  });

  test.each([
    ['pictures.move', '2:up', 'pictures[1].up'],
    ['pictures.move', '1:up', 'pictures[0].down'],
    ['pictures.move', '0:down', 'pictures[1].down'],
    ['pictures.move', '1:down', 'pictures[2].up'],
    ['pictures.move', '9:up', 'pictures.files'],
    ['pictures.remove', '1', 'pictures.files'],
    ['pictures.add', '1', 'pictures.files'],
  ])('after %s %s a person goes on at %s', (name, value, next) =>
    expect(readPictures(form({ ...three, [name]: value })).next).toBe(next),
  );

  test('after new pictures came a person describes the first of them', () => {
    const data = form({ ...three, 'pictures.add': '1' });
    for (const name of ['a.jpg', 'b.jpg']) data.append('pictures.files', new File(['x'], name));
    expect(readPictures(data).next).toBe('pictures[3].altText');
  });
});

describe('the video of a form', () => {
  test('stored before, or new with its still', () => {
    expect(readVideo(form({ 'video.mediaId': a }))).toEqual({
      mediaId: a,
      upload: null,
      poster: null,
      pressed: null,
    });
    const film = new File(['x'], 'film.mp4');
    expect(readVideo(form({ 'video.file': film, 'video.add': '1' }))).toMatchObject({ pressed: 'add' });
    expect(readVideo(form({ 'video.file': film })).upload?.name).toBe('film.mp4');
  });
  test('is taken out', () =>
    expect(readVideo(form({ 'video.mediaId': a, 'video.remove': '1' }))).toMatchObject({
      mediaId: null,
      pressed: 'remove',
    }));
});

describe('a part of a file', () => {
  test.each([
    [null, null],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-5', { start: 95, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-3', null],
    ['bytes=0-1,5-6', null],
    ['lines=1-2', null],
  ])('%s of 100 bytes', (header, wanted) => expect(rangeOf(header, 100)).toEqual(wanted));

  test.each([
    [0, 9],
    [3, 3],
    [2, 7],
    [5, 9],
  ])('from %i to %i, whatever the pieces', async (start, end) => {
    for (const piece of [1, 3, 4, 10]) {
      const whole = Uint8Array.from({ length: 10 }, (_, at) => at);
      const pieces = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < 10; at += piece) controller.enqueue(whole.subarray(at, at + piece));
          controller.close();
        },
      });
      const part = await new Response(partOf(pieces, { start, end }) as BodyInit).bytes();
      expect([...part]).toEqual([...whole.subarray(start, end + 1)]);
    }
  });
});
