/**
 * Direct messages, as a play: `ig|fb name daysAgo hh:mm: text` opens one, or `-time` before now; the turns
 * below are written like those of the comments.
 */
export const messageScript = `
ig fitri 59d 12:40: kak saya yg td komen, 2 ori kirim cilegon ya. totalnya brp?
  +9m Halo Kak Fitri, 2 x 45.000 + ongkir 15.000 = Rp105.000. Boleh minta alamatnya?
  <6m Perum contoh blok B2 cilegon
  +4m Siap, dikirim besok siang ya Kak.
fb maman 56d 19:30: Assalamualaikum, mau pesan 10 ekor buat arisan hari sabtu, bisa?
  +13h Waalaikumsalam Pak Maman. Bisa, 10 ekor untuk Sabtu. Diambil jam berapa?
  <1h jam 9 pagi
  +20m Dicatat. Terima kasih Pak.
ig wulan 55d 10:05: Ka mau tanya, yg pedas pake cabe apa?
  +40m Rawit merah dan cabai kering Kak Wulan, digiling bareng bumbu.
fb yanti 53d 13:00: Ini bukti transfer buat 4 porsi rabeg
  +15m Sudah masuk Bu Yanti, terima kasih.
ig asep 50d 09:10: kang masih aya emping gurih?
  +25m Aya Kang, 20 bungkus. Mau berapa?
  <3m 4 wae
  +2m Siap, disisihkan.
fb jajang 48d 16:20: Bisa COD di alun2?
  +35m Bisa Kang Jajang, sore jam 5 ya.
  <5m sip
  +2m 👍 sampai ketemu.
ig dian 41d 12:30: Ini kak foto kemasan yg label merah itu
  +30m Makasih Kak Dian. Ini memang bukan dari kami. Sudah kami laporkan ke pasar.
  <4m syukurlah
  +10m Kapan-kapan mampir ya Kak, cicip yang asli.
fb hendra 41d 16:05: https://pasar.contoh/bandeng-murah ini linknya bang
  +20m Terima kasih Kak Hendra, sudah kami laporkan ke penjualnya dan ke marketplace-nya.
ig nita 34d 20:15: kak toko tutup ya? saya mau pesan buat ultah mama
  +36h Maaf sekali baru dibalas Kak Nita, Emak sakit. Masih bisa kami bantu untuk ultah Mama?
  <2h masih kak, hari minggu. 3 ekor sm kue balok
  +30m Siap, kami beri kue baloknya gratis. Salam untuk Mama.
fb kokom 33d 11:20: Emak dirawat di mana Neng? saya mau jenguk
  +2h Sudah di rumah Bu Kokom, alhamdulillah. Sore boleh mampir.
ig citra 30d 14:10: Boleh minta daftar menu lengkap + harga?
  +1h Boleh Kak: sate bandeng 45rb, rabeg 35rb, gerem asem 30rb (bebek 38rb), emping mulai 30rb, ketan bintul 4rb, kue balok 20rb, besek 125rb.
  <10m makasih lengkap bgt
  +5m Sama-sama Kak Citra.
fb iwan 28d 09:00: Untuk rapat kantor 25 kotak nasi rabeg, bisa minta kwitansi dan NPWP?
  +2h Bisa Pak Iwan, kwitansi ada, NPWP usaha juga ada. Untuk tanggal berapa?
  <1h kamis depan
  +15m Dicatat, uang muka 50% ya Pak.
ig ratna 22d 10:40: 5 besek pita hijau sudah saya tf ya
  +12m Sudah masuk Kak Ratna, terima kasih. Diambil Sabtu jam 8?
  <5m iya betul
  +2m Siap Kak.
ig hendra 18d 13:30: Kalo ke Surabaya pake kereta gimana min?
  +50m Belum berani Kak Hendra, maaf ya. Kalau sudah ketemu caranya, Kakak yang pertama kami kabari.
ig dian 17d 14:35: [foto] ini kak yang bocor
  +20m Terima kasih fotonya Kak Dian. Pengganti kami kirim sore ini, resinya menyusul.
  <5h resinya mana kak
  +20m Maaf telat: CONTOH-0017. Sampai besok siang.
fb mimin 17d 08:45: Bu mau kirim 6 ekor ke Lampung buat adik
  +1h Bisa Bu Mimin, ongkir Rp38.000, kirim hari Rabu supaya tidak menginap di gudang akhir pekan.
  <30m oke rabu aja
  +10m Dicatat.
fb nanang 15d 17:10: Mau jadi reseller di Depok, syaratnya apa?
  +20h Terima kasih Pak Nanang. Ambil minimal 10 ekor beku, harga Rp39.000. Boleh kami kirim daftar lengkapnya?
  <3h kirim aja
  +1h Sudah kami kirim ya Pak.
ig farhan 13d 21:05: kak balesnya jangan lama2 hehe, besok ada rabeg?
  +10h Hehe siap Kak Farhan. Ada, jam 11 sudah matang.
ig gilang 11d 12:00: setengah ekor udah ada blm?
  +40m Sudah Kak Gilang! Rp25.000, baru hari ini.
  <2m mantap pesen 2
  +3m Siap.
fb lilis 9d 10:30: Potongan 10rb nya gimana cara pakainya?
  +1h Tinggal sebut nama Ibu saat pesan, sudah kami catat.
ig aisyah 8d 09:15: Kak buat ibu menyusui aman kan? ga pake pengawet?
  +45m Aman Kak Aisyah, tanpa pengawet dan tanpa MSG.
fb wawan 6d 15:40: emping pedas 10 bungkus, dijual lagi di warung. bisa harga grosir?
  +2h Bisa Kang Wawan, Rp28.000 per bungkus mulai 10.
  <20m ok ambil 10
  +8m Siap, besok sore diantar.
ig mala 4d 18:25: Kak mala yg di kasemen nih, bisa antar ke rumah? deket kok
  +14h Bisa Kak Mala, gratis ongkir sampai 3 km.
ig hani 2d 11:00: Untuk snack box anak sekolah 60 kotak, isi kue balok + ketan, kira2 brp?
  +1h Sekitar Rp9.000 per kotak Kak Hani, sudah sama air. Untuk hari apa?
  <15m jumat depan, jadi ya
  +10m Siap, kami siapkan. Uang mukanya boleh menyusul besok.
fb rudi -125m: Kang, pesanan saya yang sabtu bisa diganti jadi ambil minggu pagi?
ig sandi -18m: Besek bisa isi 3 bandeng tanpa emping? Jadi berapa ya
`;
