/**
 * How headlines of other languages say that their page tells several events; regular expressions of whole words, in lower case.
 * `^`: at the beginning alone, as in lists (`10 choses à savoir`).
 */
export const roundupWords: Readonly<Record<string, readonly string[]>> = {
  de: [
    '(?:tages|wochen|monats|jahres|wochenend)(?:rückblick|überblick|rückschau|schau)',
    'presseschau|nachrichtenüberblick|kurznachrichten|kurz notiert|meldungen in kürze|das wichtigste (?:vom|am|der|des|in kürze)',
    'die (?:woche|nacht|welt) (?:im überblick|in bildern|in kürze)|(?:die )?(?:wichtigsten|besten|größten) (?:\\p{L}+ )?(?:nachrichten|meldungen|neuigkeiten|ankündigungen)',
    '^(?:\\d+|drei|fünf|sieben|zehn) (?:dinge|gründe|tipps|fakten|wege|erkenntnisse)',
  ],
  fr: [
    "revue de (?:presse|la semaine)|l[’']actu(?:alité)? (?:du jour|de la semaine|en bref)|l[’']essentiel (?:de la|du|de l[’'])|en bref$|^en bref",
    "le récap(?:itulatif)?|les titres d[ue]|ce qu[’']il faut retenir d\\p{L}*|la semaine en|les (?:principales|meilleures) (?:\\p{L}+ )?(?:annonces|infos|informations|actualités)",
    '^(?:les )?(?:\\d+|trois|cinq|sept|dix) (?:choses|raisons|infos|chiffres|façons|annonces)',
  ],
  es: [
    'resumen (?:de la semana|del día|semanal|diario|de noticias|de prensa)|las noticias (?:del día|de la semana|más importantes)|lo más (?:leído|destacado|importante) d\\p{L}+',
    'titulares d\\p{L}+|la semana en|revista de prensa|boletín (?:semanal|diario|de noticias)|(?:principales|mayores) (?:noticias|anuncios)',
    '^(?:las |los )?(?:\\d+|tres|cinco|siete|diez) (?:cosas|razones|noticias|claves|datos|anuncios)',
  ],
  it: [
    'rassegna (?:stampa|della settimana)|notizie in breve|le notizie (?:del giorno|di oggi|della settimana|principali)|la settimana in|riassunto d(?:ella|el|i)',
    'i (?:principali|migliori) annunci|tutt[ie] (?:gli annunci|le novità)|^(?:le |i )?(?:\\d+|tre|cinque|sette|dieci) (?:cose|motivi|notizie|novità|fatti)',
  ],
  pt: [
    'resumo (?:da semana|do dia|semanal|das? notícias?)|(?:as )?(?:principais )?notícias (?:do dia|da semana|desta \\p{L}+)|destaques d[aoe]|giro de notícias|revista de imprensa',
    'a semana em|(?:principais|maiores) anúncios|^(?:as |os )?(?:\\d+|três|cinco|sete|dez) (?:coisas|razões|motivos|notícias|fatos)',
  ],
  nl: [
    '(?:week|dag|nieuws|pers|jaar)overzicht|kort nieuws|nieuws in het kort|het nieuws van (?:de dag|vandaag|deze week|de week)|de week in|dit was het nieuws|nieuwsbrief',
    '(?:de )?(?:belangrijkste|grootste) (?:\\p{L}+ )?(?:nieuws|aankondigingen|berichten)|^(?:de )?(?:\\d+|drie|vijf|zeven|tien) (?:dingen|redenen|feiten|tips|manieren)',
  ],
  sv: [
    'veckan som gick|veckan i (?:korthet|bilder)|nyheter(?:na)? i korthet|veckans (?:nyheter|viktigaste|händelser)|nyhetssvep|kortnytt|nyhetsbrev|dagens (?:nyheter|viktigaste) i',
    '(?:de )?(?:viktigaste|största) (?:\\p{L}+ )?(?:nyheterna|händelserna)|^(?:\\d+|tre|fem|sju|tio) (?:saker|skäl|tips|nyheter)',
  ],
  pl: [
    'przegląd (?:prasy|tygodnia|dnia|wydarzeń|mediów)|podsumowanie (?:tygodnia|dnia|roku|miesiąca)|skrót (?:wiadomości|dnia|wydarzeń)|najważniejsze (?:wydarzenia|informacje|wiadomości)',
    'tydzień w|^(?:\\d+|trzy|pięć|siedem|dziesięć) (?:rzeczy|powodów|faktów|wiadomości)',
  ],
  tr: [
    '(?:haftanın|günün|ayın|yılın) (?:özeti|öne çıkan\\p{L}*|haberleri|önemli|manşetleri)|haber (?:özeti|bülteni|turu)|basın özeti|gündem özeti|kısa kısa',
    '^(?:\\d+|üç|beş|yedi|on) (?:şey|neden|haber|gelişme)',
  ],
  ru: [
    '(?:итоги|события|новости) (?:дня|недели|месяца|года)|главное (?:за|к этому)|обзор (?:прессы|сми|недели|событий|новостей)|дайджест|коротко о (?:главном|важном)|что произошло за',
    '(?:главные|важные) (?:новости|события)|^(?:\\d+|три|пять|семь|десять) (?:вещей|причин|фактов|новостей|главных)',
  ],
  ar: [
    '(?:أبرز|أهم) (?:الأخبار|أخبار|الأحداث|أحداث|عناوين|العناوين|ما جاء)|حصاد (?:الأسبوع|اليوم|العام)|موجز (?:الأخبار|اليوم|الأنباء)|نشرة (?:الأخبار|أخبار)|عناوين الصحف|جولة (?:الصحافة|الصحف)|ملخص (?:الأسبوع|اليوم)',
  ],
};
