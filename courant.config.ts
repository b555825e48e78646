import { defineConfig } from 'courant';

export default defineConfig({
  content: ['seeds'],
  newsletters: [
    {
      id: 'weekly',
      name: 'The Weekly Courant',
      tagline: 'The stories that mattered, told once',
      sender: { name: 'The Weekly Courant', address: 'editors@courant.example' },
      postalAddress: 'The Weekly Courant, 12 Harbour Street, Portwick PW1 4AB',
      topics: ['Climate', 'Space', 'Health', 'Cities', 'Technology', 'Culture', 'Oceans', 'Economy'],
      schedule: { cron: '0 8 * * 6', zone: 'Europe/London' },
      window: '7d',
      locale: 'en-GB',
      theme: 'broadsheet',
      selection: { perTopic: 3, maxStories: 20 },
    },
  ],
  demoReaders: [
    { address: 'ada@reader.example', topics: ['Space', 'Technology', 'Health'] },
    { address: 'jules@reader.example', topics: ['Climate', 'Oceans', 'Cities'] },
    { address: 'mira@reader.example', topics: ['Climate', 'Space', 'Health', 'Cities', 'Technology', 'Culture', 'Oceans', 'Economy'] },
  ],
});
