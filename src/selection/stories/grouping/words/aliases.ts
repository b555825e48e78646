/** English names of one country or body, as they are written, and the words they are read as. */
const written: Readonly<Record<string, readonly string[]>> = {
  US: ['america'],
  USA: ['america'],
  UK: ['britain'],
  GB: ['britain'],
  UAE: ['emirate'],
  DPRK: ['north', 'korea'],
  ROK: ['south', 'korea'],
  PRC: ['china'],
  Fed: ['federal', 'reserve'],
  MPs: ['mp'],
};

/** People and things of a country, and its name; as terms. */
const demonyms = `
  american america, british britain, briton britain, english england, scottish scotland, welsh wale, irish ireland, french france,
  german germany, spanish spain, italian italy, portuguese portugal, dutch netherland, belgian belgium, swiss switzerland,
  austrian austria, danish denmark, dane denmark, swedish sweden, swede sweden, norwegian norway, finnish finland, finn finland,
  icelandic iceland, polish poland, czech czechia, slovak slovakia, hungarian hungary, romanian romania, bulgarian bulgaria,
  greek greece, turkish turkey, turk turkey, serbian serbia, croatian croatia, ukrainian ukraine, russian russia, belarusian belaru,
  moldovan moldova, georgian georgia, armenian armenia, azerbaijani azerbaijan, kazakh kazakhstan, israeli israel,
  palestinian palestine, lebanese lebanon, syrian syria, iraqi iraq, iranian iran, saudi saudi, yemeni yemen, emirati emirate,
  qatari qatar, kuwaiti kuwait, jordanian jordan, egyptian egypt, libyan libya, tunisian tunisia, algerian algeria, moroccan morocco,
  sudanese sudan, ethiopian ethiopia, somali somalia, somalian somalia, kenyan kenya, ugandan uganda, nigerian nigeria, ghanaian ghana,
  congolese congo, rwandan rwanda, zimbabwean zimbabwe, afghan afghanistan, pakistani pakistan, indian india, bangladeshi bangladesh,
  nepali nepal, nepalese nepal, burmese myanmar, thai thailand, cambodian cambodia, vietnamese vietnam, malaysian malaysia,
  singaporean singapore, indonesian indonesia, filipino philippine, chinese china, taiwanese taiwan, japanese japan, korean korea,
  mongolian mongolia, australian australia, canadian canada, mexican mexico, cuban cuba, haitian haiti, venezuelan venezuela,
  colombian colombia, ecuadorian ecuador, peruvian peru, bolivian bolivia, chilean chile, argentine argentina, argentinian argentina,
  brazilian brazil, uruguayan uruguay, european europe, african africa, asian asia, californian california, texan texas`;

const countryOf: ReadonlyMap<string, string> = new Map(demonyms.split(',').map((pair) => pair.trim().split(' ') as [string, string]));

/** What a word is read as, where it is another name of something; `null`: it is itself. Only in capitals is `US` no pronoun. */
export const writtenAlias = (word: string): readonly string[] | null => (Object.hasOwn(written, word) ? (written[word] ?? null) : null);

/** The country of people and things called by it, as terms; any other term is itself. */
export const countryTerm = (term: string): string => countryOf.get(term) ?? term;
