import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { withForm } from '#platform/http/body/upload.ts';

const limits = { fileBytes: 1_000, files: 3 };

function sent(data: FormData): Request {
  return new Request('http://127.0.0.1/', { method: 'POST', body: data });
}
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tanggap-upload-'));

describe('a form with files', () => {
  test('reads as formData reads it: names, order, empty fields, letters of all kinds', async () => {
    const data = new FormData();
    data.append('caption', 'Sate bandeng 😋\r\nenak');
    data.append('channels', 'a');
    data.append('channels', 'b');
    data.append('picture', new File(['satu'], 'foto é.jpg', { type: 'image/jpeg' }));
    data.append('picture', new File(['dua'], 'dua.png', { type: 'image/png' }));
    const facts = async (form: FormData) =>
      Promise.all(
        [...form].map(async ([name, value]) =>
          value instanceof File ? [name, value.name, value.type, await value.text()] : [name, value],
        ),
      );
    const plain = await facts(await sent(data).formData());
    expect(await withForm(sent(data), limits, facts)).toEqual(plain);
  });

  test('a field that was left empty comes as a file without bytes', async () => {
    const data = new FormData();
    data.append('picture', new File([], ''));
    const sizes = await withForm(sent(data), limits, async (form) =>
      form.getAll('picture').map((file) => (file as File).size),
    );
    expect(sizes).toEqual([0]);
  });

  test('leaves nothing on the disk, also when its use fails', async () => {
    const before = folders();
    const data = new FormData();
    data.append('film', new File([new Uint8Array(900)], 'film.mp4'));
    let during: string[] = [];
    const failing = withForm(sent(data), limits, async () => {
      during = folders();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(during.length).toBe(before.length + 1);
    expect(folders()).toEqual(before);
  });

  test('cuts a file one byte above the limit, so that it is seen to be too large', async () => {
    const data = new FormData();
    data.append('film', new File([new Uint8Array(5_000)], 'film.mp4'));
    const size = await withForm(sent(data), limits, async (form) => (form.get('film') as File).size);
    expect(size).toBe(1_001);
  });

  test('that breaks off is an error, and leaves nothing', async () => {
    const before = folders();
    const whole = sent(new FormData());
    const type = whole.headers.get('content-type')!;
    const boundary = /boundary=(.+)$/.exec(type)![1]!;
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\nhalf`;
    const broken = new Request('http://127.0.0.1/', {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    await expect(withForm(broken, limits, async () => 'done')).rejects.toThrow();
    expect(folders()).toEqual(before);
  });

  test('without files it is read as usual', async () => {
    const body = new URLSearchParams({ a: '1' });
    const plain = new Request('http://127.0.0.1/', { method: 'POST', body });
    expect(await withForm(plain, limits, async (form) => form.get('a'))).toBe('1');
  });
});
