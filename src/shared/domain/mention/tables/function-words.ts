/** English nouns that make the organ before them something outside the schema: "lower lobe bronchus", "renal artery". */
export const OUTSIDE_NEXT: ReadonlySet<string> = new Set(
  (
    'artery arteries vein veins vessel vessels duct ducts bronchus bronchi valve valves nerve nerves lymph node nodes ' +
    'transplantation rate function failure catheter branch branches'
  ).split(' '),
);

/** What may stand before them: "left lower lobe pulmonary artery". */
export const OUTSIDE_BETWEEN: ReadonlySet<string> = new Set(
  'pulmonary segmental subsegmental lobar arterial venous bronchial'.split(' '),
);

/** German nouns whose plural looks like their singular. */
export const INVARIANT_PLURALS = /(lappen|trochanter|koerper|wirbel)$/;
/** Articles that tell such a plural: "in den Unterlappen", "die Oberlappen". */
export const PLURAL_ARTICLES: ReadonlySet<string> = new Set(
  'den die alle allen saemtliche saemtlichen mehrere mehreren'.split(' '),
);

/** What stands before a person's name. */
export const TITLES: ReadonlySet<string> = new Set(
  'herr herrn frau fr hr mr mrs ms dr prof doktor professor'.split(' '),
);

/** Words that join nouns into one phrase. */
export const COORDINATING: ReadonlySet<string> = new Set('und and sowie & / u et bzw or oder'.split(' '));
