/**
 * One word for many spellings: slang, abbreviations, Javanese, Sundanese and the commonest English, each line as
 * `word: what people write for it`.
 */
const table = `
tidak: tak tdk gak ga gk ngga nggak enggak engga kagak kaga ndak ndk nda g gaa gx nggk ora mboten teu henteu not don't dont didn't doesn't isn't wasn't nope
bukan: bkn dudu sanes
belum: blm blom belom dereng durung tacan
jangan: jgn jng jgan ojo ulah tong
sudah: sdh udh udah dah uda wes wis sampun parantos tos atos geus enggeus already
yang: yg sing ingkang nu anu
dengan: dgn dg sareng karo kaliyan with
dan: n and
untuk: utk untk kanggo kangge keur pikeun for
dari: dr dri saking saka ti tina from
sama: sm ama
ada: ono wonten aya
saya: sy sya aku ak aq gue gua gw ane kulo kula abdi i my me im i'm
kami: kita our
anda: kamu km u lo lu situ you your
dia: doi
ini: iki niki ieu this it
itu: tu kuwi niku eta that
kok: koq ko
kak: kk kaka kakak sis sist mbak mba mb teh teteh ceu bund bunda bun bu ibu mas kang akang aa bang abang gan agan bro om pak pakde bapak juragan min mimin admin adm kakk
apa: ap apaan opo nopo naon what
berapa: brp brapa brpa piro pinten sabaraha
kapan: kpn iraha when
mana: mn pundi endi
dimana: dmn nangendi where
bagaimana: gimana gmn gmna gimna bgmn piye pripun kumaha how
kenapa: knp knapa ngapa mengapa kunaon why
siapa: sp sopo sinten saha who
bisa: bs bsa iso saget tiasa bisakah can could
boleh: blh oleh kenging
mau: mo mauu pengen pengin kepengen pgn ingin hoyong arep badhe badé want wanna
minta: mnta nyuwun
dapat: dpt dapet dapetin entuk angsal
banget: bgt bgtt bangat bener pisan tenan pol amat very so super
semoga: smoga moga mugi mugo mugia muga hope hopefully
terima-kasih: makasih mksh makasi mksih thx thanks thank tq trims trimakasih nuwun suwun nuhun tengkyu maacih makaci terimakasih
tapi: tp tpi ning nanging but
karena: krn karna soalnya soale sabab because
kalau: kalo klo kl klau nek menawi mun upami if
saja: aja aj ae wae we mawon
juga: jg jga ugi oge also too
lagi: lg lgi deui maneh again
masih: msh masi tasih taksih isih keneh still
banyak: bnyk akeh seueur loba many
kurang: krg kirang
terlalu: trlalu teuing kakean
lebih: lbh luwih langkung leuwih more
bagus: bgus bgs apik sae alus good great nice
enak: enk eco ngeunah raos delicious yummy tasty wuenak uenak
jelek: jlk elek awon bad
mahal: mhl larang awis expensive pricey
murah: mrh mirah cheap
harga: hrg hrga rega regi hargi price prices harganya hrganya regane regine hargana hargina pricelist
pesan: psn pesen order ordr mesen mesan pesenan pesanan orderan psnan ordered
beli: bli tuku meser mésér mundut buy bought
bayar: byr mayar mbayar pay paid payment charged
kirim: krm ngirim dikirim dikirimin kirimin ship shipping deliver delivery
sampai: smpe sampe smp nyampe nyampai nyampek dugi tekan nepi arrived arrive
datang: dtg dateng sumping teko
barang: brg brng item
paket: pkt paketan package parcel
warna: wrna kelir color colour colors
rasa: rsa taste
ukuran: uk ukrn size
rusak: rsk ruksak broken damaged torn defective
salah: slh lepat wrong incorrect
bohong: boong ngapusi
tolong: tlg tlong tulung please pls plis plz pliss
mohon: mhn
sebaiknya: baiknya saena saéna
sekali: skali
sekarang: skrg skrang skrng saiki sakniki ayeuna now
kemarin: kmrn kemaren wingi kamari yesterday
besok: bsk sesuk benjing isukan enjing tomorrow
hari: hr dinten poe day
jam: tabuh
bikin: gawe digawe damel nyieun dijieun make
buat: bt bwt
pakai: pake pk pke dipake dienggo dianggo nganggo use used
dikasih: diwenehi dipaparin
kasih: ksh maringi
orang: org wong jalmi
lihat: liat lht ningali
tahu: tau ngerti terang
bilang: blg ngomong nyarios sanjang nyebut dibilang dibilangin dibilangnya say said
lama: lm lami suwe
cepat: cpt cepet enggal gancang fast quick
segera: sgra asap
kata: kt
katanya: ktnya jare cenah saur
padahal: pdhl padhal
hanya: cuma cm cmn cuman mung ngan only
begitu: gitu gt gtu ngono ngoten kitu
begini: gini ngene ngeten kieu
toko: lapak store shop
teman: tmn temen kanca konco rerencangan babaturan friend friends
menang: mnang win winner
ikut: ikt ikutan melu ngiring ngiringan join joining
coba: cobain nyoba nyobain cobo cobi jajal try
suka: sk seneng remen resep love
cantik: cntik cakep ayu geulis pretty beautiful
foto: poto pict pic photo
nomor: no nmr nomer number
alamat: almt address
stok: stock stoknya stoke
ready: redi redy
giveaway: giveway
jawaban: jwb jwban jawabannya jawabnya jawabanku answer
tebakan: tebak tebakanku guess
daripada: drpd
sedikit: dikit sakedik saeutik
kecil: cilik leutik alit small
besar: gede ageung big
tempat: tmpt panggon panggone tempatna place
baru: br bru nembe anyar new
wa: whatsapp whatsap wasap wasapp
ig: instagram insta
transfer: tf trf trsf tranfer transfernya
respon: respond resp response
ramah: rmh friendly
kecewa: kcewa disappointed
selalu: slalu sllu always
pernah: prnh nate kantos never
halo: hallo hai hi hello helo hei hey
`;

const standard = new Map<string, string>();
for (const line of table.trim().split('\n')) {
  const [word = '', others = ''] = line.split(': ');
  for (const other of others.split(' ')) standard.set(other, word);
}

/** The word this one stands for, or itself. */
export function sameWord(word: string): string {
  return standard.get(word) ?? word;
}
