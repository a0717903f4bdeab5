import type { LexiconTable } from '../lexicon-table.ts';

/** English terms by class; for the notation see LexiconTable. Regular plurals are made by program. */
export const LEXICON_EN: LexiconTable = {
  spleen: 'spleen',
  'kidney_#': `
    kidney, +kidneys, kidney parenchyma, kidney pole, transplant kidney, horseshoe kidney, +renal pelves, nephrectomy bed, renal fossa, renal collecting system,
    renal moiety, pelvicalyceal system, pelvicaliceal system, pelvocalyceal system`,
  gallbladder:
    'gallbladder, gall bladder, gallbladder wall, gallbladder fundus, gallbladder neck, gallbladder lumen, gallbladder fossa, =GB',
  liver: `
    liver, caudate lobe, liver dome, liver parenchyma, liver capsule, liver lobe, falciform ligament, quadrate lobe, liver surface,
    liver contour, liver edge, liver margin, liver segment, porta hepatis, lobe of liver, lobe of the liver, dome of the liver, hepatic dome,
    liver remnant, caudate lobe of the liver, left hemiliver, right hemiliver, hemiliver`,
  stomach: `
    stomach, pylorus, gastric antrum, gastric cardia, gastric outlet, gastric pylorus, greater curvature of the stomach, lesser curvature of the stomach, greater gastric curvature, lesser gastric curvature, stomach wall, gastric remnant,
    gastric pouch, pyloric antrum, stomach fundus, cardia of the stomach`,
  pancreas: `
    pancreas, uncinate process, head of the pancreas, tail of the pancreas, body of the pancreas, neck of the pancreas, pancreas head, pancreas tail, pancreas body,
    uncinate, head of pancreas, tail of pancreas, body of pancreas, neck of pancreas, pancreatic bed, uncinate process of the pancreas, pancreatic uncinate process`,
  'adrenal_gland_#': `
    adrenal gland, +adrenal glands, adrenal, +adrenals, suprarenal gland, +suprarenal glands, adrenal limb, adrenal body, adrenal cortex, lateral limb of the adrenal`,
  'lung_#': `
    lung, +lungs, lung parenchyma, lung base, +lung bases, lung field, +lung fields, lung zone, +lung zones, lung hilum,
    pulmonary parenchyma, lung apex, +lung apices, base of the lung, lung periphery`,
  'lung_upper_lobe_#': `
    upper lobe, +upper lobes, +upper lung lobes, upper lung, +upper lungs, pulmonary apex, +pulmonary apices, upper lung zone, +upper lung zones, upper zone,
    upper pulmonary lobe, upper lung lobe, apex of the lung`,
  'lung_lower_lobe_#': `
    lower lobe, +lower lobes, lower lung, +lower lungs, lower lung zone, +lower lung zones, lower pulmonary lobe, lower lung lobe, lower zone`,
  lung_middle_lobe_right: 'middle lobe, =RML, right middle lobe, middle lung lobe',
  lung_upper_lobe_left: 'lingula, lingular segment, =LUL, lingular lobe, lingular division',
  lung_upper_lobe_right: '=RUL',
  lung_lower_lobe_left: '=LLL',
  lung_lower_lobe_right: '=RLL',
  esophagus: `
    esophagus, oesophagus, esophageal wall, oesophageal wall, neoesophagus, gullet, distal esophagus, distal oesophagus`,
  trachea: 'trachea, windpipe, tracheal lumen, tracheal wall, tracheal air column',
  thyroid_gland: `
    thyroid, thyroid gland, thyroid lobe, thyroid lobes, thyroid isthmus, goiter, goitre, lobe of the thyroid, lobe of the thyroid gland, lobe of thyroid,
    isthmus of the thyroid, thyroid bed, thyroid parenchyma`,
  small_bowel: `
    small bowel, small intestine, jejunum, ileum, terminal ileum, small bowel loops, bowel loops, jejunal loops, ileal loops, small intestines,
    small bowel loop, neoterminal ileum, distal ileum, proximal jejunum, small bowel wall, =TI`,
  duodenum: `
    duodenum, duodenal bulb, duodenal sweep, duodenal C-loop, second portion of the duodenum, third portion of the duodenum, duodenal wall, duodenojejunal flexure,
    first portion of the duodenum, fourth portion of the duodenum`,
  colon: `
    colon, large bowel, large intestine, sigmoid, sigmoid colon, cecum, caecum, ascending colon, descending colon, transverse colon, hepatic flexure,
    splenic flexure, rectum, rectosigmoid, hemicolon, hemi-colon, cecal pole, caecal pole, rectosigmoid colon, rectosigmoid junction, rectal stump,
    cecal tip, colonic flexure, colon wall, rectal wall, proximal colon, distal colon, rectal ampulla, neorectum, mid rectum`,
  urinary_bladder: `
    urinary bladder, bladder, bladder wall, urinary bladder wall, bladder dome, bladder neck, bladder base, bladder lumen, neobladder, dome of the bladder,
    bladder trigone, trigone of the bladder, base of the bladder, bladder floor`,
  prostate: `
    prostate, prostate gland, prostatic bed, prostate bed, prostate apex, prostate base, prostatic apex, prostatic base, prostate capsule, prostatectomy bed,
    prostatic fossa`,
  'kidney_cyst_#': `
    renal cyst, +renal cysts, kidney cyst, +kidney cysts, renal cortical cyst, +renal cortical cysts, cortical renal cyst, renal parapelvic cyst, parapelvic renal cyst,
    renal sinus cyst, simple renal cyst, renal simple cyst, peripelvic renal cyst`,
  sacrum: `
    sacrum, sacral ala, sacral alae, sacral bone, sacral vertebra, sacral vertebrae, sacral promontory, sacral wing, ala of the sacrum, sacral body,
    sacral segment`,
  heart: `
    heart, atrium, atria, ventricle, myocardium, interventricular septum, interatrial septum, heart chambers, cardiac chambers, cardiac silhouette, cardiac apex,
    cardiac ventricles, heart chamber, cardiac chamber, ventricular myocardium, cardiac septum, heart muscle, ventricular septum, ventricular apex, papillary muscle,
    apex of the heart, atrial septum`,
  aorta: `
    aorta, thoracic aorta, abdominal aorta, ascending aorta, descending aorta, aortic arch, aortic root, aortic bifurcation, aortic wall, aortic isthmus, aortic lumen,
    thoracoabdominal aorta, descending thoracic aorta, ascending thoracic aorta, infrarenal aorta, suprarenal aorta, infrarenal abdominal aorta, proximal descending aorta,
    distal abdominal aorta, arch of the aorta, aortic knob, aortic sinus, sinus of Valsalva, distal aortic arch, proximal abdominal aorta,
    suprarenal abdominal aorta, juxtarenal aorta, transverse aortic arch, aortoiliac bifurcation`,
  pulmonary_vein: `
    pulmonary vein, pulmonary veins, pulmonary venous confluence, superior pulmonary vein, inferior pulmonary vein, superior pulmonary veins, inferior pulmonary veins`,
  brachiocephalic_trunk: 'brachiocephalic trunk, innominate artery, brachiocephalic artery, innominate trunk',
  'subclavian_artery_#': 'subclavian artery, +subclavian arteries',
  'common_carotid_artery_#': `
    common carotid artery, +common carotid arteries, common carotid, +common carotids, =CCA, =CCAs`,
  'brachiocephalic_vein_#': `
    brachiocephalic vein, +brachiocephalic veins, innominate vein, +innominate veins, brachiocephalic venous trunk`,
  atrial_appendage_left: 'left atrial appendage, =LAA, left auricle, left atrial auricle',
  superior_vena_cava: 'superior vena cava, =SVC, superior caval vein',
  inferior_vena_cava:
    'inferior vena cava, =IVC, vena cava, inferior caval vein, infrarenal IVC, cava, infrahepatic IVC, intrahepatic IVC, suprarenal IVC',
  portal_vein_and_splenic_vein: `
    portal vein, main portal vein, splenic vein, portal venous system, portosplenic confluence, portal confluence, portal trunk, splenoportal confluence,
    portosplenic venous confluence, portal vein confluence, portomesenteric confluence, portal-splenic confluence, portal vein branch, intrahepatic portal vein,
    portal venous confluence, splenomesenteric confluence, portal vein bifurcation, extrahepatic portal vein, portal venous trunk, splenoportal axis`,
  'iliac_artery_#': `
    iliac artery, +iliac arteries, common iliac artery, +common iliac arteries, external iliac artery, +external iliac arteries, internal iliac artery,
    +internal iliac arteries, =CIA, =EIA, =IIA, =CIAs, =EIAs, hypogastric artery, common iliac, +iliac vessels, +common iliacs`,
  'iliac_vena_#': `
    iliac vein, +iliac veins, common iliac vein, +common iliac veins, external iliac vein, +external iliac veins, internal iliac vein, +internal iliac veins, =CIV, =EIV`,
  'humerus_#': `
    humerus, +humeri, humeral head, +humeral heads, humeral neck, humeral shaft, greater tuberosity, lesser tuberosity, proximal humerus, head of the humerus,
    humeral diaphysis, greater tubercle, lesser tubercle, +proximal humeri, humeral metaphysis, neck of the humerus, shaft of the humerus, surgical neck of the humerus,
    distal humerus, anatomical neck of the humerus`,
  'scapula_#': `
    scapula, +scapulae, +scapulas, shoulder blade, +shoulder blades, glenoid, glenoid fossa, acromion, coracoid, coracoid process, scapular spine, scapular body,
    scapular wing, glenoid rim, scapular neck, scapular tip, bony glenoid, inferior scapular angle, scapular blade, glenoid neck, scapular ala`,
  'clavicula_#': `
    clavicle, +clavicles, collarbone, +collarbones, collar bone, clavicular head, +clavicular heads, clavicular shaft, clavicula, +claviculae`,
  'femur_#': `
    femur, +femurs, +femora, femoral head, +femoral heads, femoral neck, +femoral necks, femoral shaft, greater trochanter, lesser trochanter, proximal femur,
    +proximal femurs, +proximal femora, femoral diaphysis, trochanter, head of the femur, neck of the femur, femoral head-neck junction, intertrochanteric region,
    femoral condyle, distal femur, femoral metaphysis, subtrochanteric femur`,
  'hip_#': `
    hip, +hips, hip bone, +hip bones, hip joint, +hip joints, iliac bone, +iliac bones, ilium, +ilia, iliac wing, +iliac wings, iliac crest, +iliac crests, ischium,
    +ischia, pubis, pubic bone, +pubic bones, pubic ramus, +pubic rami, superior pubic ramus, inferior pubic ramus, +superior pubic rami, +inferior pubic rami, acetabulum,
    +acetabula, acetabular roof, ischial tuberosity, innominate bone, acetabular rim, ischial bone, iliac ala, posterior acetabulum, anterior acetabulum,
    acetabular column, acetabular wall, ischiopubic ramus, +ischiopubic rami, iliac spine, anterior superior iliac spine, anterior inferior iliac spine, =ASIS, pubic body,
    ischial ramus, acetabular fossa, superior ramus of the pubis, inferior ramus of the pubis, iliac blade, acetabular margin, hemipelvis, posterior iliac crest, +pubes,
    medial wall of the acetabulum, supraacetabular ilium, ischial spine`,
  spinal_cord: `
    spinal cord, cord, spinal canal, vertebral canal, conus medullaris, conus, cauda equina, lateral recess, lateral recesses, nerve root, nerve roots, thecal sac, dural sac,
    central canal, cervical cord, thoracic cord, myelon, cauda equina fibers, cauda equina fibres, cauda equina nerve roots, filum terminale, central spinal canal,
    lumbar canal, cervical spinal cord, thoracic spinal cord, lumbar spinal canal, cervical canal, cervical spinal canal, bony spinal canal, conus tip,
    subarticular recess, lumbar nerve root, spinal nerve root, exiting nerve root, traversing nerve root, spinal nerve roots, distal cord, upper cord`,
  'gluteus_maximus_#': `
    gluteus maximus, gluteus maximus muscle, +gluteus maximus muscles, +glutei maximi, +glutei maximi muscles, gluteal maximus muscle, gluteal maximus`,
  'gluteus_medius_#': `
    gluteus medius, gluteus medius muscle, +gluteus medius muscles, +glutei medii, gluteus medius tendon, gluteal medius`,
  'gluteus_minimus_#': `
    gluteus minimus, gluteus minimus muscle, +gluteus minimus muscles, +glutei minimi, gluteus minimus tendon, gluteal minimus`,
  'autochthon_#': `
    erector spinae, erector spinae muscle, +erector spinae muscles, +paraspinal muscles, paraspinal muscle, +paraspinal musculature, +paravertebral muscles,
    +paravertebral musculature, +autochthonous back muscles, +autochthonous muscles, +autochthonous back musculature, +deep back muscles, +back muscles, multifidus,
    +multifidus muscles, multifidus muscle, +intrinsic back muscles, +autochthonous musculature, +multifidi, +erectores spinae, paravertebral muscle,
    +paraspinous muscles, +paraspinous musculature, +posterior paraspinal muscles, +erector spinae musculature, +lumbar paraspinal muscles, +back musculature,
    paraspinous muscle, longissimus, iliocostalis, +lumbar paraspinal musculature, +paraspinals`,
  'iliopsoas_#': `
    iliopsoas, iliopsoas muscle, +iliopsoas muscles, psoas, psoas muscle, +psoas muscles, psoas major, psoas major muscle, +psoas major muscles, iliacus, iliacus muscle,
    iliopsoas compartment, psoas compartment, +psoas musculature, +iliacus muscles, iliopsoas tendon, psoas minor`,
  brain: `
    brain, brain parenchyma, brainstem, brain stem, cerebellum, cerebrum, basal ganglia, thalamus, thalami, white matter, gray matter, grey matter, frontal lobe,
    frontal lobes, temporal lobe, temporal lobes, parietal lobe, parietal lobes, occipital lobe, occipital lobes, lateral ventricle, lateral ventricles, third ventricle, fourth ventricle,
    ventricular system, cerebral hemisphere, cerebral hemispheres, cerebellar hemisphere, cerebellar hemispheres, cerebellar tonsils, cerebellar tonsil, pons, midbrain,
    medulla oblongata, corpus callosum, hippocampus, hippocampi, cerebral cortex, internal capsule, cerebral white matter, cerebral parenchyma, insula, putamen, caudate nucleus,
    periventricular white matter, lentiform nucleus, globus pallidus, centrum semiovale, corona radiata, vermis, cerebellar vermis, insular cortex, external capsule, caudate head,
    cerebral peduncle, cerebral convexity, temporal pole, frontal pole, temporal horn, frontal horn, occipital horn, deep white matter, deep grey matter, deep gray matter,
    subcortical white matter, supratentorial brain, amygdala, cerebellar peduncle, precentral gyrus, postcentral gyrus, frontal horns, temporal horns, occipital horns,
    temporal gyrus, frontal gyrus, brain tissue, cerebral ventricles, 3rd ventricle, 4th ventricle, splenium, genu of the corpus callosum, splenium of the corpus callosum,
    mesial temporal lobe, hippocampal formation, hemispheric white matter, body of the corpus callosum, left hemisphere, right hemisphere, dentate nucleus, caudate nuclei,
    lentiform nuclei`,
  skull: `
    skull, skull base, calvarium, calvaria, cranial vault, cranium, frontal bone, temporal bone, temporal bones, occipital bone, parietal bone, sphenoid bone, clivus,
    petrous bone, base of the skull, petrous apex, occipital condyle, occipital condyles, petrous temporal bone, skull vault, calvarial vault, petrous ridge, sphenoid wing,
    zygomatic bone, petrous pyramid, facial skeleton, neurocranium, base of skull, squamous temporal bone, inner table of the skull, outer table of the skull`,
  sternum: `
    sternum, manubrium, sternal body, xiphoid, xiphoid process, breastbone, breast bone, sternal manubrium, body of the sternum, manubrium sterni, corpus sterni, sternal bone,
    mesosternum`,
  costal_cartilages: 'costal cartilage, costal cartilages, rib cartilage, rib cartilages, cartilaginous ribs',
  intervertebral_discs: `
    intervertebral disc, intervertebral discs, intervertebral disk, intervertebral disks, disc, discs, disk, disks, disc space, disc spaces, intervertebral disc space,
    intervertebral disc spaces, disk space, disk spaces, nucleus pulposus, annulus fibrosus, intervertebral space, intervertebral spaces, intervertebral disk space,
    intervertebral disk spaces, intervertebral joint spaces, anulus fibrosus, disc annulus`,
  vertebrae: `
    vertebra, vertebrae, vertebral body, vertebral bodies, spine, cervical spine, thoracic spine, lumbar spine, thoracolumbar spine, lumbosacral spine, vertebral column,
    spinal column, lumbar vertebrae, thoracic vertebrae, cervical vertebrae, lumbar vertebra, thoracic vertebra, cervical vertebra, lumbar vertebral bodies,
    thoracic vertebral bodies, cervical vertebral bodies, lumbar vertebral body, thoracic vertebral body, cervical vertebral body, thoracolumbar junction,
    cervicothoracic junction, lumbosacral junction, dorsal spine, backbone, C-spine, T-spine, L-spine, cervicothoracic spine, axial skeleton, vertebral column,
    dorsolumbar spine, dorsal vertebrae, dorsal vertebral bodies, cervico-thoracic junction, thoraco-lumbar junction, vertebral arch, neural arch, thoracolumbar vertebrae,
    mid-thoracic spine`,
  vertebrae_C1: 'atlas, arch of the atlas, anterior arch of C1, posterior arch of C1',
  vertebrae_C2:
    'axis vertebra, dens, odontoid, odontoid process, odontoid peg, axis body, dens axis, dens of C2, odontoid base',
  '': `
    renal artery, renal vein, hepatic artery, hepatic vein, splenic artery, pulmonary artery, pulmonary trunk, internal carotid artery, external carotid artery, subclavian vein,
    superior mesenteric artery, superior mesenteric vein, inferior mesenteric artery, celiac trunk, coeliac trunk, aortic valve, mitral valve, tricuspid valve, gastroesophageal junction,
    gastro-oesophageal junction, oesophagogastric junction, esophagogastric junction, bladder catheter, adrenal vein, pancreatic duct, bile duct, thyroid cartilage, parathyroid gland,
    cord compression syndrome, umbilical cord, spermatic cord, vocal cord, optic disc, optic disk, accessory spleen, heart rate, heart failure, heart valve,
    cardiac pacemaker, liver function, renal failure, renal function, short axis, long axis, liver transplant recipient, kidney transplant recipient,
    lung transplant recipient, right atrial appendage, sigmoid sinus, sigmoid notch, cavernous sinus, transverse sinus, prostate-specific antigen, prostate specific antigen,
    liver enzymes, liver function tests, vertebral artery, carotid artery, middle cerebral artery, anterior cerebral artery, basilar artery, portal hypertension, thyroid function, chest wall, abdominal wall, accessory spleens, gastric band, gastric tube,
    lung function, atlas-based, brain death, gastric vein, splenic hilar lymph nodes, adrenal artery,
    pulmonary valve, pulmonic valve, optic nerve, brachial artery, femoral artery, femoral vein, femoral vessels, femoral canal, femoral hernia, radial head, uterine fundus, uterine body`,
};

