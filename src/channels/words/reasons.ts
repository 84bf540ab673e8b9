import type { Reason } from '../contract/outcome.ts';

export type Language = 'id' | 'en';

/** For the owner: what happened, what was kept, what to do. */
export const reasonWords: Record<Language, Record<Reason, string>> = {
  id: {
    token_dead:
      'Izin akun sudah tidak berlaku. Sambungkan lagi kanalnya, lalu kirim ulang. Tulisan, foto, dan video Anda aman.',
    credential_unreadable:
      'Izin akun ini tidak bisa dibuka di server. Kali ini tidak ada yang dikirim, dan Tanggap mencoba lagi sendiri. Beri tahu pengelola server; bila ia tidak bisa memulihkannya, sambungkan lagi kanalnya.',
    permission_missing:
      'Kanal ini belum memberi izin untuk hal ini. Sambungkan lagi dan setujui semua izin. Tulisan, foto, dan video Anda aman.',
    rate_limited:
      'Jaringan meminta jeda karena terlalu banyak permintaan. Tulisan Anda tersimpan dan dicoba lagi sendiri setelah jeda.',
    quota_reached:
      'Jatah unggahan akun ini untuk 24 jam sudah terpakai. Unggahan tersimpan dan dicoba lagi saat jatah terbuka.',
    temporary: 'Jaringan sedang terganggu. Semua tersimpan; tunggu sebentar, lalu periksa lagi.',
    unreachable:
      'Jaringan tidak terjangkau. Semua tersimpan dan dicoba lagi; periksa sambungan internet bila ini berlanjut.',
    media_unreachable:
      'Foto atau video tidak bisa diambil oleh jaringan. Berkas Anda aman di sini. Pastikan alamat Tanggap bisa dibuka dari luar, lalu kirim ulang.',
    media_format:
      'Foto atau video ini tidak bisa diolah jaringan. Unggahan tersimpan. Ganti dengan foto JPEG atau video MP4 dari kamera ponsel, lalu kirim ulang.',
    media_too_large:
      'Berkas foto atau video terlalu besar. Unggahan tersimpan. Pakai foto paling besar 8 MB atau video yang lebih pendek, lalu kirim ulang.',
    media_ratio:
      'Bentuk foto atau video terlalu tinggi atau terlalu lebar. Unggahan tersimpan. Potong foto antara 4:5 dan 1,91:1, lalu kirim ulang.',
    caption_too_long:
      'Tulisan terlalu panjang untuk kanal ini. Unggahan tersimpan. Pendekkan, lalu kirim ulang.',
    container_expired:
      'Unggahan yang disiapkan sudah kedaluwarsa di jaringan. Tulisan, foto, dan video Anda aman dan disiapkan lagi.',
    container_not_ready:
      'Jaringan masih mengolah foto atau video. Unggahan tersimpan dan dilihat lagi sebentar lagi; Anda tidak perlu berbuat apa-apa.',
    duplicate_post:
      'Unggahan yang sama sudah ada di kanal ini. Tulisan Anda tersimpan. Periksa kanalnya, atau ubah tulisannya lalu kirim ulang.',
    link_unreadable:
      'Tautan tidak bisa dibaca jaringan. Unggahan tersimpan. Periksa tautannya, lalu kirim ulang.',
    policy_block:
      'Jaringan sedang membatasi akun ini. Unggahan tersimpan. Buka aplikasinya, lihat pemberitahuan di sana, lalu kirim ulang nanti.',
    spam_suspected:
      'Jaringan menahan unggahan ini karena mirip spam. Unggahan tersimpan. Periksa apakah sudah tayang sebelum mengirim ulang.',
    not_found:
      'Yang dituju sudah tidak ada di jaringan, mungkin dihapus. Tulisan Anda tersimpan. Muat ulang percakapan atau unggahannya.',
    window_closed:
      'Sudah lewat 24 jam sejak pesan terakhir pelanggan, jadi pesan langsung tidak diterima. Tulisan Anda tersimpan. Balas setelah pelanggan menulis lagi.',
    too_few_viewers:
      'Cerita ini belum dilihat cukup banyak orang, jadi jaringan belum memberi angkanya. Tidak ada yang perlu dilakukan.',
    your_turn: 'Giliran Anda: unggah sekarang, lalu tempel tautannya.',
    person_unavailable:
      'Orang ini tidak bisa menerima pesan saat ini. Tulisan Anda tersimpan. Coba lewat kanal lain.',
    already_replied:
      'Komentar ini sudah pernah dibalas secara pribadi, mungkin dari aplikasinya. Tulisan Anda tersimpan. Balas di bawah komentarnya, atau tunggu ia menulis.',
    person_spared:
      'WhatsApp tidak mengantar pesan ini karena pelanggan sudah menerima banyak promosi atau memintanya berhenti. Tulisan Anda tersimpan. Tunggu sampai pelanggan menulis; jangan dikirim berulang.',
    kind_unsupported:
      'Jenis pesan ini tidak bisa diterima pelanggan ini. Tulisan Anda tersimpan. Kirim sebagai tulisan biasa.',
    template_missing:
      'Templat pesan ini tidak ada atau belum disetujui WhatsApp. Tulisan Anda tersimpan. Pilih templat lain, atau periksa di Pengelola WhatsApp.',
    template_values:
      'Isian templat tidak cocok dengan templatnya. Tulisan Anda tersimpan. Isi semua bagian dengan teks pendek tanpa baris baru, lalu kirim ulang.',
    template_paused:
      'WhatsApp menghentikan sementara templat ini karena banyak yang tidak berkenan. Tulisan Anda tersimpan. Pilih templat lain.',
    payment_needed:
      'WhatsApp meminta cara pembayaran untuk pesan ini. Tulisan Anda tersimpan. Lengkapi pembayaran di Pengelola WhatsApp, lalu kirim ulang.',
    number_unregistered:
      'Nomor ini tidak terdaftar di WhatsApp Cloud. Tulisan Anda tersimpan. Daftarkan nomornya di Pengelola WhatsApp, lalu sambungkan lagi.',
    bad_request:
      'Jaringan menolak permintaan ini. Tulisan, foto, dan video Anda aman. Periksa isinya, lalu kirim ulang; bila tetap ditolak, unggah langsung di aplikasinya.',
  },
  en: {
    token_dead:
      'The account’s permission is no longer valid. Connect the channel again, then resend. Your words, photos and video are safe.',
    credential_unreadable:
      'The server can’t open this account’s permission. Nothing was sent this time, and Tanggap tries again by itself. Tell whoever runs the server; if they can’t restore it, connect the channel again.',
    permission_missing:
      'This channel has not allowed this yet. Connect it again and accept every permission. Your words, photos and video are safe.',
    rate_limited:
      'The network asks for a pause because of too many requests. Your words are kept and tried again after the pause.',
    quota_reached:
      'This account’s posts for 24 hours are used up. The post is kept and tried again when there is room.',
    temporary: 'The network has a problem right now. Everything is kept; wait a little, then look again.',
    unreachable:
      'The network can’t be reached. Everything is kept and tried again; check the internet connection if this goes on.',
    media_unreachable:
      'The network could not fetch the photo or video. Your file is safe here. Make sure Tanggap’s address opens from outside, then resend.',
    media_format:
      'The network can’t use this photo or video. The post is kept. Use a JPEG photo or an MP4 video from a phone’s camera instead, then resend.',
    media_too_large:
      'The photo or video file is too large. The post is kept. Use a photo of at most 8 MB or a shorter video, then resend.',
    media_ratio:
      'The photo or video is too tall or too wide. The post is kept. Crop a photo to between 4:5 and 1.91:1, then resend.',
    caption_too_long: 'The words are too long for this channel. The post is kept. Shorten them, then resend.',
    container_expired:
      'What was prepared has expired on the network. Your words, photos and video are safe and are prepared again.',
    container_not_ready:
      'The network is still processing the photo or video. The post is kept and looked at again shortly; there is nothing you need to do.',
    duplicate_post:
      'The same post is already on this channel. Your words are kept. Look at the channel, or change the words and resend.',
    link_unreadable: 'The network could not read the link. The post is kept. Check the link, then resend.',
    policy_block:
      'The network is restricting this account. The post is kept. Open its app, read the notice there, then resend later.',
    spam_suspected:
      'The network held this post because it resembles spam. The post is kept. Check whether it is live before you resend.',
    not_found:
      'What this refers to is no longer on the network, perhaps deleted. Your words are kept. Reload the conversation or post.',
    window_closed:
      'More than 24 hours have passed since the customer’s last message, so a direct message is not accepted. Your words are kept. Reply after the customer writes again.',
    too_few_viewers:
      'Too few people have seen this story, so the network gives no figures yet. There is nothing you need to do.',
    your_turn: 'Your turn: post it now, then paste its link.',
    person_unavailable:
      'This person can’t receive messages right now. Your words are kept. Try another channel.',
    already_replied:
      'This comment was answered privately before, perhaps from the app. Your words are kept. Answer under the comment, or wait until they write.',
    person_spared:
      'WhatsApp does not deliver this message because the customer got many promotions or asked for none. Your words are kept. Wait until the customer writes; don’t send it again and again.',
    kind_unsupported:
      'This customer can’t receive this kind of message. Your words are kept. Send it as plain words.',
    template_missing:
      'This message template is not there, or WhatsApp has not approved it. Your words are kept. Choose another, or look in WhatsApp Manager.',
    template_values:
      'What you filled in does not fit the template. Your words are kept. Fill every gap with short words without line breaks, then resend.',
    template_paused:
      'WhatsApp paused this template because many people did not like it. Your words are kept. Choose another.',
    payment_needed:
      'WhatsApp asks for a way to pay for this message. Your words are kept. Add it in WhatsApp Manager, then resend.',
    number_unregistered:
      'This number is not registered with WhatsApp Cloud. Your words are kept. Register it in WhatsApp Manager, then connect it again.',
    bad_request:
      'The network refused this request. Your words, photos and video are safe. Check the content, then resend; if it is refused again, post it in the app.',
  },
};
