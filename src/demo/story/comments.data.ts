/**
 * What people said under the posts, as a play. `# post`, then for each person a line
 * `ig|fb name when: text`, where `when` counts from the post, or before now with a minus; below it the turns
 * that follow: `+delay text` is the kitchen, `<delay text` the customer again.
 */
export const commentScript = `
# kenalan
ig tuti 25m: Pertama kali makan pas mudik 2009, dibeliin uwa di terminal. Langsung ketagihan 😍
  +50m Wah lama juga ya Kak Tuti! Uwanya tahu aja yang enak 😄
ig hendra 1h: di kondangan bos, dikira ikan utuh ternyata isinya udah daging semua wkwk
  +40m Hehe banyak yang ketipu Kak. Durinya sudah kami cabut satu-satu.
ig fitri 2h: Bisa kirim ke cilegon ga kak?
  +35m Bisa Kak Fitri, tiap hari ada kurir ke Cilegon, ongkir 15rb. Mau berapa ekor?
  <12m mau 2 yg ori ya, saya dm
  +8m Siap, kami tunggu DM-nya 🙏
ig gilang 5h: 🔥🔥🔥
fb maman 40m: Dulu jaman sekolah di Serang kota, seporsi masih 5 rebu. Kangen
  +1h Masa itu ya Pak Maman, tusuknya masih panjang-panjang. Mampir kalau ke Serang.
fb lilis 2h: harganya brp bu?
  +20m Rp45.000 seekor Bu Lilis, original atau pedas sama harganya.
fb jajang 3h: Ini yg di deket pasar lama bukan?
  +30m Betul Kang Jajang, gang sebelah musala, rumah pagar hijau. Ada spanduk kecilnya.
fb kokom 6h: Emak saya yg ngajarin makan ini, almarhumah. Jadi inget 🥺
  +14h Turut mendoakan almarhumah ya Bu Kokom. Semoga masakan kami bisa sedikit ngobatin kangen.
# cara-pesan
ig nita 30m: min. order berapa kak?
  +25m Satu ekor pun kami bakarkan Kak Nita.
ig farhan 1h: Bayar bisa qris?
  +45m Bisa Kak Farhan, QRIS atau transfer. Bayar di tempat juga boleh.
ig wulan 4h: kalo pesen hari ini buat besok pagi jam 7 keburu?
  +2h Paling pagi jam 8 Kak Wulan, bakarnya mulai subuh.
  <10m ok gpp jam 8 juga
  +5m Siap, dicatat ya Kak.
fb dadang 2h: Nah gini kan jelas. Kemaren mau pesen bingung nanya ke siapa
  +30m Maaf sempat bikin bingung Kang Dadang 🙏 sekarang langsung pesan ke sini saja.
fb heri 5h: ga ada gofood kah?
  +17h Belum Kak Heri, potongannya lumayan dan kami pengin harganya tetap 45rb. Bisa titip ojek, nanti kami bantu pesankan.
# rabeg-jumat
ig asep 20m: Bakal abis cepet ini mah. Pesen 3 kang
  +15m Dicatat 3 porsi Kang Asep! Diambil jam berapa?
  <6m jam 11 sebelum jumatan
  +4m Siap, ditunggu.
ig citra 1h: Ada jeroannya ga? anakku ga doyan
  +1h Biasanya campur sedikit Kak Citra. Bisa tanpa jeroan, tulis saja di catatan pesanan.
ig rizki 3h: 35rb mahal bgt min, di tempat lain 25 dapet
  +5h Betul Kak Rizki, ada yang lebih murah. Punya kami 150 gram daging kambing, bukan tetelan, dan sudah sama nasi. Boleh dibandingkan dulu, nggak apa-apa 🙏
fb nining 1h: Mantap, rabeg itu wajib pake emping ya
  +40m Setuju Bu Nining, empingnya kami kasih gratis satu bungkus kecil.
fb ujang 2h: alhamdulillah masih ada yg masak rabeg beneran
  +1h Hatur nuhun Kang Ujang, resepnya masih yang lama.
fb yanti 26h: Pesanan sy kurang 1 porsi, bayar 4 yg dateng 3!!
  +1h Mohon maaf Bu Yanti, kami cek dulu ke bagian antar. Boleh sebut nama di pesanannya?
  <15m atas nama yanti, ciracas
  +2h Sudah ketemu Bu, memang keliru dari kami. Satu porsi kami antar sore ini plus emping, atau uangnya dikembalikan. Ibu pilih yang mana?
  <20m anter aja, sama empingnya ya
  +3h Sudah diantar jam 5 tadi ya Bu Yanti. Sekali lagi maaf.
# pilih-sambal
ig okta 10m: MERAH!! yg pedes sekalian biar nangis
  +40m Siap-siap tisu ya Kak 😄
ig laras 15m: Merah. tapi jangan kebanyakan terasi
  +38m Dicatat Kak Laras, terasinya tipis.
ig dian 30m: kuning kakk seger
  +35m Satu suara buat kuning!
ig sarah 1h: merah donggg
  +20m ❤️ merah lagi!
ig galuh 2h: kenapa ga dua2nya aja wkwk
  +1h Itu juga ide Kak Galuh, kami hitung dulu modalnya ya.
ig hani 3h: Merah
  +1h Dicatat, makasih Kak Hani.
fb mimin 30m: Merah aja Bu, cocok sama bandeng
  +1h Nuhun Bu Mimin, dicatat merah.
fb euis 1h: kuning. anak2 bisa ikut makan
  +50m Alasan yang bagus Teh Euis, kami pertimbangkan betul.
fb bambang 4h: merah lah, pedas itu harga mati
  +15h Siap Pak Bambang, suara merah bertambah.
# emping-baru
ig ratna 40m: Yg manis masih ada?
  +20m Masih 14 bungkus Kak Ratna.
  <5m sisain 2 ya, ambil sore
  +3m Disisihkan atas nama Ratna.
ig vina 2h: betul bangeeet, sayur asem + emping = bahagia
  +3h Hidup jadi sederhana ya Kak 😄
ig puji 5h: Ini emping asli bukan yg campur tepung kan?
  +16h Melinjo semua Kak Puji, boleh dipatahkan: dalamnya bening, kalau campur tepung putih keruh.
fb imas 1h: Asam urat menangis melihat ini 😂
  +2h Sedikit-sedikit saja Bu Imas, dua keping cukup buat obat kangen.
fb wawan 3h: 500gr jadi brp sama ongkir ke rangkas
  +1h Rp55.000, ongkir ke Rangkas Rp18.000, jadi Rp73.000 Kang Wawan.
# jam-buka
ig irfan 1h: Pantesan senin kemarin saya ketok2 ga ada yg jawab 😅
  +30m Waduh maaf Kak Irfan, sudah jauh-jauh ya. Lain kali kabari dulu, nanti kami tungguin.
ig yuli 3h: minggu full sampe jam 4?
  +1h Iya Kak Yuli, Minggu sampai jam 16.00, tapi biasanya jam 2 sudah habis.
fb iwan 2h: Lebaran buka ngga
  +4h Lebaran hari pertama tutup Pak Iwan, hari ketiga sudah bisa ambil.
# gerem-asem
ig deden 30m: Level pedesnya bisa diatur teu?
  +45m Tiasa Kang Deden, cabainya utuh, jadi tinggal nggak usah dipencet 😄
ig aisyah 2h: Bumil pengen banget, bisa ga pake micin kan ya?
  +40m Nggak pakai sama sekali Kak Aisyah, asamnya dari belimbing wuluh. Sehat-sehat ya.
ig tika 20h: Enak tp porsi nasinya dikit bgt kak, cowok mah kurang
  +3h Makasih masukannya Kak Tika. Mulai minggu depan bisa minta nasi jumbo, tambah 3 ribu.
fb nanang 1h: Bebeknya bau ga?
  +1h Direbus dulu dengan jahe dan daun salam Pak Nanang, insyaallah nggak bau.
fb rudi 4h: Cobain minggu kemaren, rasanya kayak bikinan nini. Top 👍
  +2h Alhamdulillah, salam buat Nini ya Kang Rudi.
# cerita-emak
ig mala 20m: Angeun lada bikinan mamah, sampe sekarang ga ada yg nyamain
  +1h Angeun lada memang nggak bisa bohong ya Kak Mala.
ig sandi 1h: sayur besan. cuma muncul pas hajatan 😭
  +1h Aduh sayur besan, jadi pengin juga Kak Sandi.
ig zaki 2h: Salut, semoga emaknya sehat terus
  +1h Aamiin, makasih doanya Kak Zaki.
fb ipah 1h: Saya dulu langganan Emak di Pasar Rau! Yang pakai kebaya ijo itu kan?
  +2h Masyaallah betul Bu Ipah, kebaya ijonya masih ada. Emak senang sekali dengar ini.
  <30m salam ya neng, bilang dari ipah tukang kerudung
  +1h Sudah disampaikan, Emak ingat Ibu! Katanya kapan mampir.
fb eneng 3h: sambel terasi ibu saya, sederhana tp bikin nambah
  +2h Yang sederhana itu yang susah ditiru Teh Eneng.
fb opik 6h: 👍👍
# label-asli
ig dian 1h: Saya kayanya kena yg palsu deh, beli di pinggir jalan arah tol. labelnya merah
  +25m Itu bukan dari kami Kak Dian, label kami hijau. Boleh kirim fotonya lewat DM supaya yang lain juga bisa kami ingatkan?
  <10m udah ku dm
  +6m Sudah masuk Kak, makasih banyak.
ig laras 5h: Oh jadi tanggalnya tulis tangan, baru tau
  +18h Iya Kak Laras, biar kelihatan hari bakarnya.
fb lilis 2h: bagus infonya, soalnya banyak yg ngaku ngaku
  +1h Makasih Bu Lilis, tolong bantu sebarkan ya.
fb hendra 4h: Jual di marketplace ga? ada yg jualan 30rb pake foto kalian
  +50m Kami belum jualan di marketplace Kak Hendra, jadi itu bukan kami. Boleh minta tautannya?
  <1h sudah saya inbox linknya
  +30m Siap, sudah kami laporkan. Nuhun.
# maaf-libur
ig fitri 15m: Syafahallah buat Emak 🤲
  +3h Aamiin, makasih Kak Fitri.
ig asep 40m: Tong dipikiran pesenan mah, nu penting emak sehat
  +3h Hatur nuhun pisan Kang Asep 🙏
ig wulan 2h: Pesananku tgl segitu ga dikabarin apa2 padahal udah transfer. Kecewa sih
  +1h Kak Wulan benar, harusnya kami kabari. Maaf sekali. Uangnya kami kembalikan hari ini, atau diganti pesanan minggu ini dengan tambahan 1 ekor. Pilih yang Kakak mau.
  <2h ganti pesanan aja deh
  +30m Terima kasih Kak. Dibakar Sabtu pagi, kami antar langsung.
fb maman 30m: Semoga cepat pulih emaknya
  +4h Aamiin Pak Maman.
fb kokom 1h: Ikut doain Emak ya
  +4h Makasih Bu Kokom 🙏
# buka-lagi
ig gilang 10m: GASSS pesen 3 ori
  +12m Siap Kak Gilang, dapat gratis sambal. Kapan diambil?
  <3m sabtu siang
  +2m Dicatat.
ig citra 1h: yang pedas tuh sepedas apa? level ayam geprek?
  +30m Kira-kira seperti geprek 3 cabai Kak Citra, masih kerasa bandengnya.
ig hani 3h: Bandengnya beneran ga ada duri? Trauma soalnya 😭
  +20m Sudah dicabut dan dagingnya disaring Kak Hani, aman buat anak-anak.
fb euis 1h: Alhamdulillah buka lagi, pesan 2 ya
  +25m Siap Teh Euis, 2 original ya?
  <10m iya ori
  +5m Dicatat, nuhun.
fb heri 2h: promo berlaku utk yg pedas jg?
  +30m Berlaku Kak Heri, boleh campur.
fb bambang 7h: kok ga bisa di transfer ke rek bca?
  +13h Bisa Pak Bambang, kemarin nomornya keliru di spanduk. Yang benar kami kirim lewat pesan ya.
# halal-pirt
ig aisyah 30m: Makasih infonya, suami suka nanya ini
  +2h Sama-sama Kak Aisyah.
ig farhan 2h: Tahan 5 hari itu udah dibuka atau masih vakum?
  +1h Masih vakum Kak Farhan. Kalau sudah dibuka, habiskan 2 hari.
fb yanti 1h: bagus lah kalo ada pirt, jd tenang buat oleh2
  +1h Nuhun Bu Yanti.
fb iwan 5h: dicek nomornya ada, sip
  +3h Makasih sudah dicek Pak Iwan, memang harus begitu.
# ketan-bintul
ig nita 20m: Jam segini masih ada ga? otw nih
  +5m Masih 30-an Kak Nita, kami sisihkan 10?
  <2m boleh 10 plus semur
  +2m Siap, hati-hati di jalan.
ig okta 3h: Telat bangun, abis ya 😩
  +30m Habis jam 8.40 tadi Kak Okta. Besok pesan malamnya saja, kami sisihkan.
fb ujang 1h: Ketan bintul sama semur, juara sarapan sedunia
  +2h Setuju Kang Ujang!
fb eneng 2h: serundengnya sekarang kemanisan ga sih? yg dulu lebih gurih
  +4h Makasih Teh Eneng, ternyata gula arennya beda pemasok. Besok kami kembalikan takaran lama, tolong dicobain lagi ya.
  <26h udah nyoba, nah ini baru bener
  +1h Alhamdulillah 😊
# tebak-bumbu
ig rizki 10m: kayu manis
  +2h Hmm, ditunggu jawabannya ya 😄
ig sarah 15m: Kayu manis!
  +2h Dicatat Kak Sarah.
ig sandi 30m: Cengkeh?
  +2h Hampir, tapi kulit kayu Kak Sandi.
ig vina 1h: secang ga sih
  +2h Menarik! Sabar ya jawabannya.
ig puji 2h: masoyi?
  +1h Wah Kak Puji tahu masoyi, jarang lho.
fb nining 20m: Kayu manis dong, mertua saya juga gitu
  +1h Ssst, jangan dibocorin Bu Nining 😄
fb dadang 1h: kulit manis
  +2h Dicatat Kang Dadang.
fb rudi 3h: pala
  +1h Petunjuknya kulit kayu Kang Rudi, ayo coba lagi.
# besek
ig ratna 30m: Cantik bgt beseknya, bisa custom pita?
  +25m Bisa Kak Ratna: merah, hijau, atau cokelat.
  <8m pesen 5 ijo buat sabtu
  +10m Dicatat 5 besek pita hijau untuk Sabtu. Mau ditulisi apa?
  <4m "Terima kasih sudah hadir"
  +3m Siap!
ig yuli 2h: bisa kurang ga kalo ambil 10?
  +1h Ambil 10 jadi Rp118.000 per besek Kak Yuli.
ig promo_cepat 3h: CEK DM KAK 🔥 jasa tambah 10rb followers 50 ribu aja bergaransi!! klik bio
  +2h Makasih, kami nggak pakai jasa begini ya.
fb imas 1h: Tahan berapa hari isinya?
  +1h Bandengnya sehari di suhu ruang, 5 hari di kulkas. Emping dan besek tahan lama Bu Imas.
fb wawan 4h: Merah menang? perasaan saya liat kuning juga banyak
  +2h Kami hitung Kang Wawan: merah 31, kuning 12. Daftarnya boleh dilihat di komentar unggahan itu.
# jawaban-bumbu
ig rizki 20m: yesss bener
  +1h Selamat Kak Rizki! 🎉
ig galuh 1h: Rumahku pakai pala dikit, sama jahe dibakar dulu
  +1h Jahe bakar memang beda wanginya Kak Galuh.
ig mala 2h: ku kira kolak beneran kalo kebanyakan 😂
  +30m Pernah kejadian Kak Mala, satu panci jadi bahan ketawa.
fb jajang 1h: di Cinangka mah pake kapulaga oge
  +2h Wah catat, nuhun Kang Jajang.
# kirim-luar-kota
ig tika 30m: Bekasi bisa besok sampe?
  +20m Bisa Kak Tika, kirim sebelum jam 2 siang, besok paginya sampai.
ig hendra 2h: Kirim ke Surabaya dong pliss
  +1h Belum berani Kak Hendra, takut cair di jalan. Kalau ada teman yang lewat, kami bekukan ekstra.
ig dian 28h: Paketku sampe Bandung udah ga dingin, 1 bungkus agak asem baunya 😞
  +40m Ya Allah, maaf Kak Dian. Jangan dimakan ya. Boleh kirim fotonya lewat DM? Kami ganti hari ini juga.
  <20m udah aku kirim fotonya
  +1h Sudah kami lihat, kotak esnya retak. Pengganti 2 bungkus kami kirim sore ini, ongkir dari kami.
  <1d udah sampe, masih beku. makasih udah tanggung jawab
  +2h Alhamdulillah. Mulai sekarang kotaknya kami dobel Kak.
fb mimin 1h: Lampung sampai 2 hari aman bu?
  +2h Aman Bu Mimin, sudah beberapa kali ke Bandar Lampung.
fb nanang 3h: ongkir ke Depok brp
  +1h Sekitar Rp24.000 sampai 2 kg Pak Nanang, bisa isi 4 ekor.
# kue-balok
ig irfan 1h: Kopi item + ini = sore sempurna
  +1h Tinggal hujan rintik ya Kak Irfan.
ig wulan 2h: Ada yg ga terlalu manis?
  +40m Ada yang gula separuh Kak Wulan, pesan sehari sebelumnya.
ig zaki 4h: sekotak isi 10 kecil2 ga?
  +15h Sebesar korek api besar Kak Zaki, pas dua gigit.
fb ipah 1h: Kue jaman saya gadis ini mah
  +3h Masih cocok sama yang sekarang kan Bu Ipah 😄
fb opik 3h: mantul
  +2h Nuhun Kang Opik!
# minta-saran
ig laras 30m: Kotaknya gampang penyok + minyak rembes ke tas. tolong diperbaiki
  +1h Makasih Kak Laras, ini yang paling banyak disebut. Kami cari kotak baru minggu ini.
ig farhan 1h: Balas DM lama, kadang sampe besoknya
  +2h Betul Kak Farhan, kami cuma berdua. Sekarang dibagi: pagi Emak, sore saya. Target paling lama sehari.
ig gilang 2h: Tambah menu sate bandeng potongan kecil, buat yg ngekos
  +3h Ide bagus Kak Gilang, setengah ekor kami coba minggu depan.
ig citra 3h: jujur foto2nya kurang menggoda, rasanya padahal enak bgt
  +2h Hehe siap Kak Citra, kami belajar motret dulu.
fb euis 1h: harga naek terus tp ukuran bandeng mengecil
  +5h Terima kasih sudah jujur Teh Euis. Ukuran kami timbang lagi: paling kecil 350 gram. Kalau kurang dari itu, bilang, kami ganti.
fb hendra 2h: Parkirnya susah, kasih tau dong harus parkir dimana
  +3h Bisa di halaman musala Kak Hendra, tinggal bilang mau ke Dapur Serang. Kami buatkan petanya.
fb bambang 5h: sudah bagus pertahankan
  +2h Nuhun Pak Bambang.
fb maman 8h: ga setuju dibilang mahal, bikinnya aja seharian
  +14h Makasih sudah membela Pak Maman 🙏 yang merasa mahal juga kami dengar.
# kemasan-baru
ig laras 40m: Wah beneran didengerin. makasih!
  +1h Kakak yang pertama bilang, makasih ya.
ig okta 2h: Kotaknya bisa dibalikin ga buat dipakai lagi? sayang
  +3h Boleh Kak Okta, 5 kotak bersih ditukar 1 bungkus emping.
ig nita 6h: Kalau untuk acara kantor 40 kotak, bisa pakai kemasan ini dan dikasih nama perusahaan ga?
fb yanti 1h: Bagus, sekarang bisa ditumpuk
  +2h Betul Bu Yanti, kurirnya juga senang.
fb kokom 3h: harganya tetap? alhamdulillah
  +2h Tetap Bu Kokom.
# rabeg-lagi
ig asep 15m: 5 porsi kang, kali ini jangan keabisan 😄
  +10m Aman Kang Asep, 5 porsi dicatat.
ig aisyah 1h: Tanpa jeroan 2 ya kak
  +25m Dicatat 2 tanpa jeroan Kak Aisyah.
ig puji 3h: kolesterol apa kabar wkwkwk
  +2h Seminggu sekali aja Kak Puji 😄
fb iwan 1h: Bisa antar ke kantor bupati jam 11.30?
  +30m Bisa Pak Iwan, minimal 5 porsi gratis ongkir. Berapa porsi?
  <20m 8 porsi
  +10m Siap, 8 porsi jam 11.30.
fb lilis 25h: rabegnya tadi keasinan menurut saya, biasanya engga
  +2h Makasih Bu Lilis, betul, panci kedua keasinan. Yang beli dari panci itu kami beri potongan 10 ribu di pesanan berikut.
  <1h ok sip, jujur gini saya suka
  +40m Nuhun sudah dimengerti Bu.
# cara-hangat
ig vina 30m: Pake air fryer bisa ga?
  +1h Bisa Kak Vina, 160 derajat 6 menit, olesi minyak sedikit.
ig sarah 2h: Ternyata selama ini salah, langsung ke microwave 😅
  +1h Hehe nggak apa-apa Kak Sarah, yang penting habis.
ig sandi 3h: dibakar lagi di arang paling bener
  +16h Setuju Kak Sandi, kalau sempat.
fb ujang 1h: kukus. udah paling bener
  +2h Sip Kang Ujang.
fb imas 4h: Catet, kebetulan ada 2 di freezer
  +15h Selamat menikmati Bu Imas.
# emping-lagi
ig ratna 1h: Pedesnya PAS, daun jeruknya juara
  +1h Hore! Makasih Kak Ratna.
ig hani 3h: kurang pedes dikit
  +2h Dicatat Kak Hani, nanti ada level nangis.
ig yuli 5h: Minyaknya agak banyak kak yg kemarin
  +14h Makasih Kak Yuli, sekarang kami tiriskan dua kali dan pakai kertas.
fb wawan 2h: Restok di warung Bu Tuti kapan?
  +3h Besok sore kami antar Kang Wawan.
fb mimin 5h: 👍😋
# karangantu
ig deden 20m: Hadir! Karangantu deket vihara
  +1h Siap Kang Deden, tetangga sendiri.
ig mala 1h: Kasemen absen 🙋‍♀️
  +1h Halo Kak Mala!
ig galuh 3h: Keren bgt sama petambaknya adil
  +2h Doakan kami bisa terus begitu Kak Galuh.
ig irfan 9h: bandeng karangantu mah emang ga bau tanah
  +12h Betul Kak Irfan, airnya payau.
fb jajang 1h: Abdi ti Kasemen, bapak saya salah satu petambaknya 😁
  +1h Wah putranya Pak Haji! Salam Kang Jajang, bandengnya top.
fb dadang 3h: hadir, Banten Lama
  +2h Selamat datang Kang Dadang.
fb yuni -50m: Alamatnya di mana ya? Saya dari arah Pandeglang, patokannya apa?
fb tuti -30h: Bu, pesenan saya kemarin 4 ekor, yang 2 masih ada durinya banyak. Anak saya sampai ketusuk. Tolong gimana ini??
fb nining -7h: Makin mahal aja, ukurannya segitu2 aja. Katanya harga petambak, emang iya?
# jam-buka-lagi
ig tika 1h: Noted kak
  +2h Sip Kak Tika.
ig farhan 2h: hari besar nasional buka?
  +1h Buka Kak Farhan, kecuali Lebaran.
# gerem-asem-lagi
ig okta 20m: Level minta ampun, gaskeun
  +40m Siap Kak Okta, tanggung sendiri ya 😄
ig rizki 1h: bebek masih ada buat sabtu?
  +50m Masih 6 porsi Kak Rizki, mau berapa?
  <15m 2 deh
  +5m Dicatat 2 bebek.
ig citra 2h: 😋😋😋
ig wulan -5m: Kak, kalau pesan gerem asem buat besok siang masih bisa? 3 porsi, level santai
`;
