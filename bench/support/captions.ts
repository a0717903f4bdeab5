import { classId, labelOf } from '../../src/shared/domain/anatomy/classes.ts';

/**
 * Bilingual captions put together from our own templates and words: structures of the schema, findings, qualities, sizes,
 * compounds of organ and finding, and rare words (names, slips of the pen) whose number grows with the data set. Words are
 * as unequal as in real texts: the first of a list comes often, the last seldom.
 */
export interface CaptionPair {
  readonly de: string;
  readonly en: string;
}

type Both = readonly [de: string, en: string];

const both = (lines: string): Both[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()) as [string, string]);

const TEMPLATES = both(`
  {q} {f} in {o}, {mm} mm. | {q} {f} in the {o}, {mm} mm.
  {o} unauffällig. | {o} unremarkable.
  Kein Nachweis von {f} in {o}. | No evidence of {f} in the {o}.
  {c}, im Verlauf {q}. | {c}, {q} on follow-up.
  Bekannte {c} mit {mm} mm Durchmesser. | Known {c} measuring {mm} mm in diameter.
  {o} und {o2} ohne {f}. | {o} and {o2} without {f}.
  Angrenzend an {o} {q} {f}. | Adjacent to the {o} there is a {q} {f}.
  V. a. {f} ({mm} x {mm} mm), {o} {q} abgrenzbar. | Suspected {f} ({mm} x {mm} mm), {o} {q}.
  Zustand nach Eingriff an {o}; {f} nicht auszuschließen. | Status post surgery of the {o}; {f} cannot be excluded.
  Im Vergleich zur Voruntersuchung {q} {c}, {o} unverändert. | Compared with the prior study {q} {c}, {o} unchanged.
  {o2} regelrecht, {o} mit {q}er {f}. | {o2} regular, {o} with {q} {f}.
  Die Ränder der {c} sind {q}. | The margins of the {c} are {q}.`);

const FINDINGS = both(`
  Läsion | lesion
  Zyste | cyst
  Verkalkung | calcification
  Raumforderung | mass
  Metastase | metastasis
  Erguss | effusion
  Verdichtung | opacity
  Rundherd | nodule
  Stein | stone
  Fraktur | fracture
  Atelektase | atelectasis
  Ödem | oedema
  Hämangiom | haemangioma
  Stenose | stenosis
  Aneurysma | aneurysm
  Thrombus | thrombus
  Abszess | abscess
  Narbe | scar
  Adenom | adenoma
  Osteophyt | osteophyte
  Infarkt | infarct
  Hernie | hernia
  Lipom | lipoma
  Divertikel | diverticulum
  Hämatom | haematoma
  Sklerose | sclerosis
  Nekrose | necrosis
  Fistel | fistula
  Granulom | granuloma
  Empyem | empyema`);

const QUALITIES = both(`
  klein | small
  hypodens | hypodense
  groß | large
  scharf begrenzt | well defined
  unscharf | ill defined
  hyperintens | hyperintense
  größenprogredient | growing
  stabil | stable
  diffus | diffuse
  zystisch | cystic
  kontrastmittelaufnehmend | enhancing
  solide | solid
  randständig | peripheral
  verkalkt | calcified
  rückläufig | regressive
  gelappt | lobulated
  multipel | multiple
  subpleural | subpleural
  septiert | septated
  nekrotisch | necrotic`);

const STEMS = both(`
  Leber | hepatic
  Nieren | renal
  Lungen | pulmonary
  Pleura | pleural
  Milz | splenic
  Knochen | bone
  Aorten | aortic
  Pankreas | pancreatic
  Rippen | rib
  Gallenblasen | gallbladder
  Schilddrüsen | thyroid
  Nebennieren | adrenal
  Wirbelkörper | vertebral
  Hüft | hip
  Magen | gastric
  Perikard | pericardial
  Blasen | bladder
  Prostata | prostatic
  Becken | pelvic
  Ovarial | ovarian`);

const STRUCTURES: readonly Both[] = Array.from({ length: 117 }, (_, n) => classId(n + 1)).map((id) => [
  labelOf(id, 'de'),
  labelOf(id, 'en'),
]);
const SYLLABLES = 'ba ke li mo nu ra se ti vo zu gran hel kor pla stro then'.split(' ');
/** As many different ones as a data set of the published size has. */
const RARE_WORDS = 60_000;
const COMMONER = 1.6;

/** One to four sentences, each said in both languages. @param random uniform in [0, 1) */
export function captionPair(random: () => number): CaptionPair {
  const sentences = Array.from({ length: 1 + Math.floor(random() * 4) }, () => sentence(random));
  return { de: sentences.map(([de]) => de).join(' '), en: sentences.map(([, en]) => en).join(' ') };
}

function sentence(random: () => number): Both {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() ** COMMONER * list.length)]!;
  const [stem, finding] = [one(STEMS), one(FINDINGS)];
  const millimetres = String(2 + Math.floor(random() ** 2 * 90));
  const words: Readonly<Record<string, Both>> = {
    q: one(QUALITIES),
    f: one(FINDINGS),
    o: one(STRUCTURES),
    o2: one(STRUCTURES),
    c: [stem[0] + finding[0].toLowerCase(), `${stem[1]} ${finding[1]}`],
    mm: [millimetres, millimetres],
  };
  const rare = random() < 0.4 ? ` (${rareWord(random)})` : '';
  const template = one(TEMPLATES);
  const said = ([0, 1] as const).map((language) =>
    template[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => words[name]![language]),
  );
  return [said[0]! + rare, said[1]! + rare];
}

function rareWord(random: () => number): string {
  let n = Math.floor(random() ** 3 * RARE_WORDS);
  let word = '';
  for (let part = 0; part < 4; part += 1, n = Math.floor(n / SYLLABLES.length))
    word += SYLLABLES[n % SYLLABLES.length]!;
  return word;
}