/** Adjectives that name an organ when one of PART_NOUNS_EN follows ("pancreatic tail", "hepatic segment"). */
export const ORGAN_ADJECTIVES_EN: LexiconTable = {
  liver: 'hepatic',
  spleen: 'splenic',
  pancreas: 'pancreatic',
  stomach: 'gastric',
  duodenum: 'duodenal',
  colon: 'colonic, cecal, caecal, sigmoid, rectal',
  esophagus: 'esophageal, oesophageal',
  trachea: 'tracheal',
  heart: 'cardiac, atrial, ventricular, myocardial',
  prostate: 'prostatic',
  urinary_bladder: 'vesical',
  'kidney_#': 'renal',
  sacrum: 'sacral',
  small_bowel: 'jejunal, ileal',
  brain: 'cerebral, cerebellar, hippocampal, thalamic',
  gallbladder: 'gallbladder',
};

/** What may follow such an adjective. */
export const PART_NOUNS_EN =
  'head, tail, body, neck, wall, lobe, parenchyma, pole, cortex, capsule, hilum, hila, dome, antrum, fundus, segment, pelvis, sinus, lumen, apex, mucosa, calyx, calyces, ' +
  'calices, gland, hemisphere, septum, loop, flexure, medulla, bulb, surface, margin, tip, contour, outline, moiety, remnant, collecting system, cardia, outlet, pulp, base, stump';
