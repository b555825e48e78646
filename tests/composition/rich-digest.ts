import { digestOf } from './made-up-digest.ts';

/** Six topics of four stories: every variant a theme has to set, at the lengths a newsroom writes. */
export const richDigest = digestOf({
  Transport: [
    {
      id: 'night-ferry',
      title: 'Night ferry to the islands returns after eleven years, and the first crossing is already full',
      excerpt:
        'Bookings opened at six in the morning and closed at nine. The operator has chartered a second ship for the autumn and says a winter timetable is being drawn up with the harbour authorities on both sides.',
      others: ['Coast Wire', 'The Ledger', 'Northern Dispatch'],
      more: ['The harbour master who said no for eleven years, and why she changed her mind', 'سفينة الليل تعود إلى الجزر'],
      points: 180,
    },
    {
      id: 'tram-six',
      title: 'Tram line six opens a month early',
      excerpt: 'The last rail was laid on Thursday. Passengers ride free until the end of August, while drivers learn the route.',
      outlet: 'Metro Gazette',
      others: ['Harbour Post'],
      more: ['Drivers learn the sixth line'],
      update: true,
      points: 120,
    },
    {
      id: 'level-crossing',
      title: 'Why the level crossing at Mill Road stays shut for eleven minutes at a time',
      excerpt: 'Two timetables, one signal box and a rule from 1958. An engineer explains, with a stopwatch.',
      outlet: 'Signal & Line',
      type: 'video',
      points: 84,
    },
    { id: 'cargo-bikes', title: 'Cargo bikes now carry a fifth of city-centre parcels', outlet: 'The Ledger', points: 61 },
  ],
  Climate: [
    {
      id: 'reservoirs',
      title: 'Reservoirs are full in August for the first time since records began',
      excerpt:
        'Hydrologists credit a wet spring and the repair of four hundred leaking mains. Hosepipe bans in nine districts end at midnight, a fortnight sooner than planned.',
      outlet: 'Northern Dispatch',
      others: ['Coast Wire', 'Harbour Post', 'The Ledger', 'Metro Gazette', 'Field Notes', 'Weathervane', 'Orbit Daily'],
      points: 150,
    },
    {
      id: 'peat',
      title: 'The bog that swallowed a railway is being paid to do nothing',
      excerpt: 'Carbon credits from an undrained moor now bring its village more than the peat works ever did.',
      outlet: 'Field Notes',
      points: 70,
    },
    {
      id: 'heat',
      title: 'Night temperatures, not day, drive the new heat alerts',
      excerpt: 'Forecasters changed the threshold after reading ten years of hospital admissions.',
      outlet: 'Weathervane',
      points: 66,
    },
    {
      id: 'sea-grass',
      title: 'Seagrass meadows double in the northern bays',
      excerpt: 'Volunteers planted by hand for six seasons; the eels came back on their own.',
      outlet: 'Coast Wire',
      points: 55,
    },
  ],
  'Business & Markets': [
    {
      id: 'bonds',
      title: 'A quiet week for bonds ends with a loud Friday',
      excerpt: 'One auction, two surprises. Yields moved further in an hour than in the month before it.',
      outlet: 'The Ledger',
      others: ['Morning Figures'],
      points: 96,
    },
    {
      id: 'bakery',
      title: 'The bakery chain that publishes every recipe, and sells more bread for it',
      excerpt: 'Rivals copied the loaf. Customers, it turned out, wanted somebody else to get up at three.',
      outlet: 'Morning Figures',
      points: 74,
    },
    { id: 'shipyard', title: 'Shipyard order book full until 2027', outlet: 'Harbour Post', points: 52 },
    {
      id: 'pay',
      title: 'Four-day week trial: output steady, sick days down by a third',
      excerpt: 'Sixty-one firms took part; fifty-six will carry on.',
      outlet: 'Metro Gazette',
      points: 49,
    },
  ],
  Science: [
    {
      id: 'comet',
      title: 'A comet nobody expected will be visible to the naked eye this week',
      excerpt: 'Look north-east an hour before dawn. It was found in March by a retired schoolteacher with a second-hand telescope.',
      outlet: 'Orbit Daily',
      others: ['Northern Dispatch', 'Field Notes'],
      points: 140,
    },
    {
      id: 'octopus',
      title: 'Octopuses throw things at each other, and they aim',
      excerpt: 'Twenty hours of film from one bay settle an old argument among divers.',
      outlet: 'Field Notes',
      type: 'video',
      points: 88,
    },
    {
      id: 'enzyme',
      title: 'Enzyme from compost heap digests polyester shirts in a day',
      excerpt: 'The dye is left behind, which the chemists call a second discovery.',
      outlet: 'Bench Report',
      points: 77,
    },
    { id: 'bats', title: 'Bats learn the sound of wind turbines and stay away', outlet: 'Bench Report', points: 43 },
  ],
  Culture: [
    {
      id: 'library',
      title: 'The library that lends silence',
      excerpt: 'A reading room without a single power socket has a waiting list of four months.',
      outlet: 'Quarter Review',
      points: 69,
    },
    {
      id: 'opera',
      title: 'Opera house sells its chandelier to pay for a new stage',
      excerpt: 'Twelve hundred crystals, numbered and boxed, go to the highest bidders in October.',
      outlet: 'Quarter Review',
      others: ['The Ledger'],
      points: 64,
    },
    {
      id: 'film',
      title: 'Silent film found in a biscuit tin gets its premiere, a century late',
      excerpt: 'Two reels of three survive. The orchestra will improvise the ending.',
      outlet: 'Harbour Post',
      points: 58,
    },
    { id: 'chess', title: 'Eleven-year-old beats grandmaster in the park', outlet: 'Metro Gazette', type: 'video', points: 40 },
  ],
  Sport: [
    {
      id: 'sailing',
      title: 'Becalmed for nine hours, then won by a yard',
      excerpt: 'The strangest finish in the history of the round-island race, told from both boats.',
      outlet: 'Coast Wire',
      points: 72,
    },
    {
      id: 'cricket',
      title: 'Village side bowls out champions for seventeen',
      excerpt: 'The scorer ran out of noughts.',
      outlet: 'Metro Gazette',
      others: ['Harbour Post'],
      points: 63,
    },
    {
      id: 'swim',
      title: 'She swam the strait both ways, and apologised for being late',
      excerpt: 'Fourteen hours, one jellyfish, no complaints.',
      outlet: 'Northern Dispatch',
      points: 60,
    },
    { id: 'referee', title: 'Referees will explain decisions over the loudspeaker', outlet: 'The Ledger', points: 41 },
  ],
});

/** Stories of it that no picture was made for. */
export const withoutPicture = ['cargo-bikes', 'heat', 'shipyard', 'pay', 'bats', 'library', 'chess', 'referee'];
