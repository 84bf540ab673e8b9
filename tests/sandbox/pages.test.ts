import { expect, test } from 'vitest';
import { connect, jpeg } from './support.ts';

test('the permalink is a page where a customer comments, answers and likes without script', async () => {
  const { sandbox, instagram, graph } = await connect();
  const { id, permalink } = await sandbox.posts({
    account: instagram,
    caption: 'Rabeg <b>hangat</b>',
    picture: jpeg().toString('base64'),
    altText: 'Semangkuk rabeg',
  });
  const form = new URLSearchParams({ name: 'Bu Tini (contoh)', text: '<script>alert(1)</script> Harga?' });
  const sent = await fetch(`${permalink}/komentar`, { method: 'POST', body: form, redirect: 'manual' });
  expect(sent.status).toBe(303);
  const [comment] = sandbox.state().comments;
  await graph('POST', `${comment?.id}/replies`, { message: 'Rp25.000' });
  await fetch(`${permalink}/suka`, {
    method: 'POST',
    body: new URLSearchParams({ id, persona: 'rina.contoh' }),
  });

  const page = await fetch(permalink);
  const text = await page.text();
  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action *; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(text).toContain('Jaringan latihan: bukan Instagram, Facebook atau WhatsApp yang sebenarnya');
  expect(text).toContain('Rabeg &lt;b&gt;hangat&lt;/b&gt;');
  expect(text).not.toContain('<script>');
  expect(text).toContain('bu.tini.contoh');
  expect(text).toContain('Rp25.000');
  expect(text).toContain('1 suka, 2 komentar');
  expect(text).toContain('alt="Semangkuk rabeg"');
});

test('home, account and direct message pages are there, and others are 404', async () => {
  const { sandbox, instagram, page } = await connect();
  const persona = sandbox.state().personas[0]?.id ?? '';
  const direct = `/pesan/${instagram}/${persona}`;
  await fetch(`${sandbox.url}${direct}`, { method: 'POST', body: new URLSearchParams({ text: 'Halo kak' }) });
  expect(sandbox.state().messages).toMatchObject([{ text: 'Halo kak', fromBusiness: false }]);
  for (const path of ['/', `/ig/${instagram}`, `/fb/${page.id}`, `/pesan/${instagram}`, direct]) {
    const answer = await fetch(`${sandbox.url}${path}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<html lang="id">');
  }
  expect((await fetch(`${sandbox.url}/p/1`)).status).toBe(404);
  expect((await fetch(`${sandbox.url}/_sandbox/gaya.css`)).headers.get('content-type')).toContain('text/css');
});
