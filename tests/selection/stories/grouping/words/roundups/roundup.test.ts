import { describe, expect, it } from 'vitest';
import { isRoundup } from '../../../../../../src/selection/stories/grouping/words/roundups/roundup.ts';

describe('a page about several events', () => {
  it.each([
    'The week in AI: robots, chips and a strike',
    'Daily brief, 12 May',
    'Your Morning Briefing: Corvid down',
    'Corvid Weekly Roundup',
    '10 things you need to know this morning',
    'Five takeaways from the Corvid summit',
    '11 Top Announcements From Corvid Summit 2024',
    'The biggest announcements from Corvid Summit',
    'Corvid Summit 2024: Everything announced',
    'Corvid Summit 2024: Highlights',
    'Corvid Summit: announcements at a glance',
    '2023: the year in review',
    'Newsletter: what the flood left behind',
  ])('is told by its headline: “%s”', (title) => {
    expect(isRoundup(title, null)).toBe(true);
  });

  it.each([
    'Jury awards millions over Roundup weedkiller',
    'Two ways out of Ostvik are closed',
    'Five dead in Ostvik fire',
    'Alderman spends a week in jail',
    'Three big banks fail',
    'Corvid launches a newsletter tool',
    'Ostvik quake: live updates',
    'Singer headlines the harbour festival',
  ])('is not “%s”', (title) => {
    expect(isRoundup(title, null)).toBe(false);
  });
});

describe('a page about several events, in other languages', () => {
  it.each([
    'Der Wochenrückblick: Streik, Sturm und ein Rücktritt',
    'Fünf Dinge, die heute wichtig sind',
    'Revue de presse : la grève en une',
    'Ce qu’il faut retenir de la semaine',
    '10 choses à savoir avant la rentrée',
    'Resumen de la semana: huelga y tormenta',
    'Rassegna stampa di oggi',
    'Le notizie del giorno',
    'As principais notícias do dia',
    'Weekoverzicht: staking en storm',
    'Veckan som gick i Ostvik',
    'Przegląd prasy: strajk na okładkach',
    'Haftanın özeti: grev ve fırtına',
    'Итоги недели: забастовка и буря',
    'Главное за день',
    'أبرز الأخبار: إضراب وعاصفة',
    'موجز الأخبار',
  ])('is told by its headline: “%s”', (title) => {
    expect(isRoundup(title, null)).toBe(true);
  });

  it.each([
    'Fünf Menschen bei Brand verletzt',
    'Trois morts dans une avalanche',
    'La presse en grève',
    'El día que cayó la torre',
    'Cinque arresti a Ostvik',
    'Sju skadade i Ostvik',
    'Pięć osób zginęło w Ostviku',
    'Итоговый счёт матча — 3:1',
    'أهم لاعب في المنتخب يغيب',
  ])('is not “%s”', (title) => {
    expect(isRoundup(title, null)).toBe(false);
  });

  it('is told in its own language and where none shows, in English everywhere', () => {
    expect(['de', null, 'en'].map((language) => isRoundup('Die Woche im Überblick', language))).toEqual([true, true, false]);
    expect(['de', null, 'en'].map((language) => isRoundup('Daily brief, 12 May', language))).toEqual([true, true, true]);
  });
});
