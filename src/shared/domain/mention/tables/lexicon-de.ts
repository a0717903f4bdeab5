import type { LexiconTable } from '../lexicon-table.ts';

/** German terms by class; for the notation see LexiconTable. */
export const LEXICON_DE: LexiconTable = {
  spleen: 'Milz, Milzen, Lien, Splen, Milzparenchym',
  'kidney_#': `
    Niere, +Nieren, Nierenbecken, Ren, +Renes, Nierenlager, Nierenkelch, +Nierenkelche, Nierenloge, +Nierenlogen, +Nierenlager,
    +Zystennieren, +Schrumpfnieren, =NBKS, Nierenbeckenkelchsystem, +Nierenbeckenkelchsysteme, Nierenparenchym, Nierenrinde,
    +Nierenoberpole, +Nierenunterpole, +Nierenpole, Nierenhohlsystem, +Nierenhohlsysteme, Hufeisenniere, Pelvis renalis`,
  gallbladder: `Gallenblase, Gallenblasenwand, Vesica fellea, Vesica biliaris, Gallenblasenlager, =GB, Gallenblasenlumen`,
  liver: `
    Leber, Hepar, Leberparenchym, Leberlappen, Lobus caudatus, Lobus quadratus, Lobus hepatis, Ligamentum falciforme, Lig. falciforme,
    Lobus sinister hepatis, Lobus dexter hepatis, Lobus hepatis dexter, Lobus hepatis sinister, Fettleber, Leberhilus, Leberpforte,
    Porta hepatis, Area nuda, Leberkuppel, Leberkuppe, Leberunterrand, Restleber, Kaudatuslappen, Caudatuslappen`,
  stomach: `
    Magen, Magenantrum, Magenfundus, Magenkorpus, Gaster, Pylorus, Kardia, Cardia, Antrum ventriculi, Fundus ventriculi,
    Corpus ventriculi, Magenausgang, groß~ Kurvatur, klein~ Kurvatur, große Magenkurvatur, kleine Magenkurvatur, Antrum pyloricum`,
  pancreas: `
    Pankreas, Bauchspeicheldrüse, Pancreas, Processus uncinatus, Proc. uncinatus, Caput pancreatis, Corpus pancreatis,
    Cauda pancreatis, Pankreaskopf, Pankreaskorpus, Pankreasschwanz, Pankreasloge, Unzinatus`,
  'adrenal_gland_#': `
    Nebenniere, +Nebennieren, Glandula suprarenalis, +Glandulae suprarenales, Gl. suprarenalis, =NN, Nebennierenrinde,
    Nebennierenmark, Nebennierenschenkel, +Nebennierenlogen`,
  'lung_#': `
    Lunge, Lungenflügel, +Lungen, Lungenparenchym, +Lungenflügeln, Pulmo, +Pulmones, +Lungenfelder, Lungenfeld, Lungenhälfte,
    Lungenbasis, +Lungenbasen, Lungenhilus, Lungenhili, +Lungenhälften, Pulmo dexter, Pulmo sinister`,
  'lung_upper_lobe_#': `
    Oberlappen, Lungenoberlappen, Lungenspitze, +Lungenspitzen, =OL, Oberfeld, +Oberfelder, Lobus superior, Lungenapex, =OLs`,
  'lung_lower_lobe_#': 'Unterlappen, Lungenunterlappen, =UL, Lobus inferior, Unterfeld, +Unterfelder',
  lung_middle_lobe_right: 'Mittellappen, =ML, Lobus medius, Lungenmittellappen',
  lung_upper_lobe_left: 'Lingula, Lingulasegment, Lingulasegmente, Lingula pulmonis',
  esophagus: 'Ösophagus, Speiseröhre, Ösofagus, Esophagus, Ösophaguswand, Neoösophagus',
  trachea:
    'Trachea, Luftröhre, Trachealwand, Tracheahinterwand, Tracheavorderwand, Tracheallumen, Trachealhinterwand',
  thyroid_gland: `
    Schilddrüse, Schilddrüsenlappen, Schilddrüsenisthmus, Thyreoidea, Thyroidea, Glandula thyreoidea, Glandula thyroidea,
    Gl. thyreoidea, Struma, =SD, SD-Lappen, Schilddrüsenloge, Lobus pyramidalis, Schilddrüsenparenchym`,
  small_bowel: `
    Dünndarm, Jejunum, Ileum, terminal~ Ileum, Dünndarmschlinge, Dünndarmschlingen, Jejunalschlinge, Jejunalschlingen, Ileumschlinge,
    Ileumschlingen, Neoterminal~ Ileum, Ilealschlinge, Ilealschlingen, Jejunumschlinge, Jejunumschlingen, Intestinum tenue, Dünndarmwand,
    Dünndarmkonvolut, Ileumschlingenkonvolut, Ileum terminale`,
  duodenum: `
    Duodenum, Zwölffingerdarm, Bulbus duodeni, Pars descendens duodeni, Pars horizontalis duodeni, Pars ascendens duodeni,
    Pars superior duodeni, Duodenalbulbus, Duodenalwand, Duodenalschleife, Duodenal-C, Duodenalschlinge, Flexura duodenojejunalis`,
  colon: `
    Kolon, Colon, Dickdarm, Sigma, Sigmoid, Zökum, Zäkum, Coecum, Caecum, Cökum, Cäcum, Zoekum, Rektum, Rectum, Hemikolon, Kolonrahmen,
    Colonrahmen, Rektosigmoid, Colon ascendens, Colon descendens, Colon transversum, Colon sigmoideum, Kolon ascendens,
    Kolon descendens, Kolon transversum, Kolon sigmoideum, Querkolon, Kolonflexur, Colonflexur, Leberflexur, Milzflexur,
    Flexura coli, Flexura coli dextra, Flexura coli sinistra, Flexura hepatica, Flexura lienalis, Zökalpol, Zäkalpol, Coecalpol, Caecalpol, Cökalpol,
    Sigmoideum, Enddarm, Mastdarm, rechtsseitig~ Kolon, aszendierend~ Kolon,
    deszendierend~ Kolon, Dickdarmrahmen, Dickdarmwand, Sigmaschlinge, Sigmaschlingen, Grimmdarm, Rektumampulle,
    Ampulla recti, Rektumstumpf, Kolonwand, Sigmawand, Rektumwand, Neorektum, Sigmakolon, Mesokolon transversum, rektosigmoidal~ Übergang,
    Bauhin-Klappe, Ileozökalpol, Ileozökalregion, Ileocoecalpol`,
  urinary_bladder: `
    Harnblase, Blase, Blasenwand, Blasendach, Blasenboden, Vesica urinaria, Blasenhals, Harnblasenwand, Harnblasendach, Harnblasenboden,
    Neoblase, Blasenhinterwand, Blasenlumen, Trigonum vesicae`,
  prostate: `
    Prostata, Vorsteherdrüse, Prostataloge, Prostatabasis, Prostataapex, Glandula prostatica, Prostatamittellappen,
    Prostataseitenlappen, Prostatalappen, Prostatakapsel`,
  'kidney_cyst_#': `
    Nierenzyste, +Nierenzysten, Nierencyste, +Nierencysten, Nierenparenchymzyste, +Nierenparenchymzysten, Nierenkortexzyste,
    Nierenrindenzyste, +Nierenrindenzysten`,
  sacrum: `
    Sakrum, Sacrum, Os sacrum, Ossis sacri, Kreuzbein, Massa lateralis, +Massae laterales, Ala ossis sacri, Sakrumala, Sakralwirbel,
    Kreuzbeinflügel, Ala sacralis, Sakralsegment, Sakrumsegment, Os sakrum`,
  heart: `
    Herz, Cor, Vorhof, Vorhöfe, Ventrikel, Herzkammer, Herzkammern, Myokard, Herzspitze, Kammerseptum, Ventrikelseptum, Vorhofseptum,
    Herzhöhlen, Herzhöhle, Atrium, Atrien, Ventriculus, Septum interventriculare, Rechtsherz, Linksherz, Herzmuskel, Apex cordis,
    Herzbasis, Atrium dextrum, Atrium sinistrum, Ventrikelmyokard, Papillarmuskel, Papillarmuskeln`,
  aorta: `
    Aorta, Aorta ascendens, Aorta descendens, Aorta thoracica, Aorta thoracalis, Aorta abdominalis, Aorta thoracoabdominalis,
    abdominal~ Aorta, abdominell~ Aorta, thorakal~ Aorta, thorakoabdominal~ Aorta, thorakoabdominell~ Aorta, infrarenal~ Aorta,
    suprarenal~ Aorta, juxtarenal~ Aorta, Bauchaorta, Brustaorta, Aortenbogen, Hauptschlagader, Bauchschlagader, Aortenwurzel, Aortenisthmus,
    Arcus aortae, Aortenbifurkation, Aorta asc, Aorta desc, Aorta abd, Aorta thor, deszendierend~ Aorta, aszendierend~ Aorta, Aorten,
    Bulbus aortae, infrarenal~ Bauchaorta, Aortenwand, Sinus aortae, Aortengabel, Aorta descendens thoracica`,
  pulmonary_vein: `
    Pulmonalvene, Pulmonalvenen, Lungenvene, Lungenvenen, V. pulmonalis, Vv. pulmonales, Vena pulmonalis, Venae pulmonales,
    Oberlappenvene, Unterlappenvene, Oberlappenvenen, Unterlappenvenen`,
  brachiocephalic_trunk: `
    Truncus brachiocephalicus, Truncus brachiozephalicus, A. anonyma, Arteria anonyma, A. innominata, Tr. brachiocephalicus,
    Truncus brachiozephalikus, Truncus brachiocefalicus, Arteria brachiocephalica, A. brachiocephalica`,
  'subclavian_artery_#': `
    A. subclavia, Arteria subclavia, +Aa. subclaviae, +Arteriae subclaviae, Subklaviaarterie, Schlüsselbeinarterie, A. subklavia,
    Arteria subklavia, Subclaviaarterie, +Subklaviaarterien, +Aa. subclavia`,
  'common_carotid_artery_#': `
    A. carotis communis, Arteria carotis communis, Carotis communis, Karotis communis, =ACC, +Aa. carotides communes,
    +Arteriae carotides communes, A. karotis communis, +Aa. carotis communis, A. car. communis, +Carotides communes, A. carotis com,
    A. carotis comm, gemeinsame Halsschlagader`,
  'brachiocephalic_vein_#': `
    V. brachiocephalica, V. brachiozephalica, Vena brachiocephalica, Vena brachiozephalica, V. anonyma, Vena anonyma,
    +Vv. brachiocephalicae, +Vv. brachiozephalicae, +Venae brachiocephalicae, +Venae brachiozephalicae, V. innominata, Vena innominata,
    +Vv. anonymae`,
  atrial_appendage_left: `
    link~ Herzohr, Herzohr links, link~ Vorhofohr, Vorhofohr links, Auricula sinistra, linksatrial~ Herzohr, =LAA,
    linksatrial~ Appendage, li. Herzohr, li. Vorhofohr, linksseitig~ Herzohr`,
  superior_vena_cava: `
    V. cava superior, Vena cava superior, V. cava sup, Vena cava sup, ober~ Hohlvene, =VCS, Cava superior, Kava superior,
    V. cava cranialis, obere Hohlader`,
  inferior_vena_cava: `
    V. cava inferior, Vena cava inferior, V. cava inf, Vena cava inf, Vena cava, V. cava, unter~ Hohlvene, Hohlvene, =VCI, Kava,
    Cava, Cava inferior, Kava inferior, V. kava, V. kava inferior, Vena kava inferior`,
  portal_vein_and_splenic_vein: `
    Pfortader, V. portae, Vena portae, V. lienalis, Vena lienalis, Milzvene, V. splenica, Vena splenica, Pfortaderstamm,
    Pfortaderhauptstamm, portomesenterial~ Konfluens, portovenös~ Konfluens, Portalvene, Pfortaderast, Pfortaderäste, Pfortadersystem,
    V. porta, Vena porta, portalvenös~ Konfluens, splenoportal~ Konfluens, portolienal~ Konfluens, portosplenisch~ Konfluens, Konfluens der V. portae,
    Confluens venae portae, Pfortaderkonfluens, Pfortaderhauptast, Lienalvene, portal~ Konfluens`,
  'iliac_artery_#': `
    A. iliaca, A. iliaca communis, A. iliaca externa, A. iliaca interna, Arteria iliaca, Arteria iliaca communis,
    Arteria iliaca externa, Arteria iliaca interna, +Aa. iliacae, +Aa. iliacae communes, +Aa. iliacae externae,
    +Aa. iliacae internae, +Arteriae iliacae, +Arteriae iliacae communes, +Arteriae iliacae externae, +Arteriae iliacae internae,
    Beckenarterie, +Beckenarterien, Iliakalarterie, +Iliakalarterien, =AIC, =AIE, =AII, +Iliakalgefäße, A. iliaca com, A. iliaca comm,
    A. iliaca ext, A. iliaca int, Iliaca communis, Iliaca externa, Iliaca interna, A. hypogastrica, +Aa. iliaca communis,
    +Aa. iliaca externa, +Aa. iliaca interna, Beckenschlagader, +Beckenschlagadern, A. il. communis, A. il. externa, A. il. interna,
    Iliakalachse, +Iliakalachsen, Beckenstrombahn, +Beckengefäße`,
  'iliac_vena_#': `
    V. iliaca, V. iliaca communis, V. iliaca externa, V. iliaca interna, Vena iliaca, Vena iliaca communis, Vena iliaca externa,
    Vena iliaca interna, +Vv. iliacae, +Vv. iliacae communes, +Vv. iliacae externae, +Vv. iliacae internae, +Venae iliacae,
    +Venae iliacae communes, +Venae iliacae externae, +Venae iliacae internae, Beckenvene, +Beckenvenen, Iliakalvene, +Iliakalvenen,
    V. iliaca com, V. iliaca comm, V. iliaca ext, V. iliaca int, +Vv. iliaca communis, +Vv. iliaca externa, =VIC, =VIE`,
  'humerus_#': `
    Humerus, +Humeri, Oberarmknochen, Oberarmkopf, Humeruskopf, +Humerusköpfe, Tuberculum majus, Tuberculum minus, Oberarm, Oberarmschaft,
    +Oberarme, +Oberarmköpfe, Humerusschaft, Caput humeri, Collum humeri, Collum chirurgicum`,
  'scapula_#': `
    Skapula, Scapula, Schulterblatt, +Schulterblätter, +Skapulae, +Scapulae, Glenoid, Cavitas glenoidalis, Akromion, Acromion, Coracoid, Korakoid,
    Processus coracoideus, Proc. coracoideus, Spina scapulae, Skapulahals, Schulterblatthals, +Skapulen, Glenoidpfanne, Coracoidfortsatz,
    Angulus inferior scapulae, Schulterblattkörper, Gelenkpfanne der Schulter, Skapulablatt, Processus korakoideus`,
  'clavicula_#': `
    Klavikula, Clavicula, Klavicula, Clavikula, Schlüsselbein, +Schlüsselbeine, +Klavikulae, +Claviculae, +Klavikeln, Klavikel,
    Klavikulaschaft`,
  'femur_#': `
    Femur, +Femora, Oberschenkelknochen, Femurkopf, +Femurköpfe, Hüftkopf, +Hüftköpfe, Schenkelhals, Oberschenkelhals, Femurhals, Femurschaft,
    Trochanter, Trochanter major, Trochanter minor, Oberschenkelkopf, Caput femoris, Collum femoris, Oberschenkelschaft, +Schenkelhälse,
    +Femurhälse, Trochantermassiv, +Trochanteren, Femurkondyle, +Femurkondylen, Femurdiaphyse, Fovea capitis femoris`,
  'hip_#': `
    Os ilium, Os ischii, Os pubis, Os coxae, Darmbein, Darmbeinschaufel, +Darmbeinschaufeln, Beckenschaufel, +Beckenschaufeln, Sitzbein,
    Schambein, +Schambeine, Hüftbein, Hüftpfanne, Azetabulum, Acetabulum, Acetabulumdach, Schambeinast, Ala ossis ilii, Ala ilii, Hüfte,
    +Hüften, Hüftgelenk, +Hüftgelenke, Beckenkamm, Crista iliaca, +Azetabula, +Acetabula, Os ileum, +Darmbeine, +Sitzbeine, +Hüftbeine,
    Sitzbeinast, +Schambeinäste, +Sitzbeinäste, Tuber ischiadicum, Tuber ossis ischii, Spina iliaca, Spina iliaca anterior superior,
    Spina iliaca anterior inferior, Spina iliaca posterior superior, Sitzbeinhöcker, Sitzbeinknorren, Ramus superior ossis pubis, Ramus inferior ossis pubis,
    Ossis ilii, Ossis ischii, Ossis pubis, +Hüftpfannen, Azetabulumdach, Pfannendach, Azetabularpfeiler, Darmbeinkamm, +Darmbeinkämme,
    Iliumschaufel, Ilium, +Os ilia, Pfannenrand, +Beckenkämme, =SIAS`,
  spinal_cord: `
    Spinalkanal, Myelon, Rückenmark, Conus medullaris, Konus medullaris, Conus, Konus, Cauda equina, Kauda equina, Cauda, Kauda, Recessus lateralis,
    Rezessus lateralis, Recessus laterales, Rezessus laterales, Nervenwurzel, Nervenwurzeln, Duralsack, Durasack, Duraschlauch,
    Duralschlauch, Wirbelkanal, Halsmark, Thorakalmark, Brustmark, Lumbalmark, Zervikalmark, Kaudafasern, Caudafasern, Filum terminale,
    Conus terminalis, Medulla spinalis, Canalis spinalis, Caudafaser, Spinalnervenwurzel, Spinalnervenwurzeln, lateral~ Recessus,
    lateral~ Rezessus, zervikal~ Myelon, Zentralkanal, Lumbalkanal, Zervikalkanal, Vertebralkanal, Epikonus, Rückenmarkskanal`,
  'gluteus_maximus_#': `
    M. gluteus maximus, M. glutaeus maximus, Musculus gluteus maximus, Gluteus maximus, Glutaeus maximus, +Mm. glutei maximi,
    +Mm. glutaei maximi, +Glutei maximi, +Musculi glutei maximi, +Mm. glutei maximus, +Mm. gluteus maximus, Musculus glutaeus maximus,
    Mus. gluteus maximus, Glutäusmaximus, +Glutaei maximi, M. glut. maximus, M. glut. max, Gluteus-maximus-Muskel`,
  'gluteus_medius_#': `
    M. gluteus medius, M. glutaeus medius, Musculus gluteus medius, Gluteus medius, Glutaeus medius, +Mm. glutei medii,
    +Glutei medii, +Musculi glutei medii, +Mm. glutaei medii, +Mm. glutei medius, +Mm. gluteus medius, Musculus glutaeus medius,
    M. glut. medius, M. glut. med, +Glutaei medii`,
  'gluteus_minimus_#': `
    M. gluteus minimus, M. glutaeus minimus, Musculus gluteus minimus, Gluteus minimus, Glutaeus minimus, +Mm. glutei minimi,
    +Glutei minimi, +Musculi glutei minimi, +Mm. glutaei minimi, +Mm. glutei minimus, +Mm. gluteus minimus, Musculus glutaeus minimus,
    M. glut. minimus, M. glut. min, +Glutaei minimi`,
  'autochthon_#': `
    +autochthon~ Rückenmuskulatur, +autochthon~ Muskulatur, +autochthon~ Rückenmuskeln, M. erector spinae, Musculus erector spinae, Erector spinae,
    +Mm. erectores spinae, +Mm. erector spinae, +paravertebral~ Muskulatur, +Rückenmuskulatur, +Rückenstrecker, +Rückenmuskeln,
    M. multifidus, +Mm. multifidi, +Multifidi, Multifidus, Musculus multifidus, +Paravertebralmuskulatur, +paraspinal~ Muskulatur,
    +Rückenstreckermuskulatur, +paravertebral~ Rückenmuskulatur, +paravertebral~ Muskeln, +lumbal~ Rückenmuskulatur,
    +paraspinal~ Muskeln, +autochthon~ Rückenstrecker, M. longissimus, M. iliocostalis, +tief~ Rückenmuskulatur, +autochthon~ Muskeln, +Erectores spinae,
    Errector spinae, +Paraspinalmuskulatur`,
  'iliopsoas_#': `
    M. iliopsoas, M. psoas, M. psoas major, Musculus iliopsoas, Musculus psoas, Iliopsoas, Psoas, Psoasmuskel, +Psoasmuskeln,
    Psoasmuskulatur, +Mm. iliopsoas, +Mm. psoas, +Mm. psoates, M. iliacus, Musculus psoas major, Iliopsoasmuskel, +Mm. psoas majores,
    +Mm. iliopsoates, Musculus iliacus, Iliopsoasmuskulatur, +Mm. psoae, Psoasloge, +Psoaslogen, Psoas major, M. ilio-psoas, Psoasschatten`,
  brain: `
    Gehirn, Hirn, Großhirn, Kleinhirn, Hirnstamm, Cerebellum, Zerebellum, Cerebrum, Zerebrum, Basalganglien, Thalamus, Thalami, Marklager,
    Frontallappen, Temporallappen, Parietallappen, Okzipitallappen, Occipitallappen, Stirnlappen, Schläfenlappen, Scheitellappen, Hinterhauptslappen,
    Seitenventrikel, Hirnparenchym, Hippocampus, Hippokampus, Hippocampi, Hippokampi, Pons, Mesencephalon, Mesenzephalon, Mittelhirn,
    Zwischenhirn, Medulla oblongata, Corpus callosum, Balken, Ventrikelsystem, Kleinhirnhemisphäre, Kleinhirnhemisphären,
    Großhirnhemisphäre, Großhirnhemisphären, Hemisphäre, Hemisphären, Capsula interna, Hirnrinde, Inselrinde, Hirnventrikel, Nucleus caudatus,
    Putamen, Stammganglien, Kleinhirntonsille, Kleinhirntonsillen, Vermis, Kleinhirnwurm, Centrum semiovale, Corona radiata, Nucleus lentiformis, Globus pallidus,
    Capsula externa, Kaudatuskopf, Caudatuskopf, Ncl. caudatus, Ncl. lentiformis, Temporalpol, Temporalpole, Frontalpol, Frontalhirn, Temporalhirn,
    Okzipitalhirn, Parietalhirn, Lobus frontalis, Lobus temporalis, Lobus parietalis, Lobus occipitalis, Hirnmantel,
    Großhirnmarklager, Hirnschenkel, Hirnlappen, III. Ventrikel, IV. Ventrikel, 3. Ventrikel, 4. Ventrikel, Dritter Ventrikel, Vierter Ventrikel,
    dritt~ Ventrikel, viert~ Ventrikel, inner~ Liquorräume, Ventrikelräume, Großhirnrinde, Hirnsubstanz, Amygdala, Kleinhirnstiel,
    Cerebellumhemisphäre, Marklagern, Hirnhälfte, Temporalhorn, Temporalhörner`,
  skull: `
    Schädel, Schädelkalotte, Kalotte, Schädelbasis, Os frontale, Os temporale, Os occipitale, Os okzipitale, Os parietale, Os sphenoidale, Felsenbein, Felsenbeine,
    Schädelknochen, Neurocranium, Neurokranium, Hirnschädel, Os petrosum, Klivus, Clivus, Schädeldach, Stirnbein, Schläfenbein,
    Scheitelbein, Hinterhauptbein, Hinterhauptsbein, Keilbein, Cranium, Kranium, Gesichtsschädel, Felsenbeinpyramide, Okzipitalkondyle,
    Okzipitalkondylen, Kondylus occipitalis, Viszerokranium, Mittelgesicht, Os zygomaticum, Schädelgrube`,
  sternum: `
    Sternum, Brustbein, Manubrium, Manubrium sterni, Corpus sterni, Xiphoid, Processus xiphoideus, Proc. xiphoideus, Sternumkorpus, Xyphoid,
    Schwertfortsatz, Sternalcorpus, Processus xyphoideus`,
  costal_cartilages:
    'Rippenknorpel, Rippenknorpeln, Kostalknorpel, Cartilago costalis, Cartilagines costales',
  intervertebral_discs: `
    Bandscheibe, Bandscheiben, Zwischenwirbelscheibe, Zwischenwirbelscheiben, Discus intervertebralis, Disci intervertebrales, Diskus, Discus, Disci, Disken,
    Bandscheibenfach, Bandscheibenfächer, Zwischenwirbelraum, Zwischenwirbelräume, Intervertebralraum, Intervertebralräume, Nucleus pulposus,
    Anulus fibrosus, Annulus fibrosus, Bandscheibenraum, Bandscheibenräume, Intervertebralscheibe, =ZWR, Bandscheibenetage, Bandscheibenetagen,
    Zwischenwirbelfach, Zwischenwirbelfächer, Bandscheibensegment, Bandscheibenhöhe, Intervertebralfach, Intervertebralfächer`,
  vertebrae: `
    Wirbelsäule, Wirbelkörper, Wirbel, HWS, BWS, LWS, BWK, LWK, HWK, Halswirbelsäule, Brustwirbelsäule, Lendenwirbelsäule,
    Brustwirbelkörper, Lendenwirbelkörper, Halswirbelkörper, Halswirbel, Brustwirbel, Lendenwirbel, Wirbelbogen, Wirbelbögen,
    thorakolumbal~ Übergang, zervikothorakal~ Übergang, lumbosakral~ Übergang, Wirbelsäulenabschnitt, Wirbelkörpern, Wirbeln, =WS, =WK, WKs, Columna vertebralis,
    lumbal~ Wirbelsäule, thorakal~ Wirbelsäule, zervikal~ Wirbelsäule, BWKs, LWKs, HWKs, Rückgrat, Columna lumbalis,
    thorakolumbal~ Wirbelsäule, lumbosakral~ Wirbelsäule, cervicothorakal~ Übergang, Halswirbelsäulen, zerviko-thorakal~ Übergang, thorako-lumbal~ Übergang,
    lumbo-sakral~ Übergang`,
  vertebrae_C1:
    'Atlas, Atlasbogen, Massa lateralis atlantis, Atlaswirbel, hinterer Atlasbogen, vorderer Atlasbogen',
  vertebrae_C2: 'Axis, Dens axis, Dens, Densspitze, Densbasis, Axiskörper, Axiswirbel, Dens-axis',
  '': `
    Nierenarterie, Nierenarterien, A. renalis, Aa. renales, Nierenvene, Nierenvenen, V. renalis, Vv. renales, Lebervene, Lebervenen,
    Leberarterie, A. hepatica, A. hepatica communis, A. hepatica propria, Milzarterie, A. lienalis, A. splenica, Lungenarterie, Lungenarterien,
    Pulmonalarterie, Pulmonalarterien, A. pulmonalis, Aa. pulmonales, Truncus pulmonalis, A. carotis interna, A. carotis externa, A. carotis, V. subclavia, Vena subclavia,
    A. mesenterica superior, A. mesenterica inferior, V. mesenterica superior, V. mesenterica inferior, Truncus coeliacus, Aortenklappe, Mitralklappe,
    Trikuspidalklappe, Pulmonalklappe, Herzbeutel, Herzklappe, Herzklappen, Herzschrittmacher, Harnleiter, Samenblase, Samenblasen, Fruchtblase, Nebenschilddrüse,
    Nebenschilddrüsen, Nebenmilz, Nebenmilzen, Magensonde, Trachealkanüle, Trachealtubus, Endotrachealtubus, Leberwerte, Nierenwerte,
    Nierenfunktion, Blasenkatheter, Balkenblase, Recessus costodiaphragmaticus, Vesikel, Emphysemblase, Emphysemblasen, Reizblase, Fettblase,
    Vorhofohr, Herzohr, recht~ Herzohr, recht~ Vorhofohr, Vorhofflimmern, Sinus maxillaris, Sinus frontalis, Schädel-Hirn-Trauma, Magen-Darm-Trakt, Magen-Darm-Passage,
    Herz-Thorax-Quotient, Herz-Lungen-Maschine, Herz-Kreislauf-Stillstand, Herz-Thorax-Index, Conus pulmonalis, Conus arteriosus, Conus elasticus,
    Pankreasgang, Ductus pancreaticus, Ductus choledochus, Ductus hepaticus, Lig. hepatoduodenale, Lig. gastrocolicum, Lig. hepatogastricum, Blase-Darm-Fistel, Herz-Kreislauf,
    Herz-Kreislauf-System, Rippen-Zwerchfell-Winkel, Hirnnerv, Hirnnerven, Hals-Nasen-Ohren, A. vertebralis, Aa. vertebrales, V. azygos,
    Vena azygos, Schilddrüsenknorpel, Schildknorpel, Ringknorpel, Fundus uteri, Corpus uteri, Cervix uteri, Atlantodentalgelenk,
    A. basilaris, A. cerebri media, A. cerebri anterior, A. cerebri posterior, Steinblase, Iliosakralgelenk, Schultergelenk, Kniegelenk, Herzenzyme, Leberenzyme, Milzhilus-Lymphknoten,
    Lungenkreislauf, Lungenfunktion, Lungensegmentarterie, Lungensegmentarterien, Segmentarterie, Oberlappenarterie, Unterlappenarterie,
    A. femoralis, A. poplitea, V. femoralis, V. jugularis`,
};
