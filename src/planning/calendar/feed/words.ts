import { dictionary } from '#platform/text/i18n.ts';

/** The page of calendar feeds. */
export const feedWords = dictionary({
  id: {
    feed: 'Kalender di ponsel',
    feedSentence:
      'Rencana unggahan muncul di aplikasi kalender Anda (Google Kalender, iPhone, Outlook) dan diperbarui sendiri.',
    feedMake: 'Buat alamat',
    feedReplace: 'Ganti alamat',
    feedReplaceText: 'Alamat yang lama langsung tidak berlaku. Kalender yang memakainya perlu dipasang lagi.',
    feedEnd: 'Cabut alamat',
    feedEndText: 'Kalender yang memakai alamat ini tidak akan diperbarui lagi.',
    feedMade: 'Alamat Anda. Simpan sekarang: alamat ini hanya ditampilkan sekali.',
    feedHow:
      'Di aplikasi kalender pilih "tambah kalender dari URL" atau "langganan kalender", lalu tempel alamat ini.',
    feedSecret: 'Siapa pun yang tahu alamatnya bisa membaca rencana Anda. Jangan dibagikan.',
    feedSince: (when: string) => `Alamat Anda dibuat ${when}.`,
    feedNone: 'Anda belum punya alamat.',
    feedOf: 'Alamat anggota lain',
    feedEnded: 'Alamat dicabut.',
    feedMine: 'Alamat Anda',
    copy: 'Salin',
    copied: 'Tersalin',
  },
  en: {
    feed: 'Calendar on your phone',
    feedSentence:
      'Your plan appears in your calendar app (Google Calendar, iPhone, Outlook) and stays up to date.',
    feedMake: 'Create an address',
    feedReplace: 'Replace the address',
    feedReplaceText: 'The old address stops working at once. Calendars that use it must be added again.',
    feedEnd: 'Revoke the address',
    feedEndText: 'Calendars that use this address will no longer be updated.',
    feedMade: 'Your address. Save it now: it is shown only once.',
    feedHow: 'In the calendar app choose “add calendar from URL” or “subscribe”, then paste this address.',
    feedSecret: 'Whoever knows the address can read your plan. Do not share it.',
    feedSince: (when) => `Your address was created ${when}.`,
    feedNone: 'You have no address yet.',
    feedOf: 'Addresses of other members',
    feedEnded: 'Address revoked.',
    feedMine: 'Your address',
    copy: 'Copy',
    copied: 'Copied',
  },
});
