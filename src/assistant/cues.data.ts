/**
 * What a shop's customers say, by what it tells us; written in the spelling of same-words.ts, several words with
 * a space. They are features of the model and, by themselves, what sentiment, urgency and topic go by.
 */
export const cueTables = {
  ask: `
    apa; apakah; apanya; berapa; berapaan; kapan; dimana; di mana; kemana; ke mana; dari mana; yang mana;
    bagaimana; siapa; bisa tidak; bisa kan; ada tidak; masih ada; apa saja; apa belum; atau tidak; atau;
    tanya; nanya; info; boleh minta; minta nomor; adakah; bisa kak; do anda; does ini; are there;
    is there; is ini; is the; have anda; are anda; bisa saya; bisa anda; any; caranya; cara; beda;
    bedanya; kira; kah; termasuk; tidak sih; kan kak; bolehkah; masihkah; sudahkah; daleme; sedia;
    terima pembayaran; naha`,
  price: `
    harga; biaya; tarif; ongkos; ongkir; berapa; diskon; potongan; promo; mahal; kemahalan; murah; hm;
    pl; harga list; daftar harga; bagaimana much; grosir; cicilan; dicicil; nego; termahal; termurah;
    totalnya; total; gratis ongkir; fre ongkir`,
  stock: `
    stok; ready; restock; kosong; habis; sold out; tersedia; available; masih ada; masih sedia; sedia;
    ada ukuran; ada warna; ready lagi; in stok; po; indent; pre pesan; preorder; ada yang; sisa;
    kehabisan; ukuran`,
  how_to_buy: `
    cara pesan; cara pesannya; caranya; cara beli; cara ordernya; pesan lewat; cod; bayar; pembayaran;
    qris; dp; kirim; pengiriman; ekspedisi; bisa pesan; bisa kirim; via; checkout; shope; tokopedia;
    gofood; grabfood; ongkir; minimal pesan; minimal; reseller; agen; link pesan; kirim ke; bayar pakai;
    cod an; format pesan; shopeepay; dana; same hari; pemesanan; ovo; rekening; grosir`,
  hours: `
    jam berapa; buka jam; jam buka; tutup jam; jam bukanya; buka; tutup; libur; hari libur;
    jam operasional; open hours; hours; open on; bagaimana jam; minggu buka; jadwal; buka tidak; bukak;
    bukana; dibuka; sampai jam`,
  location: `
    dimana; di mana; lokasi; lokasinya; alamat; alamatnya; alamatna; daerah mana; toko offline; offline;
    shareloc; share lokasi; maps; cabang; deket mana; dekat mana; located; location; sebelah mana;
    patokan; ruko; daleme mana; outlet; tokonya di; parkir; offline toko; alamat lengkap`,
  ingredients: `
    bahan; bahannya; bahanna; komposisi; komposisinya; kandungan; kandungannya; mengandung; halal; msg;
    pengawet; gluten; gluten fre; pemanis; gula; kacang; alergi; ingredients; ingredient; vegan; bpom;
    terbuat; dibuat dari; bikin dari; terbuat dari; sugar; les sugar; tanpa gula; susu; telur; contain;
    nuts; pewarna; organik; alkohol; bumil; dari apa`,
  fault: `
    rusak; pecah; sobek; robek; bocor; basi; busuk; jamuran; berjamur; tengik; bau; retak; patah; copot;
    putus; luntur; layu; penyok; cacat; gosong; mati; hilang; telat; terlambat; tumpah; mencair;
    melempem; lembek; kempes; goyang; lapuk; lecet; noda; kebalik; terbalik; ketuker; tertukar; nyasar;
    rontok; ngelupas; mengelupas; terkelupas; soek; suwek; pedhot; mambu; haseum; melted; missing;
    expired; kadaluarsa; buram; ngeblur; mogok; error; netes; bekas; dobel; double; dibatalkan; batal;
    ditolak; gagal; ketinggalan; kurang satu; kurang lengkap; tidak lengkap; belum lengkap; tidak nyala;
    belum jadi; belum sampai; belum datang; belum kirim; belum tiba; belum diterima; belum terima;
    belum nerima; tidak sampai; tidak datang; salah kirim; salah warna; salah ukuran; salah cetak;
    salah tulis; tidak sesuai; tidak berfungsi; hanya sebelah; sebelah; belum dikerjakan; belum dibalas;
    tidak dibalas; belum kembali; belum masuk; dipakai sekali; leaking; spilled; stained; stale; mold;
    cracked; scratched; pernah sampai; gatel; gatal; jamur; apek; ulat; belatung; rambut; kecoa; lalat;
    semut; meleleh; menguning; karatan; berkarat; bolong; ngaret; molor; tidak bisa dipakai; macet`,
  received: `
    saya terima; yang saya terima; saya pesan; yang datang; yang kirim; pas sampai; pas dibuka;
    pas diterima; baru dipakai; baru beli; baru sehari; baru sekali; habis servis; habis diservis;
    setelah pakai; sampai rumah; pesan; tapi kok; kok; kok barang; pas; malah; barang diterima; datang;
    diterima; kirim; yang dipesan; sekali pakai; habis pakai; habis makan; setelah makan; saya beli;
    pembelian; received; opened; statusnya; resi; nunggu; ditunggu; menunggu; minggu; seminggu; sebulan;
    dua minggu; sampai sekarang; dari kemarin; masa`,
  remedy: `
    refund; uang kembali; kembalikan; dikembalikan; kembaliin; balikin; retur; return; tukar; ganti rugi;
    tanggung jawab; tanggung jawaban; bertanggung; kompensasi; diganti; ditindaklanjuti; tindak lanjut;
    kepastian; kepastiannya; kejelasan; solusi; solusinya; penjelasan; bagaimana nih; bagaimana ini;
    dicek; respon cepat; dibalas; segera dibalas; kok begini; fix; replace; replacement; ganti baru;
    bagaimana atuh; lapor; laporkan; mohon segera`,
  harm: `
    keracunan; muntah; mual; diare; mencret; gatal; gatel; iritasi; bengkak; perih; melepuh; sesak;
    pingsan; alergi; belatung; ulat; kecoa; beling; kaca; paku; silet; staples; steples; luka; berdarah;
    kesetrum; korslet; terbakar; kebakaran; meledak; rumah sakit; ugd; igd; sakit perut; poisoning;
    poisoned; allergic; rash; sick; hospital; burned; bleeding; maggot; kepleset; infeksi; bernanah;
    ruam; merah dan perih; kulit merah; sakit setelah; demam; dirawat; beracun; boraks; formalin`,
  money: `
    penipu; penipuan; nipu; ditipu; tipu; scam; scammer; fraud; diblokir; diblok; blokir; blok; saldo;
    terpotong; kepotong; dobel; double; twice; dua kali; uang saya; uang masuk; duit; dp masuk; dp saya;
    dp sudah; transfer tapi; sudah bayar; sudah transfer; ditagih; tagihan; tertagih; bayar; refund;
    uang kembali; lunas; hangus; belum kembali; dibawa kabur; kabur; polisi`,
  deadline: `
    besok; lusa; nanti malam; nanti sore; nanti siang; malam ini; sore ini; siang ini; pagi ini;
    hari ini; sekarang juga; segera; secepatnya; darurat; urgent; urgently; buru; buruan; mendadak;
    respon cepat; cepat dibalas; butuh cepat; immediately; today; tonight; right sekarang; di jalan;
    jam lagi; besok pagi; dadakan; acaranya; rapat; wisuda; aqiqah; hajatan; nikahan; resepsi;
    belum tiba; mogok; terdampar; dikejar; deadline; sekarang; kejar`,
  emergency: `
    mogok; darurat; urgent; urgently; butuh cepat; butuh sekarang; segera; secepatnya; mendadak; dadakan;
    buat nanti; buat hari ini; buat besok; untuk nanti; untuk hari ini; untuk besok; siang hari ini;
    malam hari ini; sore hari ini; untuk today; untuk tonight; acara nanti; acara besok; acaranya besok;
    besok acara; kebocoran; terdampar; emergency; right sekarang; jam lagi`,
  hygiene: `
    higienis; higienitas; higienitasnya; tidak higienis; sarung tangan; masker; jorok; kecoa; lalat;
    tikus; batuk; rambut; kutu; ulat`,
  correction: `
    koreksi; ralat; setahu; setau; setahu saya; setau saya; salah paham; keliru; beda kak; sepertinya;
    maksud saya; infonya salah; correction`,
  judge: `
    mahal; kemahalan; jelek; lambat; lelet; lemot; jutek; judes; ketus; galak; sombong; cuek; kotor;
    jorok; sempit; panas; gerah; sumpek; berisik; bising; bau; ribet; rumit; susah; bingung; hambar;
    anyep; asin; keasinan; kemanisan; kepahitan; pahit; asem; asam; pera; alot; keras; kering; encer;
    tipis; tebal; kasar; norak; kuno; pasaran; membosankan; bosan; suram; gelap; pucat; pelit; sedikit;
    seadanya; asal; murahan; payah; parah; zonk; gimmick; lebay; berlebihan; overrated; standar;
    biasa saja; meh; b saja; pas pasan; menurun; turun; downhil; berubah; beda; kurang; terlalu;
    tidak niat; tidak ramah; tidak worth; tidak profesional; tidak konsisten; tidak recommended;
    kurang recommended; tidak enak; tidak nyaman; tidak adil; tidak jelas; bertele; mending; enakan;
    ekspektasi; slow; rude; dirty; bland; worst; terrible; awful; boring; tiny; smal; joke; overpriced;
    mediocre; disappointing; murah looking; berantakan; amburadul; semrawut; berminyak; eneg; enek; amis;
    bening; hampa; heurin; haseup; sumuk; mrengut; gosip; pabrik; antri; antrian; lama`,
  suggest: `
    saran; usul; usulan; usulkan; masukan; ide; suggestion; suggest; sebaiknya; ada sebaiknya; harusnya;
    seharusnya; mestinya; semestinya; kedahna; perlu; perlu ditambah; coba; mungkin bisa; kalau bisa;
    lebih bagus; lebih enak; lebih baik; lebih praktis; alangkah; akan lebih; andai; andaikan;
    seandainya; bagaimana kalau; tambah; tambahin; tambahkan; ditambah; ditambahin; ditambahi;
    ditambihan; diperbanyak; dibanyakin; diperbesar; dipertimbangkan; disediakan; sediakan; sediain;
    adakan; adain; diadakan; dibikin; dibuatkan; buatkan; bikinin; dibenerin; diperbaiki; perbaiki;
    dipisah; dibuka; buka cabang; ganti; kurangi; biar; supaya; agar; supados; dong; deh; request; req;
    pasti laku; laris; next; kedepannya; ke depan; depannya; lain kali; mending; mendingan; mau ada;
    semoga ada; kasih; kolaborasi; kolab; collab; jualan di; jual di; buka juga; jangan lupa; launching;
    versi; varian; fitur; should; would be; ini would; maybe; ad; enaknya; lebih; mbok; bagus na; atuh;
    bikin; hayuk; ayo bikin; ada pilihan; pilihan`,
  praise: `
    bagus; enak; mantap; mantul; mantab; keren; cantik; indah; lucu; gemes; gemas; suka; puas; memuaskan;
    senang; bangga; salut; juara; terbaik; the best; best; top; jos; hebat; luar biasa; sempurna;
    perfect; recommended; rekomen; recomended; rekomended; highly; ramah; sabar; jujur; amanah; rapi;
    bersih; nyaman; betah; adem; lembut; halus; empuk; gurih; renyah; wangi; harum; segar; fresh; awet;
    nagih; ketagihan; candu; doyan; lahap; ludes; favorit; favorite; kesukaan; andalan; langganan;
    repeat; pesan lagi; beli lagi; balik lagi; borong; worth; sesuai gambar; sesuai deskripsi;
    sesuai foto; tidak nyesel; tidak menyesal; tidak kecewa; tidak mengecewakan; tidak pernah kecewa;
    tidak ribet; tidak salah pilih; untung beli; terima kasih; alhamdulillah; masyaallah; sukses; laris;
    berkah; lancar; bersahabat; melebihi; harapan; memuji; muji; oke; cocok; manjur; ampuh; lumer; moist;
    nampol; nendang; cepat; tepat waktu; gercep; sigap; responsif; cepat respon; aman; stunning; amazing;
    wonderful; excellent; awesome; heavenly; gorgeous; soft; aesthetic; estetik; elegan; mewah; premium;
    berkualitas; kualitas bagus; asli; original; sehat; mendingan; sembuh; kinclong; kece; badai; cihuy;
    pecah banget; jajane; sedoyo; bintang; bagus job; job; lokal`,
  dispute: `
    tidak benar; tidak betul; tidak begitu; bukan begitu; bukan begini; bukan itu; bukan saya; itu bukan;
    saya bukan; bukan yang; bukan; tidak pernah; belum pernah; tidak merasa; tidak setuju; kurang setuju;
    disagre; tidak terima; keberatan; membantah; salah paham; maksud saya; maksudnya; siapa bilang;
    siapa yang bilang; siapa yang; yang bilang; bilang; kata siapa; katanya; padahal; jangan bilang;
    jangan nuduh; nuduh; menuduh; tuduh; jangan asal; fitnah; bohong; hoax; hoaks; ngarang; ngaco;
    ngawur; ngeles; ngelak; alasan; alasannya; koreksi; ralat; setahu; setau; setahu saya; setau saya;
    faktanya; kenyataannya; nyatanya; buktinya; bukti; mana buktinya; bukti chat; klaim; klaimnya;
    justru; sebaliknya; disalahin; disalahkan; nyalahin; salah saya; baca lagi; cek lagi; jelas jelas;
    jelas; kan; kan saya; kan sudah; mana ada; mana mungkin; masa; masa sih; ah masa; kok saya;
    kenapa saya; kenapa bilang; perjanjian; kesepakatan; awalnya; pernyataan; tidak true; pernah bilang;
    salah; anda record; wait; that's tidak; tidak minta; saya hanya; hanya minta; putar balik;
    balikin fakta; muter; tidak kok; tidak lah; hakku; cctv; tulisan tangan; tanda tangan; leres;
    tidak leres; palsu; loh; lah; lho; sistem kalian; wajar; dipelintir; tidak usah`,
  spam: `
    slot; gacor; maxwin; judi; togel; depo; deposit; wd; withdraw; jp; rtp; rungkat; rungkad; bandar;
    casino; poker; bet; taruhan; pinjaman; pinjol; pinjam; kredit; agunan; jaminan; gadai; bpkb;
    bi checking; dana cepat; cair; limit; bunga rendah; followers; follower; subscriber; follback;
    follow back; sub; balik; saling follow; jasa; termurah; loker; lowongan; gaji; penghasilan;
    kerja sampingan; kerja dari rumah; kerja online; sampingan; tanpa ijazah; mlm; bisnis;
    passive income; income; investasi; profit; trading; forex; crypto; bitcoin; airdrop; binary; sinyal;
    klik; klik link; link; tautan; bio; link di; di bio; di profil; cek profil; cek bio; tap profil;
    profil; profilku; kunjungi; mampir; cek ig; japri; minat; hub; hubungi; dm; inbox; telegram; grup;
    gabung; daftar; webinar; closing; testimoni; obat; pelangsing; pembesar; pemutih; peninggi; aborsi;
    otp; kode otp; verifikasi; bea cukai; rekening; sumbangan; sedekah; donasi; pemenang; memenangkan;
    berhadiah; undian berhadiah; arisan; get; jodoh; kencan; bo; vcs; live panas; nonton; film;
    video viral; joki; top up; diamond; akun; kuota; pulsa; kavling; tanah; rumah subsidi; tiket konser;
    iphone; hp bm; kw; kw banget; mirror; branded; ori; branded ori; seo; website; blast; sultan; modal;
    hanya modal; bosku; gaes; dijual; jual; ready stok; amanah; baru member; bonus; member; viral; earn;
    money; prince; sugar; mommy; daddy; busines partner; click; promote; murah; mentor; dear; dijamin;
    privasi; mbah; dukun; pelet; pesugihan; transfer dulu; balas ya; menawarkan; kami; bosque`,
  contest: `
    done; giveaway; kuis; quiz; undian; challenge; lomba; ikut; ikut ya; ikut kuis; ikut undian;
    ikut giveaway; menang; semoga menang; beruntung; terpilih; kepilih; dipilih; pilih saya; pick saya;
    bismillah; bismillahirrahmanirrahim; rezeki; rejeki; rezekiku; hoki; luck; wish; wish saya luck;
    bagus luck; peruntungan; jawaban; jawab; tebakan; peserta; hadir; nomor undian; hadiah; hadiahnya;
    hadiahe; hadiahna; hampersnya; gratisnya; follow; difollow; subscribe; share; repost; story;
    storynya; tag; mention; upload; diupload; diunggah; reels; komen; syarat; syaratnya; pengumuman;
    username; domisili; akun ig; aamiin; amin; voting; vote; skor; siapa tahu; anak sholeh; sholehah;
    saya gues; fingers crossed; count; entry; alasan saya; layak; layak menang; ikut meramaikan;
    meramaikan; tolong; kali ini; nama; kota; struk; kode struk; screenshot`,
  order: `
    saya pesan; pesan; mau pesan; ambil; tambah satu; jadi; ganti jadi; ukuran; qty; kirim ke; alamatnya;
    alamat; alamat saya; patokan; blok; rt; rw; jalan; jl; perum; gang; atas nama; a dan; penerima;
    booking; reservasi; bukti transfer; bukti bayar; terlampir; sudah transfer; saya transfer;
    transferin; bayar di tempat; bungkus; kotak; porsi; lusin; catatan; catatannya; diambil; saya ambil;
    diantar; jemput; pickup; pick up; di depan; helm; otw; saja ya; saja`,
  greeting: `
    halo; selamat pagi; selamat siang; selamat sore; selamat malam; pagi; siang; sore; malam;
    assalamualaikum; permisi; punten; sampurasun; sugeng; wilujeng; bagus morning; bagus evening;
    bagus afternoon; morning; monggo; mangga; nggih; muhun; inggih; rahajeng; tes; cek; p; ping; absen;
    nyimak; up; sundul; pertama; pertamax; hadir; first`,
  chat: `
    oke; ok; okay; okey; sip; siap; baik; noted; iya; ya; oh; begitu; hm; wkwk; wkwkwk; haha; hahaha;
    hehe; maaf; maaf kepencet; kepencet; salah kirim; tidak apa; gapapa; gp; tidak apa apa; santai;
    nanti; nanti saya; kabari; dulu; pikir; pikir dulu; infonya; informasinya; info; selamat; ibadah;
    puasa; lebaran; idul; tahun baru; ulang tahun; duka; berduka; innalillahi; sembuh; jadi ingat; inget;
    jadi; kangen; lapar; laper; ngiler; kampung; hujan; gajian; nitip; lewat; di jalan; sebentar; tunggu;
    ditunggu; ditungguan; se anda; later; besok; sama sama; sami; lihat; ini yang; banget; kak jago`,
  hope: `
    semoga; semoga menang; wish saya luck; bagus luck; pick saya; fingers crossed; siapa tahu; mau;
    bismillah; rezeki; rejeki; menang; pilih saya; bangga; aamiin; amin; hoki; luck; tolong; hadiahnya;
    peruntungan; bismillahirrahmanirrahim; bagus; dong`,
  defend: `
    wajar; jujur; amanah; enak kok; bagus kok; asli kok; baik kok; cepat; fitnah; tokonya; usaha kak;
    usaha orang; langganan; paling murah; sering kasih; saksinya; bagus begini; murah begini; ramah kok`,
} as const;
