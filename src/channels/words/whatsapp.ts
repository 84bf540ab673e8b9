import { dictionary } from '#platform/text/i18n.ts';

/** Words for connecting a WhatsApp number. */
export const whatsappWords = dictionary({
  id: {
    title: 'Nomor WhatsApp',
    text: 'Pesan WhatsApp pelanggan masuk ke kotak masuk, dan jawaban Anda terkirim dari nomor usaha. Nomornya harus terdaftar di WhatsApp Cloud (WhatsApp Business Platform).',
    open: 'Sambungkan nomor WhatsApp',
    renew: 'Ganti token',
    reconnect: 'Sambungkan lagi',
    disconnectText:
      'Pesan WhatsApp baru tidak masuk lagi dan jawaban tidak terkirim. Percakapan yang sudah ada tetap tersimpan.',
    connectTitle: 'Sambungkan nomor WhatsApp',
    sentence: 'Isi tiga hal dari halaman Meta untuk pengembang. Semuanya diperiksa dulu sebelum disimpan.',
    back: 'Kanal',
    network: 'Jaringan',
    networks: { meta: 'WhatsApp yang sebenarnya', sandbox: 'Jaringan latihan' },
    numberId: 'ID nomor telepon',
    numberIdHint: 'Angka saja, biasanya 15 angka. Bukan nomor teleponnya.',
    wabaId: 'ID akun WhatsApp Business',
    wabaIdHint: 'Angka saja. Di Meta disebut WhatsApp Business Account ID.',
    token: 'Token akses',
    tokenHint: 'Token pengguna sistem, diawali EAA. Disimpan tersandi dan tidak pernah ditampilkan lagi.',
    where: 'Di mana menemukannya?',
    steps: {
      ids: (app: string) =>
        `Buka developers.facebook.com, pilih aplikasi dengan ID ${app}, lalu menu WhatsApp dan Penyiapan API. Di sana ada ID nomor telepon dan ID akun WhatsApp Business.`,
      user: 'Buka business.facebook.com, Setelan, Pengguna sistem. Buat pengguna sistem dan beri akses ke akun WhatsApp itu.',
      token:
        'Tekan Buat token, pilih aplikasi yang sama, masa berlaku Tidak pernah, dan dua izin: whatsapp_business_messaging dan whatsapp_business_management.',
    },
    practiceWhere: 'Nomor latihan, kedua ID, dan tokennya ada di jaringan latihan.',
    practiceOpen: 'Buka jaringan latihan',
    check: 'Periksa dan sambungkan',
    connected: (name: string) => `${name} tersambung. Pesan baru masuk ke kotak masuk.`,
    ends: (date: string) => `Tokennya berlaku sampai ${date}; sesudah itu perlu diganti.`,
    mistakes: (count: number) => `${count} isian perlu diperbaiki. Yang lain masih terisi.`,
    failed: 'Belum tersambung.',
    error: {
      network: 'Pilih jaringannya.',
      empty: 'Bagian ini belum diisi.',
      digits: 'ID hanya berisi angka. Salin lagi dari halaman Meta.',
      phone:
        'Ini nomor teleponnya. Yang diperlukan ID nomor telepon, di bawah nomornya pada halaman Penyiapan API.',
      same: 'Kedua ID ini sama. ID nomor dan ID akun selalu berbeda; periksa mana yang tertukar.',
      token: 'Token ini tidak utuh. Salin seluruhnya, tanpa spasi.',
      tokenDead:
        'Token ini tidak berlaku, sudah dicabut, atau sudah habis masanya. Buat token baru, lalu tempelkan.',
      tokenOther:
        'Token ini bukan untuk aplikasi pemasangan ini. Saat membuat token, pilih aplikasi yang disebut di petunjuk.',
      permission:
        'Token ini belum diberi semua izin untuk akun tersebut. Buat lagi dengan izin whatsapp_business_messaging dan whatsapp_business_management.',
      waba: 'Akun WhatsApp Business dengan ID ini tidak ditemukan, atau token tidak boleh membukanya.',
      number: 'Nomor dengan ID ini tidak ada di akun WhatsApp Business tersebut.',
      held: 'Nomor ini sudah tersambung ke usaha lain.',
      subscribe:
        'Akunnya ada, tetapi Meta belum mau mengirim pesannya ke sini. Periksa peran pengguna sistem di akun itu.',
    },
  },
  en: {
    title: 'WhatsApp number',
    text: 'Customers’ WhatsApp messages come into the inbox, and your answers go out from the number of the business. The number must be registered with WhatsApp Cloud (WhatsApp Business Platform).',
    open: 'Connect a WhatsApp number',
    renew: 'Change the token',
    reconnect: 'Connect again',
    disconnectText:
      'New WhatsApp messages no longer come in, and answers don’t go out. Conversations are kept.',
    connectTitle: 'Connect a WhatsApp number',
    sentence: 'Enter three things from Meta’s pages for developers. All of it is checked before it is kept.',
    back: 'Channels',
    network: 'Network',
    networks: { meta: 'The real WhatsApp', sandbox: 'Practice network' },
    numberId: 'Phone number ID',
    numberIdHint: 'Digits alone, usually 15. Not the phone number itself.',
    wabaId: 'WhatsApp Business Account ID',
    wabaIdHint: 'Digits alone.',
    token: 'Access token',
    tokenHint: 'A system user’s token, beginning with EAA. It is kept encrypted and never shown again.',
    where: 'Where do I find them?',
    steps: {
      ids: (app) =>
        `Open developers.facebook.com, choose the app with the ID ${app}, then WhatsApp and API Setup. The phone number ID and the WhatsApp Business Account ID are there.`,
      user: 'Open business.facebook.com, Settings, System users. Make a system user and give it access to that WhatsApp account.',
      token:
        'Press Generate token, choose the same app, the expiry Never, and two permissions: whatsapp_business_messaging and whatsapp_business_management.',
    },
    practiceWhere: 'Practice numbers, both IDs and a token are on the practice network.',
    practiceOpen: 'Open the practice network',
    check: 'Check and connect',
    connected: (name) => `${name} is connected. New messages come into the inbox.`,
    ends: (date) => `Its token is valid until ${date} and must be changed then.`,
    mistakes: (count) =>
      `${count} ${count === 1 ? 'field needs' : 'fields need'} correcting. The rest is still filled in.`,
    failed: 'Not connected.',
    error: {
      network: 'Choose the network.',
      empty: 'This is still empty.',
      digits: 'An ID is digits alone. Copy it again from Meta’s page.',
      phone:
        'This is the phone number. What is needed is the phone number ID, below the number on the page API Setup.',
      same: 'Both IDs are the same. The number’s and the account’s always differ; see which one is in the wrong place.',
      token: 'This token is not whole. Copy all of it, without spaces.',
      tokenDead: 'This token is not valid, was revoked or has run out. Make a new one and paste it.',
      tokenOther:
        'This token is not for the app of this installation. When making one, choose the app that the instructions name.',
      permission:
        'This token lacks permissions for that account. Make one with whatsapp_business_messaging and whatsapp_business_management.',
      waba: 'There is no WhatsApp Business Account with this ID, or the token may not open it.',
      number: 'There is no number with this ID in that WhatsApp Business Account.',
      held: 'This number is connected to another business.',
      subscribe:
        'The account is there, but Meta won’t send its messages here yet. Check the system user’s role in that account.',
    },
  },
});
