const words = (list: string): readonly string[] => list.split(/\s+/).filter((word) => word !== '');

/** Second parts of compounds that name a part of the organ, folded: the whole word is the mention ("Nierenbecken"). */
export const COMPOUND_PARTS: readonly string[] = words(`
  becken parenchym kapsel pol oberpol unterpol rinde wand lappen segment kopf koepf hals schwanz korpus koerper hilus pforte rand
  kuppe spitze basis schaft fundus antrum bogen wurzel isthmus unterrand hinterwand vorderwand seitenwand muskel muskulatur
  knochen kelch kelchsystem hohlsystem sinus schleimhaut schlinge hinterhorn vorderhorn loge lager dach boden pfanne kamm
  hemisphaere mark oberflaeche kontur bifurkation gabel fluegel abschnitt bulbus gewebe gewebs anteil rahmen flexur konvolut system
  zone haelfte drittel feld mantel lumen kavum cavum dom kondyl kondyle diaphyse metaphyse epiphyse kavitaet
  hinterkante vorderkante deckplatte grundplatte wandung aussenkontur innenraum raum fach faecher ast gelenk spalt
  ausgang eingang uebergang ostium trabekel balken schenkel pole`);

/** Second parts that name something outside the schema: vessels, ducts, valves, nerves, operations, procedures, values. */
export const OUTSIDE_HEADS: readonly string[] = words(`
  arterie vene gefaess gang gaeng ektom klappe sonde kanuele tubus katheter werte funktion beutel schrittmacher lymphknoten nerv
  schlagader bronch embolie skopie graphie grafie szintigr metrie drainage knorpel kranz frequenz rhythm aktion geraeusch
  kreislauf transplantierte patient klinik sprechstunde punktion shunt port`);

/** Words that begin like an organ and mean something else. */
export const OUTSIDE_WORDS: readonly string[] = words(`
  leberfleck leberwurst herzlich magenband magenballon nebenmilz nebenschilddruese nebenpankreas blasenmole wirbelsturm milzbrand
  herzkranz herzog magenta kolonis kolonie femoro lungenkraut balkenblase schaedelhirntrauma gefaess nierenersatz leberfunktion
  pankreasenzym schilddruesenwert schilddruesenhormon blasenbildung herzohr vorhofohr`);

/** What follows a stem in adjectives and derived nouns, which are no compounds: "sternal", "Densität", "Kolonie". */
export const DERIVED_ENDINGS: readonly string[] = words(`
  itaet al alis isch ig lich los haft oes iert ier itis ie ar aer oid ation ational`);

/** Terms too short or too common to be looked for at the beginning of other words. */
export const NO_STEMS: ReadonlySet<string> = new Set(
  words(`lien dens pons atlas axis balken konus conus cauda kauda kava insel recessus rezessus bein hueften ventrikel mark gaster hepar
    cavum nucleus putamen thalamus struma discus lingula femora`),
);

/** Adjectives that open compounds in place of their noun ("Duodenaldivertikel", "Sternalfraktur"), folded, with the noun. */
export const ADJECTIVE_STEMS: ReadonlyMap<string, string> = new Map([
  ['duodenal', 'duodenum'],
  ['tracheal', 'trachea'],
  ['sternal', 'sternum'],
  ['oesophageal', 'oesophagus'],
]);

/** Organs that stand at the end of compounds ("Restleber", "Transplantatniere"), folded. */
export const ORGAN_TAILS: readonly string[] = words(`
  leber niere nieren lunge lungen pankreas aorta wirbelkoerper wirbelkoerpern wirbelsaeule kolon colon sigma kalotte herz
  harnblase magen femur sternum hirn prostata schilddruese milz`);
