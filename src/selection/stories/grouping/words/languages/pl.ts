import type { LanguageWords } from './language-words.ts';

export const pl: LanguageWords = {
  function: `
    i w z na do o się nie to jest są że za od po dla przez oraz jak co czy ale już przy pod nad przed bez ze we był była było były
    będzie będą może tym tego ten ta te jego jej ich tak też tylko jako który która które między`,
  ordinary: `
    rok roku lata lat miesiąc tydzień dzień dni dniu poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę
    weekend stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia styczeń luty marzec
    kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień dziś dzisiaj wczoraj jutro rano wieczór wieczorem noc
    nocy godzina godzin minut czas czasu koniec początek kraj kraju miasto miasta mieście świat świata polska polski polskiego polsce
    polskie rząd rządu prezydent prezydenta minister ministra premier premiera burmistrz partia polityka policja sąd prawo ustawa
    państwo sprawa problem powód plan projekt kryzys reforma debata krytyka granica cel rola droga ulica plac miejsce dom szkoła
    dziecko dzieci kobieta kobiety mężczyzna ludzie ludzi osoba osoby osób rodzina życie śmierć zmarł zginął zginęli ranny ranni
    rannych ofiara ofiary wypadek pożar mieszkańcy mieszkańców decyzja firma szef gospodarka rynek cena ceny pieniądze złotych euro
    milion milionów miliard procent bank klient praca oferta produkt sprzedaż mecz zwycięstwo porażka sezon drużyna zawodnik trener
    liga puchar finał turniej wygrał wygrała pokonał pokonała przegrał przeciw przeciwko otwiera zamyka ogłosił zapowiada chce musi
    może robi mówi bierze zostaje wraca trwa będzie jest duży duża wielki wielka mały dobry lepszy najlepszy nowy nowa nowe pierwszy
    pierwsza drugi druga trzeci trzecim ostatni inny wszystko wszyscy nigdy zawsze jeszcze bardzo dużo mniej dwa dwie trzy cztery pięć
    sześć siedem osiem dziewięć dziesięć dwanaście sto tysiąc dlaczego kiedy gdzie kto badanie raport ekspert wideo zdjęcia wywiad
    analiza komentarz pogoda prognoza horoskop`,
};
