import { describe, expect, test } from 'vitest';
import type { ConnectedChannel } from '#channels/connections/index.ts';
import { readPlan } from '#planning/import/csv.ts';
import { judgePlan, type PlanScene } from '#planning/import/plan.ts';
import { usePeople } from '../policies/people.ts';

const people = usePeople();

const channel = (id: string, kind: ConnectedChannel['kind'], name: string) =>
  ({ id, kind, name, network: 'sandbox', connectedAt: '', problem: null }) as ConnectedChannel;
const channels = [
  channel('00000000-0000-4000-8000-000000000001', 'facebook', 'Dapur FB'),
  channel('00000000-0000-4000-8000-000000000002', 'instagram', 'dapur.satu'),
  channel('00000000-0000-4000-8000-000000000003', 'instagram', 'dapur.dua'),
];

const header =
  'Tanggal;Jam;Kanal;Jenis;Tulisan;Tautan;Foto;Keterangan foto;Tujuan;Diukur dengan;Paling sedikit;Jenis pesan;Status';
const good = '1/12/2026;09:00;Dapur FB;teks;Halo;;;;Pelanggan bertanya;komentar;10;percakapan;jadwalkan';

async function judge(...rows: string[]) {
  const file = readPlan([header, ...rows].join('\n'), 'id');
  if (!file.ok) throw new Error(file.mistakes.join(' '));
  const scene: PlanScene = {
    db: people.backend.asUser(people.owner.token),
    business: { id: people.a.business },
    channels,
    now: '2026-11-21T10:00',
    lang: 'id',
  };
  const { planned, mistakes } = await judgePlan(scene, file.rows);
  return { planned, said: mistakes.map(({ line, column, what }) => `${line} ${column}: ${what}`) };
}

test('a good row becomes a post, always with the same id', async () => {
  const { planned, said } = await judge(good);
  expect(said).toEqual([]);
  expect(planned[0]).toMatchObject({
    submit: true,
    form: { when: '2026-12-01T09:00', goalFigure: 'comments', goalValue: '10', mediaType: 'text' },
  });
  expect((await judge(good)).planned[0]!.id).toBe(planned[0]!.id);
  expect((await judge(good.replace('Halo', 'Hai'))).planned[0]!.id).not.toBe(planned[0]!.id);
});

describe('is named with line and column:', () => {
  test.each([
    ['a day that is none', good.replace('1/12/2026', '31/11/2026'), /^2 date: /],
    ['a time that is none', good.replace('09:00', 'pagi'), /^2 time: /],
    ['an hour that has passed', good.replace('1/12/2026', '21/11/2026'), /^2 time: waktu ini sudah lewat/],
    ['a time without its day', good.replace('1/12/2026', ''), /^2 date: isi tanggalnya/],
    [
      'an unknown channel',
      good.replace('Dapur FB', 'tiktok'),
      /^2 channels: "tiktok" bukan kanal Anda\. Yang ada: Dapur FB, /,
    ],
    [
      'a kind that fits two channels',
      good.replace('Dapur FB;teks', 'instagram;foto'),
      /^2 channels: ada lebih dari satu/,
    ],
    ['what the channel refuses', good.replace('Dapur FB', 'dapur.satu'), /^2 kind: dapur\.satu: /],
    ['a missing goal', good.replace('Pelanggan bertanya', ''), /^2 goal: /],
    ['an unknown figure', good.replace('komentar', 'bintang'), /^2 figure: tulis jangkauan/],
    ['a number that is none', good.replace('10', 'banyak'), /^2 value: isi angka/],
    ['an unknown message type', good.replace('percakapan', 'iklan'), /^2 messageType: /],
    ['an unknown status', good.replace('jadwalkan', 'besok'), /^2 status: /],
    ['a link without an address', good.replace('teks', 'tautan'), /^2 link: /],
    ['words too long', good.replace('Halo', 'a'.repeat(5001)), /^2 caption: /],
  ])('%s', async (_, row, says) => {
    expect((await judge(row)).said).toEqual([expect.stringMatching(says)]);
  });

  test("a picture of another business, and one that isn't there", async () => {
    const photo = (id: string) => good.replace('teks;Halo;;;', `foto;Halo;;${id};Sepiring nasi`);
    const { said } = await judge(photo(people.b.media), photo('foto1.jpg'));
    expect(said).toEqual([expect.stringMatching(/^2 picture/), expect.stringMatching(/^3 picture/)]);
    expect((await judge(photo(people.a.media))).said).toEqual([]);
  });

  test('the same row twice', async () => {
    expect((await judge(good, good)).said).toEqual(['3 null: sama persis dengan baris 2.']);
  });
});

test('a photo without its picture is a draft that keeps its hour; a bare idea is a draft', async () => {
  const { planned, said } = await judge(good.replace('teks', 'foto'), ';;;teks;Ide;;;;;;;;');
  expect(said).toEqual([]);
  expect(planned.map(({ submit, waitsForPicture, form }) => [submit, waitsForPicture, form.when])).toEqual([
    [false, true, '2026-12-01T09:00'],
    [false, false, ''],
  ]);
});
