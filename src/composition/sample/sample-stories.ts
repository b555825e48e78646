/** Stories a theme is tried on: one of every kind a digest may hold. The towns, outlets and people are made up. */

/** A story in short; what is left out is the usual: an article of words, told by one outlet, without a picture. */
export type SampleStory = {
  readonly id: string;
  readonly title: string;
  readonly excerpt?: string;
  readonly outlet: string;
  /** Other outlets that tell it. */
  readonly others?: readonly string[];
  /** Headlines of what gave way to it. */
  readonly more?: readonly string[];
  readonly video?: true;
  readonly update?: true;
  readonly picture?: SamplePicture;
  readonly minutes?: number;
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
};

/** A file in `emails/sample/`. */
type SamplePicture = { readonly file: string; readonly alt: string; readonly caption?: string; readonly credit?: string };

const outlets = ['Harbour Post', 'Coast Wire', 'The Ledger', 'Northern Dispatch', 'Field Notes', 'Orbit Daily', 'Quarter Review'] as const;

/** By topic, in the order of the sections: the first leads. */
export const everything: Readonly<Record<string, readonly SampleStory[]>> = {
  'City & Harbour': [
    {
      id: 'barrier',
      title: 'The harbour barrier holds through the worst tide in forty-four years',
      excerpt:
        'Eleven centimetres were left when the water turned. The engineers who had asked for twenty more say that they are not gloating.',
      outlet: 'Harbour Post',
      others: ['Coast Wire', 'The Ledger', 'Northern Dispatch', 'Field Notes', 'Orbit Daily', 'Quarter Review'],
      more: ['Who pays for the next eleven centimetres'],
      minutes: 6,
      picture: {
        file: 'barrier.jpg',
        alt: 'Waves at the harbour barrier',
        caption: 'The barrier at the top of the tide',
        credit: 'Ida Lund',
      },
      fields: { region: 'Harrow Point', access: 'free' },
    },
    {
      id: 'tram',
      title: 'Night trams are free from January, by a single vote',
      excerpt: 'The council counted three times. Landlords along the line will pay for most of it.',
      outlet: 'The Ledger',
      others: ['Harbour Post', 'Coast Wire'],
      update: true,
      minutes: 3,
      picture: { file: 'tram.jpg', alt: 'A tram at night' },
    },
    { id: 'bollard', title: 'Missing bollard found at number 14, wearing a hat', outlet: 'Harbour Post' },
    {
      id: 'band',
      title: 'Watch the brass band that rehearses in a drained swimming pool',
      excerpt: 'The echo lasts four seconds, and they write for it.',
      outlet: 'Coast Wire',
      video: true,
    },
    { id: 'benches', title: 'Twelve thousand new benches, and the quarrel over armrests', outlet: 'Northern Dispatch' },
  ],
  Climate: [
    {
      id: 'coral',
      title: 'Coral returns to the reef that was written off, a millimetre at a time',
      excerpt:
        'Divers counted by hand for six seasons before they dared to say so. The fish had come back two years earlier, without asking.',
      outlet: 'Field Notes',
      others: ['Orbit Daily', 'Northern Dispatch', 'The Ledger'],
      picture: { file: 'coral.jpg', alt: 'Coral in shallow water', credit: 'Field Notes' },
    },
    {
      id: 'arabic',
      title: 'ميناء مرسى النور يفتح أبوابه ليلاً للمرة الأولى',
      excerpt: 'وصلت أول سفينة بعد منتصف الليل بقليل، وكان في استقبالها نصف سكان المدينة.',
      outlet: 'صحيفة الساحل',
      others: ['Coast Wire'],
    },
    {
      id: 'loaf',
      title: 'The loaf that crossed a border every morning for forty years',
      outlet: 'Quarter Review',
      picture: { file: 'loaf.jpg', alt: 'A loaf of bread' },
    },
    {
      id: 'japanese',
      title: '十一年ぶりに夜行フェリーが島々へ戻り、初便はすでに満席となった',
      excerpt: '運航会社は秋に二隻目をチャーターした。',
      outlet: '港日報',
    },
    { id: 'bog', title: 'The bog that was drained for a motorway is eating the hard shoulder', outlet: 'Field Notes' },
  ],
  Science: [
    {
      id: 'octopus',
      title: 'On a seamount off the coast, octopuses queue for the warm spot',
      excerpt: 'Twenty hours of film settle an old argument among divers: they do wait their turn.',
      outlet: 'Orbit Daily',
      others: ['Field Notes'],
      picture: { file: 'octopus.jpg', alt: 'An octopus among stones', caption: 'The warm spot, with its queue' },
      video: true,
    },
    {
      id: 'long',
      title:
        'Six agencies agree after nine years of meetings on what time it is on the Moon, how long its second lasts, and who may say so first',
      excerpt: 'A clock there gains 57 microseconds a day.',
      outlet: 'The Quarterly Review of Clocks and Measures',
      minutes: 14,
    },
    { id: 'hebrew', title: 'המעבורת חזרה אחרי אחת עשרה שנים', outlet: 'עיתון הנמל' },
    { id: 'editor', title: 'A text editor from 1988 gets its first update in twenty years', outlet: 'Orbit Daily' },
  ],
  Markets: [
    {
      id: 'rate',
      title: 'The bank cuts its rate between meetings, and says for once why',
      excerpt: 'Half a point, in four sentences.',
      outlet: 'The Ledger',
      others: ['Coast Wire'],
      picture: { file: 'hills.jpg', alt: 'Hills in the morning light' },
    },
    { id: 'pencils', title: 'The last pencil factory belongs to people with graphite on their hands', outlet: 'The Ledger', minutes: 4 },
  ],
  Culture: [
    {
      id: 'staircase',
      title: 'A history of the old town in nine staircases',
      excerpt: 'The steepest has a handrail on the wrong side, for a mayor who was left-handed.',
      outlet: 'Quarter Review',
      picture: { file: 'staircase.jpg', alt: 'A staircase between two houses' },
    },
  ],
};

