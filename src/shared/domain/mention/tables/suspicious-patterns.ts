/**
 * Patterns of text that speaks to a program. Radiology has no use for them; each is one pass over the text, without nested
 * repetition. Case does not matter.
 */

/** Zero-width, direction-changing and tag characters, and the variation selectors that can carry hidden bytes. */
export const HIDDEN_CHARACTERS =
  /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]|[\u{E0100}-\u{E01EF}]/u;

/** A Cyrillic look-alike between Latin letters: "іgnore", "аccept". */
export const LOOKALIKE = /[A-Za-z][\u0400-\u04FF]|[\u0400-\u04FF][A-Za-z]/u;

export const INSTRUCTIONS: readonly RegExp[] = [
  // To leave out what was said before, in the languages that a caption may be mixed with.
  /\b(?:ignore|disregard|forget|override|bypass)\s+(?:all|any|every|the|your|these|those|previous|prior|above|earlier|everything)\b/iu,
  /\b(?:ignoriere|ignorier|ignorieren|missachte|vergiss|vergesse|überschreibe|umgehe)\s+(?:alle|alles|jede|die|deine|sämtliche|vorherige|vorige|obige|bisherige|sie)\b/iu,
  /\b(?:ignore[zr]?|oublie[zr]?|négligez)\s+(?:toutes|tous|tout|les|vos|ces)\b/iu,
  /\b(?:ignora|olvida|descarta|omite|dimentica|ignori|esqueça|ignorar|desconsidere)\s+(?:todas|todos|todo|las|los|tus|tutte|tutti|le|ogni|as|os|tudo)\b/iu,
  /\b(?:negeer|vergeet)\s+(?:alle|alles|de|uw)\b/iu,
  /\b(?:zignoruj|zapomnij|pomiń)\s+(?:wszystkie|wszystko|poprzednie)\b/iu,
  /\b(?:önceki|tüm|bütün)\s+(?:talimat|komut|yönerge)/iu,
  // To judge, which only a person may.
  /\b(?:accept|approve|confirm|mark|set)\s+(?:all|every|everything|each|this|these|the)\s+(?:\w+\s+)?(?:pairs?|verdicts?|cases?|findings?|status|decisions?|as)\b/iu,
  /\b(?:accept|approve)\s+(?:all|everything)\b/iu,
  /\b(?:akzeptiere|bestätige|genehmige|nimm|markiere|setze)\s+(?:alle|alles|jedes|jede|diese|dieses|den)\b/iu,
  /\b(?:acceptez|approuvez|acepta|aprueba|accetta|approva|aceite|aprove|accepteer|zaakceptuj)\s+(?:todo|toutes?|tous|todas|todos|tutte|tutti|tudo|alle|alles|wszystkie|wszystko)\b/iu,
  // To be somebody else, or to speak as the system.
  /\b(?:system|developer|hidden)\s*[- ]?(?:prompt|message|instruction|override)s?\b/iu,
  /\b(?:new|updated|important)\s+(?:instructions?|directives?|orders?)\b/iu,
  /\b(?:neue|wichtige|geänderte)[rns]?\s+(?:anweisung|instruktion|vorgabe)(?:en)?\b/iu,
  /\b(?:you\s+are\s+now|act\s+as|pretend\s+to\s+be|as\s+an\s+ai|du\s+bist\s+(?:jetzt|nun)|sie\s+sind\s+(?:jetzt|nun)\s+ein|tu\s+es\s+maintenant|ahora\s+eres)\b/iu,
  /\b(?:systemanweisung|systemprompt|systemnachricht)\w*\b/iu,
  // To send something out or to give something away.
  /\b(?:send|post|upload|exfiltrate|leak|reveal|print|repeat)\s+(?:all|the|your|this|every|everything)\s+(?:\w+\s+)?(?:data|captions?|reports?|keys?|secrets?|instructions?|prompts?|patients?)\b/iu,
  /\b(?:sende|schicke|übermittle|verrate|drucke|wiederhole)\s+(?:alle|die|den|deine|sämtliche)\s+(?:\w+\s+)?(?:daten|befunde|schlüssel|anweisungen|texte|patienten)/iu,
  // To answer in a form of its own.
  /\b(?:respond|reply|answer|output|return|antworte|gib)\s+(?:only|with|exactly|nur|ausschließlich)\b/iu,
];

/** Tags and tokens of chat formats, HTML, and JSON that looks like an answer. */
export const MARKUP: readonly RegExp[] = [
  /<\|[a-z_]+\|>/iu,
  /<\/?(?:system|user|assistant|developer|tool|instructions?|prompt|think|script|img|iframe|a|style|svg|s)\b[^<>]{0,200}>/iu,
  /\[\/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]|<<\/?SYS>>/u,
  /(?:^|\n)[ \t]*#{2,}[ \t]*(?:system|instruction|user|assistant|anweisung)/iu,
  /(?:^|\n)[ \t]*(?:system|assistant|user|developer)[ \t]*:/iu,
  /[{[]\s*["'](?:mentions|quote|classes|status|verdict|state|role|content|tool_calls|function)["']\s*:/iu,
  /!\[[^\]]{0,200}\]\(/u,
  /```/u,
];

/** A run that may be base64 or hexadecimal; a digit inside tells it from a long German word. */
export const LONG_RUN = /[A-Za-z0-9+/]{24,}={0,2}/gu;
export const ESCAPES = /(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|%[0-9a-f]{2}|&#x?[0-9a-f]{2,6};){4}/iu;

export const WEB_ADDRESS: readonly RegExp[] = [
  /\b(?:https?|ftp|file|data|javascript|wss?):\/{0,2}[^\s/]/iu,
  /\bwww\.[a-z0-9-]+\./iu,
];

/** Letters of scripts that German and English captions do not use; Greek is left out, because medicine uses it. */
export const FOREIGN_SCRIPT =
  /[\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}]{2}/u;
