/** Commands that bring data in, derive pairs, check and export them. In i18next's form. */
export const data = {
  import: 'bring volumes, segmentations and captions into a project, which is made if it is not there',
  'import.paths': 'files and folders; docs/formats.md says what is read',
  'import.done_one': '{{slices}}, {{pairs}} in the project; {{count, number}} problem',
  'import.done_other': '{{slices}}, {{pairs}} in the project; {{count, number}} problems',
  run: 'take every study of a project through intake, segmentation, mentions, pairs and RadGrounder, as far as it is due',
  'run.import': 'bring these folders in first; makes the project if it is not there',
  'run.only': 'only these stages',
  'run.study': 'only these studies',
  'run.again': 'also what is done already',
  'run.segmentCt': 'pack that segments CT, or "none"; kept in the project, as all choices below',
  'run.segmentMr': 'pack that segments MR, or "none"',
  'run.extractor': 'who finds mentions: the lexicon alone, or the language model of the settings too',
  'run.radgrounder': 'RadGrounder pack that is asked ahead, or "none"',
  'run.language': 'in which RadGrounder answers',
  'run.replaceGiven': 'segment anew also what came with a segmentation (off: --no-replace-given)',
  'run.help': `Each stage is kept by a hash of everything that it depends on: run again, the command does only what is missing, failed or out
of date. Killed or stopped, it goes on where it was. A study that fails is named, the others go on.

Each stage that ends is a line; with --json a JSON object: {"event":"stage","study","stage","state","seconds","error"}, and at
the end {"event":"end","done","failed","stopped","problems"}. Ends with 0 when all is done, 3 when a study failed or a file was
left out, 1 when nothing could be run.`,
  'run.done_one': '{{done, number}} stages done, {{failed, number}} failed in {{count, number}} study',
  'run.done_other': '{{done, number}} stages done, {{failed, number}} failed in {{count, number}} studies',
  'run.bug': 'something went wrong that should not; the log says what',
  derive:
    'derive the pairs of a project anew, or run the published pipeline on its own files (--mode reference)',
  'derive.mode': 'default: a project; reference: the published pipeline, bit-exact',
  'derive.project': 'default mode: project folder',
  'derive.longestMentionWins': 'default mode: of nested mentions of a class only the longest counts',
  'derive.joinParts': "default mode: a mention of a whole takes its parts' masks",
  'derive.keepNegated': 'default mode: negated mentions count too, and are flagged',
  'derive.off': '(off: {{option}})',
  'derive.modality': 'reference mode: decides the label ids and the names of the files',
  'derive.scanIndex': 'reference mode: which slices of which scans',
  'derive.segmentations': 'reference mode: folder of segmented scans',
  'derive.reports': 'reference mode: captions of the slices',
  'derive.keywordsEn': 'reference mode: keywords of the English captions',
  'derive.keywordsDe': 'reference mode: keywords of the German captions',
  'derive.out': 'reference mode: folder to write to; may hold the other modality already',
  'derive.help': `Default mode. Finds mentions with the present lexicon and joins them with the masks that the project has. Switches
that are not named stay as the project has them; later imports keep to them. Pairs that somebody has
judged stay as they are, and so do pairs that came ready-made.

Reference mode. Inputs and outputs are those of the published RadGrounder grounding pipeline:
  scan index     {scan id: {rel_dir?, file?, slices: {image id: {slice_axis, slice_idx}}}}
  segmentations  DIR/<rel_dir>/seg_scan_clean.nii.gz, TotalSegmentator ids
  reports        parquet, or a JSON array of the same records
  keywords       {caption: {keyword: category}}, one file per language
  out            rsopid_2_segment_v3_{ct,mr}.json, segmented_slices_v3/ab/id.npy
Entries that cannot be used are named on standard error; the others are derived.`,
  'derive.done':
    '{{slices}}: {{added, number}} pairs new, {{changed, number}} changed, {{removed, number}} gone, {{kept, number}} judged and left as they are',
  'derive.passedOver_one': '{{count, number}} slice came with pairs of its own and was passed over.',
  'derive.passedOver_other': '{{count, number}} slices came with pairs of their own and were passed over.',
  'derive.referenceDone_one': '{{slices}}, {{count, number}} problem → {{file}}',
  'derive.referenceDone_other': '{{slices}}, {{count, number}} problems → {{file}}',
  mentions:
    'find mentions: JSONL {id, lang, text} on standard input, JSONL {id, mentions} on standard output',
  'mentions.help': `Each mention is {keyword, start, end, category, negated}; start and end count UTF-16 code units of the text's
NFC form, end is exclusive. A line that cannot be used is named on standard error and left out.`,
  'mentions.notJson': 'not JSON',
  'mentions.notUtf8': 'not UTF-8',
  'mentions.tooLong': 'longer than 4 Mi characters; one report a line, separated by line feeds',
  'mentions.badField': 'id, lang ("de" or "en") and text are needed; wrong: {{fields}}',
  'mentions.line': 'Line {{line, number}} left out: {{detail}}.',
  export: 'write curated pairs',
  'export.out': 'new or empty folder',
  'export.format': 'layout',
  'export.include': 'states that count, separated by commas',
  'export.languages': 'languages to write, separated by commas',
  'export.seed': 'seed of the patient split',
  'export.captions': 'rewritten: without comparison with earlier times, where a language model wrote them so',
  'export.translations':
    "add a language model's English captions where there are none and its judge found them good",
  'export.noQuestions': 'leave out the questions that a language model wrote',
  'export.madeCaptions':
    'captions: {{original, number}} as they are, {{rewritten, number}} rewritten, {{translated, number}} translated',
  'export.unused_one': "{{count, number}} of the language model's captions not used: {{reason}}",
  'export.unused_other': "{{count, number}} of the language model's captions not used: {{reason}}",
  'export.split': 'shares of patients for training, validation and test',
  'export.done': '{{slices}}, {{pairs}} → {{out}}',
  'export.splits': 'training {{train, number}}, validation {{val, number}}, test {{test, number}} slices',
  'export.leftOut_one': '{{count, number}} pair left out: {{reason}}',
  'export.leftOut_other': '{{count, number}} pairs left out: {{reason}}',
  verify: 'check a project: schema, integrity, audit chain, decisions, captions, counters, pictures',
  'verify.dir': 'project folder',
  'verify.quick': 'leave the pictures unread',
  'verify.manifest': "manifest.json of an earlier export: is its log still this one's?",
  'verify.ok': 'ok',
  'verify.fail': 'FAIL',
  agreement:
    "how far a project's reviewers agree: Krippendorff's alpha, Cohen's kappa, overlap of their boxes",
  'agreement.none': 'No pair was judged by two reviewers.',
  'agreement.line':
    '{{who}}: accepted or not {{acceptance}}, kind of error {{kinds}} ({{count, number}} pairs)',
  'agreement.all': 'all, alpha',
  'agreement.two': '{{one}} and {{other}}, kappa',
  'agreement.reasons': 'with reasons, alpha: {{value}}',
  'agreement.boxes': 'their own boxes: mean IoU {{iou}} ({{count, number}} pairs)',
} as const;