const subjects = [
  'The harbour office',
  'A school of twelve pupils',
  'The night tram',
  'The bakery on Mill Street',
  'A retired engineer',
  'The town library',
  'The ferry company',
  'An orchestra of three',
  'The weather station',
  'The allotment society',
] as const;

const deeds: Readonly<Record<string, string>> = {
  'City & Harbour': 'mends the clock that nobody could read',
  Climate: 'plants a wood where the car park was',
  Science: 'publishes every figure since 1958',
  Markets: 'lends out its tools for nothing, and earns by it',
  Culture: 'opens its doors at five in the morning',
  Health: 'asks its neighbours what to do next',
};

const excerpts = [
  'It took two meetings and a borrowed ladder. The neighbours say that they had always known.',
  'The figures are in, and they are better than the people who collected them had dared to hope.',
  'A year ago this would have been a joke. Now others write to ask how it is done, and get an answer by return.',
  'Half of those who were asked said yes at once; the others wanted to know who would make the tea.',
] as const;

const pictures = Object.values(everything).flatMap((stories) => stories.flatMap(({ picture }) => (picture ? [picture] : [])));

/** Sixty, in six topics: a long digest. */
export const sixty: Readonly<Record<string, readonly SampleStory[]>> = Object.fromEntries(
  Object.entries(deeds).map(([topic, deed], row) => [
    topic,
    subjects.map((subject, column): SampleStory => {
      const number = row * subjects.length + column;
      // One for the first of each section, and for the second of the first two.
      const pictured = pictures[column === 0 ? row : column === 1 && row < 2 ? 6 + row : -1];
      return {
        id: `sixty-${number}`,
        title: `${subject} ${deed}`,
        excerpt: excerpts[number % excerpts.length] as string,
        outlet: outlets[number % outlets.length] as string,
        ...(column < 3 ? { others: outlets.filter((_, at) => at !== number % outlets.length).slice(0, 3 - column) } : {}),
        ...(pictured === undefined ? {} : { picture: pictured }),
      };
    }),
  ]),
);
