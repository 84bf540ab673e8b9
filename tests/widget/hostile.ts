/**
 * Requests as nobody well-meaning makes them, the same for the same seed: what is sent, and whether anything of it may be
 * kept. Long, because it is one list of everything that can be wrong.
 */
import { randomFrom, type Random } from '../chaos/flood.ts';
import { alarm, kept, programs, queries, signs } from './hostile-words.ts';
import { feedback } from './house.ts';

export interface Hostile {
  name: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | string;
  /** Hangs up in the middle of the body. */
  breaksOff?: boolean;
  /** What is kept when it is taken; null where nothing may be. */
  keeps:
    | { what: 'words'; key: string; words: string }
    | { what: 'photo'; message: string }
    | { what: 'again'; key: string; words: string }
    | null;
}

/** What the generator may use of what was taken before. */
export interface Known {
  hub: string;
  slug: string;
  /** A public key that works anywhere, a replaced one that works on one site, one that has ended. */
  keys: { good: string; bound: string; ended: string };
  boundTo: string;
  taken: { key: string; words: string; message: string; token: string }[];
  photos: { good: Buffer; bad: [string, Buffer][] };
  proofs: string[];
}

export function hostileFrom(seed: number) {
  const random = randomFrom(seed);
  const whole = (most: number) => Math.floor(random() * most);
  const pick = <T>(list: readonly T[]): T => list[whole(list.length)]!;
  const chance = (share: number) => random() < share;
  const hexes = (count: number) => Array.from({ length: count }, () => whole(16).toString(16)).join('');
  const uuid = () =>
    `${hexes(8)}-${hexes(4)}-4${hexes(3)}-${pick(['8', '9', 'a', 'b'])}${hexes(3)}-${hexes(12)}`;
  const token = () =>
    Array.from({ length: 22 }, () =>
      pick([...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ012345_-']),
    ).join('');
  const nasty = (): string =>
    Array.from({ length: 1 + whole(4) }, () =>
      pick([programs, queries, signs, ['Bandeng', ' ', '\n']].map(pick)),
    ).join(chance(0.5) ? ' ' : '');
  const address = () => `10.${whole(250)}.${whole(250)}.${1 + whole(250)}`;
  let made = 0;
  /** So that each can be found again. */
  const marked = (text: string) => `m${++made}.${seed} ${text}`;
  const junk: unknown[] = [7, true, [], ['a'], {}, { $ne: 1 }, { toString: 'x' }, [[[[[]]]]]];

  const api = (key: string, more: Partial<Hostile> & Pick<Hostile, 'name'>): Hostile => ({
    method: 'POST',
    path: `/api/widget/${key}/masukan`,
    body: '',
    keeps: null,
    ...more,
    headers: {
      'Content-Type': 'application/json',
      Origin: pick(['https://toko.test', 'null', 'https://jahat.test']),
      'Accept-Language': pick(['id', 'en', '*', 'x'.repeat(200), ';q=9']),
      'X-Forwarded-For': address(),
      ...more.headers,
    },
  });

  /** Rude, but within the rules: it is kept, as text. */
  const rude = (known: Known, key = known.keys.good, headers: Record<string, string> = {}): Hostile => {
    const words = marked(nasty()).slice(0, 4000);
    const body = feedback({
      key: uuid(),
      words,
      kind: pick([null, 'question', 'praise', 'complaint']),
      name: nasty().slice(0, 60),
      ordered: nasty().slice(0, 150),
      wants: pick(['refund', 'other', 'unknown']),
      page: pick([
        '',
        nasty().slice(0, 900),
        `https://toko.test/${encodeURIComponent(kept(nasty()))}`,
        'javascript:1',
      ]),
      product: nasty().slice(0, 150),
      contact: pick(['', '0812-3456-7890', 'a+b@contoh.test']),
    });
    const text = JSON.stringify(body);
    const polluted = `{"__proto__":{"${alarm}":1,"isAdmin":true},"constructor":{"prototype":{"${alarm}":1}},${text.slice(1)}`;
    return api(key, {
      name: 'rude words',
      body: chance(0.2) ? polluted : text,
      headers,
      keeps: { what: 'words', key: body.key, words: kept(words) },
    });
  };

  /** One field is what it must not be. */
  const misshapen = ({ keys }: Known): Hostile => {
    const text = [
      'words',
      'name',
      'contact',
      'ordered',
      'page',
      'product',
      'key',
      'lang',
      'notice',
      'url',
      'wants',
      'proof',
    ];
    const wrong: [string, Record<string, unknown>][] = [
      ...text.map((field): [string, Record<string, unknown>] => [field, { [field]: pick([...junk, null]) }]),
      ['kind', { kind: pick([...junk, 'spam', '__proto__']) }],
      ['took', { took: pick(['9', null, [], {}, -5, 0, 1499]) }],
      ['key', { key: pick(['', '1', '00000000-0000-0000-0000-000000000000', nasty(), 'g'.repeat(36)]) }],
      ['notice', { notice: pick([undefined, '', nasty()]) }],
      [
        'words',
        {
          words: pick([
            '',
            ' \n\t',
            '\u0000\u202E',
            'x'.repeat(4001),
            '😀'.repeat(4001),
            '\u0301'.repeat(9000),
          ]),
        },
      ],
      ['name', { name: 'n'.repeat(81) }],
      [
        'contact',
        { contact: pick(['besok', `x ${nasty()}`, '+', '0', '@', `${'a'.repeat(300)}@contoh.test`]) },
      ],
      ['page', { page: 'https://x.test/'.padEnd(2001, 'x') }],
      ['url', { url: 'https://jahat.test' }],
      ['proof', { proof: 'x'.repeat(2001) }],
    ];
    const [field, change] = pick(wrong);
    return api(keys.good, {
      name: `misshapen ${field}`,
      body: JSON.stringify(feedback({ key: uuid(), words: marked('cacat'), ...change })),
    });
  };

  const broken = ({ keys }: Known): Hostile => {
    const good = JSON.stringify(feedback({ key: uuid(), words: marked('rusak') }));
    const deep = pick([1_000, 10_000, 30_000]);
    const bodies: [string, string | Buffer, Record<string, string>?][] = [
      ['half of it', good.slice(0, whole(good.length - 1))],
      ['bytes', Buffer.from(Array.from({ length: 1 + whole(400) }, () => whole(256)))],
      ['nested', '['.repeat(deep) + ']'.repeat(deep)],
      ['nested objects', `${'{"a":'.repeat(deep / 5)}1${'}'.repeat(deep / 5)}`],
      ['no object', pick(['1', 'null', '"x"', '[]', 'true', '', '{}', '{{', 'NaN', '\uFEFF{}'])],
      ['endless number', good.replace('"took":5000', '"took":1e309')],
      ['long number', good.replace('"took":5000', `"took":"${'9'.repeat(2_000)}"`)],
      ['too large', JSON.stringify(feedback({ words: 'x'.repeat(70_000 + whole(20_000)) }))],
      [
        'latin',
        Buffer.from(good.replace('cacat', 'caf\u00e9').replace('"key":"', '"key":"\u00e9'), 'latin1'),
      ],
      [
        'another type',
        good,
        {
          'Content-Type': pick([
            'text/plain',
            'application/jsonp',
            'multipart/form-data',
            'application/x-www-form-urlencoded',
            'x',
          ]),
        },
      ],
      ['no type', good, { 'Content-Type': '' }],
      ['form', 'words=x&consent=ya', { 'Content-Type': 'application/x-www-form-urlencoded' }],
      ['packed', Buffer.from([31, 139, 8, 0, 0, 0, 0, 0]), { 'Content-Encoding': 'gzip' }],
    ];
    const [name, body, headers = {}] = pick(bodies);
    return api(keys.good, { name: `broken: ${name}`, body, headers, breaksOff: chance(0.03) });
  };

  const wrongKey = (known: Known): Hostile => {
    const one = rude(known);
    const { keys, boundTo } = known;
    const wrong: [string, string, Record<string, string>?][] = [
      ['unknown', `tg_${hexes(32)}`],
      ['ended', keys.ended],
      [
        'another site',
        keys.bound,
        {
          Origin: pick([
            'https://jahat.test',
            `${boundTo}.jahat.test`,
            'null',
            `${boundTo}:8443`,
            boundTo.replace('https', 'http'),
            ` ${boundTo}x`,
          ]),
        },
      ],
      ['in capitals', keys.good.toUpperCase()],
      ['longer', `${keys.good}0`],
      ['nonsense', encodeURIComponent(kept(nasty())).slice(0, 300) || 'x'],
      ['of an object', pick(['__proto__', 'constructor', 'toString', 'null', 'undefined'])],
    ];
    const [name, key, headers = {}] = pick(wrong);
    return api(key, { name: `key: ${name}`, body: one.body, headers });
  };

  /** The same idempotency key again: the same thing, or another that must not take its place. */
  const replayed = (known: Known): Hostile => {
    const [one] = known.taken.length > 0 ? [pick(known.taken)] : [];
    if (!one) return rude(known);
    const words = chance(0.5) ? one.words : marked('pengganti');
    return api(chance(0.2) ? known.keys.bound : known.keys.good, {
      name: 'replayed key',
      body: JSON.stringify(feedback({ key: one.key, words })),
      headers: { Origin: known.boundTo },
      keeps: { what: 'words', key: one.key, words: one.words },
    });
  };

  const proofs = (known: Known): Hostile => {
    const forged = () =>
      pick([
        '',
        nasty(),
        btoa('{}'),
        btoa('['.repeat(600)),
        btoa(
          JSON.stringify({
            challenge: { parameters: { __proto__: null }, signature: hexes(64) },
            solution: {},
          }),
        ),
        pick(known.proofs).slice(0, -9),
        btoa(atob(pick(known.proofs)).replace(/"counter":\d/, '"counter":9')),
        ...known.proofs,
      ]).slice(0, 2000);
    const one = rude(known);
    // While it is calm a proof is not asked for, and a wrong one is none.
    const body = JSON.stringify({ ...(JSON.parse(one.body as string) as object), proof: forged() });
    return { ...one, name: 'proof', body };
  };

  const photo = (known: Known): Hostile => {
    const one =
      known.taken.length > 0 ? pick(known.taken) : { message: uuid(), token: token(), key: '', words: '' };
    const isKnown = known.taken.length > 0;
    const headers = (bearer: string, type = 'application/octet-stream') => ({
      'Content-Type': type,
      Authorization: `Bearer ${bearer}`,
    });
    const path = (message: string) => `/api/widget/${known.keys.good}/masukan/${message}/foto`;
    const [bad, bytes] = pick(known.photos.bad);
    const { good } = known.photos;
    const cases: [string, string, Record<string, string>, Buffer, boolean][] = [
      ['good', path(one.message), headers(one.token), good, isKnown],
      [bad, path(one.message), headers(one.token), bytes, false],
      [bad, path(one.message), headers(one.token), bytes, false],
      ['of nobody', path(uuid()), headers(token()), good, false],
      ['of another', path(uuid()), headers(one.token), good, false],
      [
        'no id',
        path(pick(['x', '%00', '..', '__proto__', "';--", '0'.repeat(400)])),
        headers(one.token),
        good,
        false,
      ],
      ['no token', path(one.message), headers(pick(['', '../..', 'a'.repeat(5_000)])), good, false],
      ['as a form', path(one.message), headers(one.token, 'multipart/form-data; boundary=x'), good, false],
      ['as a picture', path(one.message), headers(one.token, 'image/jpeg'), good, false],
      [
        'cut off',
        path(one.message),
        headers(one.token),
        good.subarray(0, 20 + whole(good.length / 3)),
        false,
      ],
    ];
    const [name, at, with_, body, keeps] = pick(cases);
    return api(known.keys.good, {
      name: `photo: ${name}`,
      path: at,
      headers: with_,
      body,
      keeps: keeps ? { what: 'photo', message: one.message } : null,
    });
  };

  const page = (known: Known, more: Partial<Hostile> & Pick<Hostile, 'name' | 'path'>): Hostile => ({
    method: 'POST',
    body: '',
    keeps: null,
    ...more,
    headers: { Origin: known.hub, Accept: 'text/html', 'X-Forwarded-For': address(), ...more.headers },
  });
  const boundary = '----batas';
  const multipart = (fields: [string, string][]) =>
    fields
      .map(
        ([name, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('') + `--${boundary}--\r\n`;
  const asForm = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
  const asFields = { 'Content-Type': 'application/x-www-form-urlencoded' };

  const hosted = (known: Known): Hostile => {
    const path = `/f/${known.slug}`;
    const words = marked(nasty().toWellFormed());
    const key = uuid();
    const good: [string, string][] = [
      ['key', key],
      ['words', words],
      ['name', nasty().slice(0, 60)],
      ['consent', 'ya'],
      ['opened', '1'],
      ['kind', pick(['', 'praise', 'spam', '__proto__'])],
      ['page', nasty()],
      ['product', nasty()],
      ['ticket', chance(0.3) ? nasty() : ''],
    ];
    const keeps: Hostile['keeps'] = { what: 'words', key, words: kept(words) };
    const without = (name: string) => good.filter(([field]) => field !== name);
    const cases: (Partial<Hostile> & Pick<Hostile, 'name'>)[] = [
      { name: 'good', body: multipart(good), headers: asForm, keeps },
      { name: 'as fields', body: new URLSearchParams(good).toString(), headers: asFields, keeps },
      { name: 'no consent', body: multipart(without('consent')), headers: asForm },
      { name: 'no words', body: multipart(without('words')), headers: asForm },
      {
        name: 'the unseen field',
        body: multipart([...good, ['url', 'https://jahat.test']]),
        headers: asForm,
      },
      { name: 'elsewhere', body: multipart(good), headers: { ...asForm, Origin: 'https://jahat.test' } },
      { name: 'no boundary', body: multipart(good), headers: { 'Content-Type': 'multipart/form-data' } },
      {
        name: 'another boundary',
        body: multipart(good),
        headers: { 'Content-Type': 'multipart/form-data; boundary=lain' },
      },
      { name: 'torn', body: multipart(good).slice(0, 200 + whole(200)), headers: asForm },
      {
        name: 'JSON',
        body: JSON.stringify(Object.fromEntries(good)),
        headers: { 'Content-Type': 'application/json' },
      },
      { name: 'no type', body: multipart(good), headers: { 'Content-Type': '' } },
      { name: 'bytes', body: Buffer.from(Array.from({ length: 300 }, () => whole(256))), headers: asForm },
      { name: 'bytes as fields', body: 'words=%FF%C0%80&consent=ya&%=&=&&id', headers: asFields },
      {
        name: 'a thousand fields',
        body: multipart(Array.from({ length: 1_200 }, (_, n): [string, string] => [`x${n}`, 'y'])),
        headers: asForm,
      },
      {
        name: 'a large field',
        body: multipart([...without('words'), ['words', 'x'.repeat(300_000)]]),
        headers: asForm,
      },
      {
        name: 'names of objects',
        body: multipart([
          ['__proto__', 'x'],
          ['constructor', 'y'],
          ['', 'z'],
        ]),
        headers: asForm,
      },
      {
        name: 'a file with a wicked name',
        body: `--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="../../${alarm}\\"\\0.jpg"\r\nContent-Type: image/svg+xml\r\n\r\n<svg/>\r\n${multipart(good)}`,
        headers: asForm,
      },
      {
        name: 'a file as words',
        body: `--${boundary}\r\nContent-Disposition: form-data; name="words"; filename="a"\r\n\r\nx\r\n${multipart(without('words'))}`,
        headers: asForm,
      },
      {
        name: 'opened',
        method: 'GET',
        path: `${path}?produk=${encodeURIComponent(kept(nasty()))}&dari=javascript:1&jenis=__proto__`,
      },
      {
        name: 'a lost link',
        path: `${path}/tautan`,
        body: new URLSearchParams({
          number: pick(['10000', nasty(), '9'.repeat(5_000)]),
          contact: pick(['a@contoh.test', nasty()]),
        }).toString(),
        headers: asFields,
      },
      {
        name: 'a lost link as JSON',
        path: `${path}/tautan`,
        body: '{"number":1}',
        headers: { 'Content-Type': 'application/json' },
      },
      {
        name: 'a lost link, torn',
        path: `${path}/tautan`,
        body: multipart([['number', '1']]).slice(0, 60),
        headers: asForm,
      },
    ];
    const { name, ...rest } = pick(cases);
    return page(known, { path, ...rest, name: `form: ${name}` });
  };

  const links = (known: Known): Hostile => {
    const guess = pick([
      token(),
      token(),
      '__proto__',
      '%00',
      '..%2f..',
      "';--",
      'a'.repeat(4_000),
      '%E0%A4%A',
      '%',
    ]);
    const own = known.taken.length > 0 ? pick(known.taken).token : null;
    const words = marked(nasty().toWellFormed());
    const key = uuid();
    const again = multipart([
      ['key', key],
      ['words', words],
    ]);
    const parts = ['', '/beres', '/belum-beres', '/penilaian', '/penghapusan', '/foto/x', `/foto/${uuid()}`];
    const cases: (Partial<Hostile> & Pick<Hostile, 'name' | 'path'>)[] = [
      { name: 'guessed', method: 'GET', path: `/s/${guess}` },
      {
        name: 'guessed part',
        method: pick(['GET', 'POST']),
        path: `/s/${guess}${pick(parts)}`,
        body: 'words=x&score=9&resolution=x',
        headers: asFields,
      },
      {
        name: 'guessed, JSON',
        path: `/s/${token()}${pick(parts)}`,
        body: '{}',
        headers: { 'Content-Type': 'application/json' },
      },
      {
        name: 'guessed, torn',
        path: `/s/${token()}${pick(parts)}`,
        body: again.slice(0, 90),
        headers: asForm,
      },
      {
        name: 'own, no type',
        path: `/s/${own ?? token()}${pick(['', '/penilaian', '/beres'])}`,
        body: again,
        headers: { 'Content-Type': 'text/plain' },
      },
      { name: 'own, torn', path: `/s/${own ?? token()}`, body: again.slice(0, 120), headers: asForm },
      {
        name: 'own, rated',
        path: `/s/${own ?? token()}/penilaian`,
        body: `score=${pick(['9', '-1', '1e9', '%00', 'x'])}&words=%00${encodeURIComponent(kept(nasty()))}`,
        headers: asFields,
      },
      {
        name: 'own, elsewhere',
        path: `/s/${own ?? token()}`,
        body: again,
        headers: { ...asForm, Origin: 'https://jahat.test' },
      },
      {
        name: 'own, too long',
        path: `/s/${own ?? token()}`,
        body: multipart([['words', 'x'.repeat(4_001)]]),
        headers: asForm,
      },
      {
        name: 'own, again',
        path: `/s/${own ?? token()}`,
        body: again,
        headers: asForm,
        keeps: own ? { what: 'again', key, words: kept(words) } : null,
      },
    ];
    const { name, ...rest } = pick(cases);
    return page(known, { ...rest, name: `link: ${name}` });
  };

  const paths = (known: Known): Hostile => {
    const path = pick([
      '/api/widget/../../etc/passwd',
      '/api/widget/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      `/api/widget/${known.keys.good}/masukan/../../../healthz`,
      `/api/widget/${known.keys.good}//masukan//`,
      `/api/widget/${known.keys.good}%00`,
      `/api/widget/${known.keys.good}/masukan/%`,
      '/api/widget/%E0%A4%A',
      '/api/widget/__proto__/masukan/constructor/foto',
      '//jahat.test/api/widget',
      '/widget/..%2f..%2fserver%2fentry.mjs',
      '/widget/panel-..%2f..%2fx.js',
      '/widget/panel-%00.js',
      '/f/__proto__',
      '/f/constructor/privasi',
      `/f/${encodeURIComponent(programs[0]!)}`,
      `/f/${known.slug}%00`,
      '/f/%E0%A4%A/tautan',
      `/f/${'a'.repeat(6_000)}`,
      '/s/%ff%fe',
      `/api/widget/${'\u00e9'.repeat(3)}`.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '%CC%81'),
    ]);
    const method = pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND']);
    const headers = {
      ...pick([asFields, asForm, { 'Content-Type': 'application/json' }]),
      Origin: pick([known.hub, 'https://jahat.test']),
      Authorization: pick(['Bearer x', 'Basic eDp4', `Bearer ${known.keys.good}`]),
      Cookie: pick([
        'bahasa=__proto__',
        `bahasa=%00; sb=${'x'.repeat(300)}`,
        '=;=;',
        'toast=%7B%22kind%22%3A1%7D',
      ]),
      'Accept-Encoding': pick(['br', 'gzip;q=9', '*', 'identity']),
      Range: pick(['bytes=0-', 'bytes=-1', 'bytes=9-1', 'x']),
    };
    return page(known, {
      name: `path: ${method} ${path.slice(0, 60)}`,
      method,
      path,
      headers,
      body: method === 'GET' || method === 'HEAD' ? '' : 'words=x',
    });
  };

  const shares: [number, (known: Known) => Hostile][] = [
    [0.03, rude],
    [0.33, misshapen],
    [0.25, broken],
    [0.14, wrongKey],
    [0.02, replayed],
    [0.01, proofs],
    [0.04, photo],
    [0.06, hosted],
    [0.05, links],
    [0.07, paths],
  ];
  return {
    random: random as Random,
    address,
    rude,
    /** The next one; `known` grows with what was taken. */
    next(known: Known): Hostile {
      let at = random();
      for (const [share, make] of shares) if ((at -= share) < 0) return make(known);
      return rude(known);
    },
  };
}
