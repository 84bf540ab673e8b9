/**
 * What customers' forms called their fields until 28 November 2026. A page opened before then and sent after loses no
 * word; the map goes once nobody can have one open any more.
 */
const formerNames = {
  // The hosted form, and what is written again on the private page.
  ...{ id: 'key', jenis: 'kind', kata: 'words', pesanan: 'ordered', keinginan: 'wants', nama: 'name' },
  ...{ kontak: 'contact', setuju: 'consent', dari: 'page', produk: 'product', sejak: 'opened' },
  ...{ tiket: 'ticket', bukti: 'proof', foto: 'photo' },
  // A customer's word about a case.
  ...{ penyelesaian: 'resolution', alasan: 'reason', nilai: 'score' },
};

/** The same form under the names of today. */
export function withTodaysNames(data: FormData): FormData {
  for (const [former, name] of Object.entries(formerNames)) {
    const value = data.get(former);
    if (value !== null && !data.has(name)) data.set(name, value);
  }
  return data;
}
