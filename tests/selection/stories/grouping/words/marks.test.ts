import { describe, expect, it } from 'vitest';
import { marksConflict, marksOf } from '../../../../../src/selection/stories/grouping/words/marks.ts';

const conflict = (a: string, b: string) => marksConflict(marksOf(a), marksOf(b));

describe('headlines dated or numbered differently', () => {
  it.each([
    ['Updates for June 2021', 'Updates for July 2021'],
    ['Support ends on 31 August 2022', 'Support ends on 31 August 2024'],
    ['Heron Q2 results', 'Heron Q3 results'],
    ['Heron OS 21.07 released', 'Heron OS 21.08 released'],
    ['Podcast, episode 5', 'Podcast, Episode 6'],
    ['Update rollup 55', 'Update rollup 56'],
    ['Support ends on 11 November', 'Support ends on 23 November'],
    ['Corvid unveils the iPhone 15', 'Corvid Unveils The iPhone 16'],
    ['A new Windows 10 update', 'A new Windows 11 update'],
    ['Galaxy S23 review', 'Galaxy S24 review'],
    ['GPT-4 is here', 'GPT-5 is here'],
    ['Court approves the merger of Corvid and Heron', 'Court blocks the merger of Corvid and Heron'],
    ['Gericht genehmigt den Streik der Lotsen', 'Gericht untersagt den Streik der Lotsen'],
    ['Le Sénat approuve la réforme', 'Le Sénat rejette la réforme'],
    ['El Senado aprueba la reforma', 'El Senado rechaza la reforma'],
    ['La Camera approva la riforma', 'La Camera respinge la riforma'],
    ['Câmara aprova a reforma', 'Câmara rejeita a reforma'],
    ['Kamer: verbouwing goedgekeurd', 'Kamer: verbouwing afgewezen'],
    ['Domstolen bifaller ansökan', 'Domstolen avslår ansökan'],
    ['Sejm zatwierdził budżet', 'Sejm odrzucił budżet'],
    ['Mahkeme başvuruyu onayladı', 'Mahkeme başvuruyu reddetti'],
    ['Суд одобрил сделку', 'Суд отклонил сделку'],
    ['البرلمان أقر القانون', 'البرلمان رفض القانون'],
    ['4.2-magnitude quake shakes Ostvik', 'Quake measuring 4.6 rattles Ostvik'],
    ['Erdbeben der Stärke 5,1 in Ostvik', 'Erdbeben der Stärke 6,3 in Ostvik'],
  ])('“%s” is not “%s”', (a, b) => {
    expect(conflict(a, b)).toBe(true);
  });

  it.each([
    ['Quake kills 12', 'Quake kills 15'],
    ['Rates fall 3.5 percent', 'Rates fall 3.6 percent'],
    ['Heron raises 1.5 million', 'Heron raises 1.6 million crowns'],
    ['Heron OS 21.07 released', 'Heron OS is out'],
    ['Plans for 2030 set in 2024', 'Plans for 2030'],
    ['Heron may sell', 'Heron to sell in June'],
    ['Quake Injures 12 In Ostvik', 'Quake Injures 15 In Ostvik'],
    ['iPhone 15 and iPhone 16 compared', 'iPhone 16 compared'],
    ['Covid-19 cases fall', 'COVID-19 deaths fall'],
    ['Court approves the merger', 'Court approves the merger the cartel office blocked'],
    ['Ostvik beat Linnet 3-2', 'Linnet lose 2-3 to Ostvik'],
    ['Quake of magnitude 6.1 hits Ostvik', '6.3-magnitude quake: Ostvik counts its dead'],
    ['Le Sénat approuve la réforme', 'Le Sénat approuve la réforme que la Chambre avait rejetée'],
    ['A wall measuring 4.6 metres', 'A 6.1-magnitude quake'],
  ])('“%s” may be “%s”', (a, b) => {
    expect(conflict(a, b)).toBe(false);
  });
});
