/**
 * One observation in both languages. Class names and texts may hold `{n}` (a level or rib number) and, in class
 * names, `{side}`; the texts then hold side words: `{links}`, `{linke}`, `{linker}`, `{linken}`, `{li.}`, `{left}`,
 * capitalised where a sentence begins. `{nth}` is the English ordinal.
 */
export interface Statement {
  readonly classes: readonly string[];
  readonly de: string;
  readonly en: string;
}

/** Sentences of our own, in the styles that radiologists write: telegram, full sentence, enumeration, negation. */
export const STATEMENTS: readonly Statement[] = [
  {
    classes: ['liver'],
    de: 'Hypodense Leberläsion, am ehesten Zyste.',
    en: 'Hypodense liver lesion, most likely a cyst.',
  },
  {
    classes: ['liver'],
    de: 'Leber normal groß mit homogener Kontrastierung.',
    en: 'The liver is normal in size and enhances homogeneously.',
  },
  { classes: ['liver'], de: 'Keine fokale Läsion in der Leber.', en: 'No focal lesion in the liver.' },
  {
    classes: ['liver'],
    de: 'Unscharf begrenzte Leberzyste in Segment VI.',
    en: 'Ill-defined cyst in liver segment VI.',
  },
  { classes: ['spleen'], de: 'Milz unauffällig.', en: 'Spleen unremarkable.' },
  {
    classes: ['spleen'],
    de: 'Die Milz ist mit 13 cm grenzwertig groß.',
    en: 'The spleen is borderline enlarged at 13 cm.',
  },
  { classes: ['spleen'], de: 'Kein Milzinfarkt.', en: 'No infarct of the spleen.' },
  {
    classes: ['kidney_{side}'],
    de: '{Linke} Niere ohne Stauung.',
    en: '{Left} kidney without hydronephrosis.',
  },
  {
    classes: ['kidney_{side}'],
    de: 'Kortikale Verkalkung der {linken} Niere.',
    en: 'Cortical calcification of the {left} kidney.',
  },
  {
    classes: ['kidney_{side}'],
    de: 'Nierenbecken {li.} schlank, kein Konkrement.',
    en: 'The pelvis of the {left} kidney is not dilated, no calculus.',
  },
  {
    classes: ['kidney_left', 'kidney_right'],
    de: 'Beide Nieren sind orthotop und gleich groß.',
    en: 'Both kidneys are orthotopic and of equal size.',
  },
  {
    classes: ['kidney_cyst_left'],
    de: 'Nierenzyste links, 3 cm, Bosniak I.',
    en: 'Left renal cyst, 3 cm, Bosniak I.',
  },
  {
    classes: ['gallbladder'],
    de: 'Gallenblase steinfrei, Wand zart.',
    en: 'Gallbladder without stones, thin wall.',
  },
  {
    classes: ['gallbladder'],
    de: 'Hydropische Gallenblase ohne Wandverdickung.',
    en: 'Hydropic gallbladder without wall thickening.',
  },
  { classes: ['stomach'], de: 'Magen mäßig gefüllt.', en: 'The stomach is moderately filled.' },
  {
    classes: ['stomach'],
    de: 'Magenwand nicht verdickt.',
    en: 'The gastric wall is not thickened; stomach partly collapsed.',
  },
  {
    classes: ['pancreas'],
    de: 'Pankreas altersentsprechend lipomatös, Gang nicht erweitert.',
    en: 'Age-appropriate lipomatosis of the pancreas, duct not dilated.',
  },
  {
    classes: ['pancreas'],
    de: 'Pankreasschwanz und -korpus unauffällig.',
    en: 'Pancreatic tail and body of the pancreas are unremarkable.',
  },
  {
    classes: ['adrenal_gland_{side}'],
    de: 'Schlanke Nebenniere {links}.',
    en: 'Slender {left} adrenal gland.',
  },
  {
    classes: ['adrenal_gland_left', 'adrenal_gland_right'],
    de: 'Nebennieren bds. schlank.',
    en: 'Both adrenal glands are slender.',
  },
  { classes: ['duodenum'], de: 'Duodenum unauffällig.', en: 'Unremarkable duodenum.' },
  {
    classes: ['small_bowel'],
    de: 'Dünndarmschlingen nicht dilatiert.',
    en: 'Small bowel loops are not dilated.',
  },
  {
    classes: ['colon'],
    de: 'Kolonrahmen stuhlgefüllt, keine Divertikulitis.',
    en: 'Stool-filled colon, no diverticulitis.',
  },
  {
    classes: ['colon'],
    de: 'Segmentale Wandverdickung des Colon descendens.',
    en: 'Segmental wall thickening of the descending colon.',
  },
  {
    classes: ['urinary_bladder'],
    de: 'Harnblase gut gefüllt, glatt berandet.',
    en: 'The urinary bladder is well filled with a smooth outline.',
  },
  {
    classes: ['urinary_bladder'],
    de: 'Harnblasenwand zirkulär verdickt.',
    en: 'Circumferential thickening of the bladder wall.',
  },
  { classes: ['prostate'], de: 'Prostata auf 5 cm vergrößert.', en: 'The prostate is enlarged to 5 cm.' },
  {
    classes: ['aorta'],
    de: 'Aorta mit Wandverkalkungen, nicht aneurysmatisch erweitert.',
    en: 'Aorta with mural calcifications, no aneurysm.',
  },
  { classes: ['aorta'], de: 'Kaliberstarke Aorta ohne Dissektion.', en: 'Ectatic aorta without dissection.' },
  { classes: ['inferior_vena_cava'], de: 'V. cava inferior frei durchgängig.', en: 'The IVC is patent.' },
  {
    classes: ['portal_vein_and_splenic_vein'],
    de: 'Pfortader regelrecht kontrastiert.',
    en: 'Portal vein with regular enhancement.',
  },
  {
    classes: ['iliac_artery_{side}'],
    de: 'Plaques der A. iliaca {links}.',
    en: 'Plaques in the {left} iliac artery.',
  },
  {
    classes: ['iliac_vena_{side}'],
    de: 'Vena iliaca {links} ohne Thrombus.',
    en: 'No thrombus in the {left} iliac vein.',
  },
  {
    classes: ['heart'],
    de: 'Herz nicht vergrößert, kein Perikarderguss.',
    en: 'The heart is not enlarged, no pericardial effusion.',
  },
  { classes: ['heart'], de: 'Herzspitze regelrecht.', en: 'Regular cardiac apex; heart normal.' },
  {
    classes: ['atrial_appendage_left'],
    de: 'Kein Thrombus im linken Herzohr.',
    en: 'No thrombus in the left atrial appendage.',
  },
  {
    classes: ['superior_vena_cava'],
    de: 'Katheterspitze in der V. cava superior.',
    en: 'Catheter tip in the superior vena cava.',
  },
  {
    classes: ['pulmonary_vein'],
    de: 'Pulmonalvenen regelrecht mündend.',
    en: 'Pulmonary veins with regular drainage.',
  },
  {
    classes: ['brachiocephalic_trunk'],
    de: 'Truncus brachiocephalicus ohne Stenose.',
    en: 'Brachiocephalic trunk without stenosis.',
  },
  {
    classes: ['subclavian_artery_{side}'],
    de: 'A. subclavia {links} offen.',
    en: 'Patent {left} subclavian artery.',
  },
  {
    classes: ['common_carotid_artery_{side}'],
    de: 'A. carotis communis {links} regelrecht.',
    en: 'Normal {left} common carotid artery.',
  },
  {
    classes: ['brachiocephalic_vein_{side}'],
    de: '{Linke} V. brachiocephalica frei.',
    en: '{Left} brachiocephalic vein patent.',
  },
  { classes: ['trachea'], de: 'Trachea mittelständig.', en: 'Trachea in the midline.' },
  { classes: ['esophagus'], de: 'Ösophagus nicht wandverdickt.', en: 'No wall thickening of the esophagus.' },
  { classes: ['thyroid_gland'], de: 'Schilddrüse homogen.', en: 'Homogeneous thyroid gland.' },
  {
    classes: ['lung_upper_lobe_{side}'],
    de: 'Narbige Veränderung im {linken} Oberlappen.',
    en: 'Scarring in the {left} upper lobe.',
  },
  {
    classes: ['lung_upper_lobe_{side}'],
    de: 'Oberlappen {li.}: kein Rundherd.',
    en: 'No nodule in the {left} upper lobe.',
  },
  {
    classes: ['lung_lower_lobe_{side}'],
    de: 'Dystelektase im {linken} Unterlappen.',
    en: 'Atelectasis in the {left} lower lobe.',
  },
  {
    classes: ['lung_lower_lobe_left', 'lung_lower_lobe_right'],
    de: 'Unterlappen bds. minderbelüftet.',
    en: 'Reduced aeration of both lower lobes.',
  },
  { classes: ['lung_middle_lobe_right'], de: 'Mittellappen frei belüftet.', en: 'Middle lobe well aerated.' },
  {
    classes: ['lung_upper_lobe_left', 'lung_upper_lobe_right'],
    de: 'Beide Lungen frei von Infiltraten.',
    en: 'Both lungs are free of infiltrates.',
  },
  { classes: ['vertebrae_L{n}'], de: 'Deckplattenimpression LWK {n}.', en: 'Endplate impression of L{n}.' },
  { classes: ['vertebrae_L{n}'], de: 'LWK {n} mit Hämangiom.', en: 'Hemangioma in the L{n} vertebral body.' },
  { classes: ['vertebrae_T{n}'], de: 'Sinterung von BWK {n}.', en: 'Compression fracture of T{n}.' },
  { classes: ['vertebrae_T{n}'], de: 'BWK {n} unauffällig.', en: 'T{n} is unremarkable.' },
  {
    classes: ['rib_{side}_{n}'],
    de: 'Alte Fraktur der {n}. Rippe {links}.',
    en: 'Old fracture of the {left} {nth} rib.',
  },
  { classes: ['sacrum'], de: 'Sakrum ohne Fraktur.', en: 'Sacrum without fracture.' },
  { classes: ['hip_{side}'], de: 'Sklerose im Os ilium {links}.', en: 'Sclerosis in the {left} iliac bone.' },
  {
    classes: ['femur_{side}'],
    de: '{Linker} Femurkopf rund konturiert.',
    en: 'The {left} femoral head is well rounded.',
  },
  { classes: ['humerus_{side}'], de: 'Humeruskopf {links} zentriert.', en: '{Left} humeral head centred.' },
  { classes: ['scapula_{side}'], de: 'Skapula {links} intakt.', en: '{Left} scapula intact.' },
  {
    classes: ['clavicula_{side}'],
    de: 'Klavikula {links} ohne Fraktur.',
    en: 'No fracture of the {left} clavicle.',
  },
  {
    classes: ['sternum'],
    de: 'Sternum nach Sternotomie fest durchbaut.',
    en: 'Sternum solidly healed after sternotomy.',
  },
  {
    classes: ['spinal_cord'],
    de: 'Spinalkanal weit, Myelon nicht komprimiert.',
    en: 'Wide spinal canal, no cord compression.',
  },
  {
    classes: ['iliopsoas_{side}'],
    de: 'M. iliopsoas {links} kräftig.',
    en: '{Left} iliopsoas muscle well developed.',
  },
  {
    classes: ['gluteus_maximus_left', 'gluteus_maximus_right'],
    de: 'Verfettung beider Mm. glutei maximi.',
    en: 'Fatty atrophy of both gluteus maximus muscles.',
  },
  {
    classes: ['autochthon_left', 'autochthon_right'],
    de: 'Autochthone Rückenmuskulatur beidseits verfettet.',
    en: 'Fatty degeneration of the autochthonous back muscles on both sides.',
  },
];
