import type { Language } from '../../../../shared/domain/mention/mention.ts';

/** A rated pair of texts: question, candidate, reference, reason. */
export type ScoringExample = readonly [
  question: string,
  candidate: string,
  reference: string,
  reason: string,
];

type ByScore = Readonly<Record<1 | 2 | 3 | 4 | 5, readonly ScoringExample[]>>;

/** Our own sentences, by what is rated, language and score; one of each score is shown, chosen by the input. */
export const SCORING_EXAMPLES: Readonly<Record<'vqa' | 'report', Readonly<Record<Language, ByScore>>>> = {
  vqa: {
    de: {
      1: [
        ['Welches Organ ist vergrößert?', 'Die Milz', 'Die Leber', 'Es wird ein anderes Organ genannt.'],
        ['Liegt ein Pleuraerguss vor?', 'Nein', 'Ja', 'Die Antwort ist das Gegenteil.'],
        ['Welche Modalität ist das?', '', 'CT', 'Es gibt keine Antwort.'],
      ],
      2: [
        [
          'Wo liegt die Zyste?',
          'In der rechten Niere',
          'In der linken Niere',
          'Das Organ stimmt, die Seite ist falsch.',
        ],
        ['Welcher Wirbel ist gebrochen?', 'LWK 3', 'LWK 1', 'Der Abschnitt stimmt, die Höhe ist falsch.'],
      ],
      3: [
        [
          'Welche Befunde zeigt die Lunge?',
          'Ein Erguss',
          'Beidseitige Ergüsse und eine Unterlappenatelektase links',
          'Die Ergüsse sind erkannt, die Atelektase und eine Seite fehlen.',
        ],
        ['Was zeigt die Leber?', 'Eine Läsion', 'Eine Zyste in Segment IV', 'Art und Ort der Läsion fehlen.'],
      ],
      4: [
        ['Wie groß ist die Raumforderung?', 'Etwa 3 cm', '32 mm', 'Die Größe stimmt, ist aber gerundet.'],
        [
          'Wo liegt die Fraktur?',
          'Im Oberschenkel links',
          'Im Schenkelhals links',
          'Knochen und Seite stimmen, die Stelle ist ungenau.',
        ],
      ],
      5: [
        [
          'Welches Organ ist betroffen?',
          'Pankreas',
          'Die Bauchspeicheldrüse',
          'Beides meint dasselbe Organ.',
        ],
        ['Ist die Gallenblase steinfrei?', 'Ja, keine Steine', 'Ja', 'Die Antworten sind gleichwertig.'],
      ],
    },
    en: {
      1: [
        ['Which organ is enlarged?', 'The spleen', 'The liver', 'Another organ is named.'],
        ['Is there a pleural effusion?', 'No', 'Yes', 'The answer is the opposite.'],
        ['Which modality is this?', '', 'CT', 'There is no answer.'],
      ],
      2: [
        [
          'Where is the cyst?',
          'In the right kidney',
          'In the left kidney',
          'The organ is right, the side is wrong.',
        ],
        ['Which vertebra is fractured?', 'L3', 'L1', 'The section is right, the level is wrong.'],
      ],
      3: [
        [
          'What does the lung show?',
          'An effusion',
          'Bilateral effusions and atelectasis of the left lower lobe',
          'The effusions are seen, the atelectasis and one side are missing.',
        ],
        [
          'What does the liver show?',
          'A lesion',
          'A cyst in segment IV',
          'Kind and place of the lesion are missing.',
        ],
      ],
      4: [
        ['How large is the mass?', 'About 3 cm', '32 mm', 'The size is right but rounded.'],
        [
          'Where is the fracture?',
          'In the left thigh bone',
          'In the left femoral neck',
          'Bone and side are right, the place is imprecise.',
        ],
      ],
      5: [
        ['Which vessel is dilated?', 'VCI', 'Inferior vena cava', 'Both mean the same vessel.'],
        ['Is the gallbladder free of stones?', 'Yes, no stones', 'Yes', 'The answers are equivalent.'],
      ],
    },
  },
  report: {
    de: {
      1: [
        [
          'Beschreibe dieses Bild:',
          'Unauffälliges Schädel-CT.',
          'Hypodense Läsion in Lebersegment VII, 2 cm.',
          'Die Beschreibung gehört zu einer anderen Körperregion.',
        ],
        [
          'Beschreibe dieses Bild:',
          'Kein Erguss, Lunge frei.',
          'Ausgedehnte Pleuraergüsse beidseits.',
          'Der einzige Befund wird verneint.',
        ],
      ],
      2: [
        [
          'Beschreibe dieses Bild:',
          'Nierenstein rechts, 6 mm.',
          'Nierenstein links, 6 mm, mit Aufstau.',
          'Die Seite ist falsch, der Aufstau fehlt.',
        ],
        [
          'Beschreibe dieses Bild:',
          'Degenerative Veränderungen der Wirbelsäule.',
          'Deckplattenfraktur BWK 12, degenerative Veränderungen.',
          'Nur das Nebensächliche ist erwähnt, die Fraktur fehlt.',
        ],
      ],
      3: [
        [
          'Beschreibe dieses Bild:',
          'Raumforderung im Pankreas.',
          'Raumforderung im Pankreaskopf, 3 cm, mit Aufstau des Ductus choledochus.',
          'Der Hauptbefund ist da, Ort, Größe und Aufstau fehlen.',
        ],
        [
          'Beschreibe dieses Bild:',
          'Leberzysten und vergrößerte Milz.',
          'Multiple Leberzysten, Milz normal groß.',
          'Die Zysten stimmen, die Milz ist falsch beschrieben.',
        ],
      ],
      4: [
        [
          'Beschreibe dieses Bild:',
          'Aneurysma der Bauchaorta, 5 cm.',
          'Infrarenales Bauchaortenaneurysma, 5,1 cm.',
          'Befund und Größe stimmen, die Lage zu den Nierenarterien fehlt.',
        ],
        [
          'Beschreibe dieses Bild:',
          'Zyste in der linken Niere, Milz unauffällig.',
          'Zyste in der linken Niere, 14 mm, Milz unauffällig.',
          'Alles stimmt, nur die Größe fehlt.',
        ],
      ],
      5: [
        [
          'Beschreibe dieses Bild:',
          'Frische Fraktur der 9. Rippe rechts ohne Pneumothorax.',
          '9. Rippe rechts frakturiert, kein Pneumothorax.',
          'Beide Texte sagen dasselbe.',
        ],
        [
          'Beschreibe dieses Bild:',
          'Leber ohne fokale Läsion.',
          'In der Leber keine umschriebenen Läsionen.',
          'Die Aussage ist gleich.',
        ],
      ],
    },
    en: {
      1: [
        [
          'Caption this image:',
          'Unremarkable CT of the head.',
          'Hypodense lesion in liver segment VII, 2 cm.',
          'The description belongs to another body region.',
        ],
        [
          'Caption this image:',
          'No effusion, lungs clear.',
          'Large bilateral pleural effusions.',
          'The only finding is denied.',
        ],
      ],
      2: [
        [
          'Caption this image:',
          'Stone in the right kidney, 6 mm.',
          'Stone in the left kidney, 6 mm, with dilatation.',
          'The side is wrong, the dilatation is missing.',
        ],
        [
          'Caption this image:',
          'Degenerative changes of the spine.',
          'Fracture of the upper end plate of T12, degenerative changes.',
          'Only what is secondary is mentioned, the fracture is missing.',
        ],
      ],
      3: [
        [
          'Caption this image:',
          'Mass in the pancreas.',
          'Mass in the head of the pancreas, 3 cm, with dilatation of the common bile duct.',
          'The main finding is there; place, size and dilatation are missing.',
        ],
        [
          'Caption this image:',
          'Liver cysts and enlarged spleen.',
          'Multiple liver cysts, spleen of normal size.',
          'The cysts are right, the spleen is described wrongly.',
        ],
      ],
      4: [
        [
          'Caption this image:',
          'Aneurysm of the abdominal aorta, 5 cm.',
          'Infrarenal abdominal aortic aneurysm, 5.1 cm.',
          'Finding and size are right, the relation to the renal arteries is missing.',
        ],
        [
          'Caption this image:',
          'Cyst in the left kidney, spleen unremarkable.',
          'Cyst in the left kidney, 14 mm, spleen unremarkable.',
          'Everything is right, only the size is missing.',
        ],
      ],
      5: [
        [
          'Caption this image:',
          'Acute fracture of the right 9th rib without pneumothorax.',
          'Right 9th rib fractured, no pneumothorax.',
          'Both texts say the same.',
        ],
        [
          'Caption this image:',
          'Liver without focal lesion.',
          'No circumscribed lesions in the liver.',
          'The statement is the same.',
        ],
      ],
    },
  },
};
