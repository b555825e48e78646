import type { LanguageWords } from './language-words.ts';

export const tr: LanguageWords = {
  function: `
    ve bir bu da de ile için mi mu ne o çok en daha gibi kadar sonra önce olarak olan oldu olduğu var yok değil ki ya veya ama her ise
    göre karşı şu biz ben siz onun dedi etti`,
  ordinary: `
    yıl yılı ay hafta gün günü pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos
    eylül ekim kasım aralık bugün dün yarın sabah akşam gece saat dakika zaman son ilk ülke şehir kent dünya türkiye türk hükümet
    cumhurbaşkanı başkan başkanı bakan bakanı parti siyaset polis mahkeme hukuk yasa kanun devlet sorun neden plan proje kriz reform
    tartışma eleştiri sınır hedef rol yol sokak yer ev okul okullar çocuk çocuklar kadın kadınlar erkek adam insan insanlar kişi aile
    yaşam hayat ölüm öldü ölü yaralı yaralandı kaza yangın şirket ekonomi piyasa fiyat para lira euro dolar milyon milyar yüzde banka
    bankası müşteri iş ürün satış merkez maç galibiyet yenilgi sezon takım oyuncu teknik lig kupa final gol yendi yenildi kazandı
    kaybetti açıldı kapandı açıkladı açıklandı duyurdu geldi gitti verdi aldı yaptı kaldı çıktı çıkan başladı bitti istedi büyük küçük
    iyi daha yeni eski başka bütün tüm hiç hep hâlâ az iki üç dört beş altı yedi sekiz dokuz on yüz bin kim nerede nasıl niçin durum
    araştırma rapor uzman video fotoğraf canlı röportaj analiz köşe hava durumu haber haberi`,
};
