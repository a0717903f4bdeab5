import type { LlmErrorCode } from '../../../contract/errors/llm.ts';
import type { ErrorText } from '../../error-text.ts';

export const llmErrors: Record<LlmErrorCode, ErrorText> = {
  'llm.not-set-up': {
    cause: 'No language model is set up.',
    remedy: 'Enter the address of a server and choose a model in the settings.',
  },
  'llm.bad-address': {
    cause: '“{{address}}” is not the address of a language model server.',
    remedy: 'It has to look like http://127.0.0.1:8000/v1, without a name, a key or a question mark in it.',
  },
  'llm.plain-http': {
    cause: 'Plain http to {{origin}} can be read by everyone on the way, patient data included.',
    remedy: 'Use https, or accept this for exactly this address in the settings.',
  },
  'llm.wrong-origin': {
    cause: 'A request to {{target}} was stopped; only {{origin}} may be asked.',
    remedy: 'Nothing was sent. Report this; it should not happen.',
  },
  'llm.refused': {
    cause: 'Nothing answers at {{origin}}.',
    remedy: 'Start the server, or correct the address and its port in the settings.',
  },
  'llm.unknown-host': {
    cause: 'There is no machine called {{host}}.',
    remedy: 'Correct the address in the settings, or ask whoever runs the network.',
  },
  'llm.unreachable': {
    cause: '{{origin}} cannot be reached ({{detail}}).',
    remedy: 'Check network, firewall and whether the machine is on.',
  },
  'llm.tls': {
    cause: '{{origin}} cannot prove who it is ({{detail}}).',
    remedy: 'Give it a valid certificate; for one of your own, name its authority in NODE_EXTRA_CA_CERTS.',
  },
  'llm.not-http': {
    cause: 'What answers at {{origin}} does not speak HTTP ({{detail}}).',
    remedy: 'Correct the port, or http against https, in the settings.',
  },
  'llm.connection-lost': {
    cause: '{{origin}} broke the connection in the middle of its answer.',
    remedy: 'See the server’s log: it may have run out of memory. Then try again.',
  },
  'llm.redirected': {
    cause: '{{origin}} wants to send the request on to {{target}}.',
    remedy: 'Redirects are not followed. Enter the final address in the settings if you trust it.',
  },
  'llm.unauthorized': {
    cause: '{{origin}} does not accept the key (status {{status}}).',
    remedy: 'Enter the key in the settings, or set PLUMBLINE_LLM_KEY before starting.',
  },
  'llm.not-found': {
    cause: '{{origin}} knows neither this path nor this model (status 404).',
    remedy: 'Check that the address ends in /v1 and that the model is in the server’s list.',
  },
  'llm.no-such-model': {
    cause: '{{origin}} has no model called “{{model}}”.',
    remedy: 'Choose one from its list in the settings, or load this one on the server.',
  },
  'llm.rejected': {
    cause: '{{origin}} turned the request down (status {{status}}).',
    remedy: 'See the server’s log; often the model’s context is too short for the request.',
  },
  'llm.rate-limited': {
    cause: '{{origin}} asks to wait {{seconds}} s; it has too much to do.',
    remedy: 'Go on later, or lower the number of requests at a time in the settings.',
  },
  'llm.server-error': {
    cause: '{{origin}} failed (status {{status}}).',
    remedy: 'See the server’s log. What was answered so far is kept.',
  },
  'llm.timed-out': {
    cause: 'An answer took longer than {{seconds}} s.',
    remedy: 'Lower the number of requests at a time, or raise the limit in the settings.',
  },
  'llm.stalled': {
    cause: 'The server was silent for {{seconds}} s.',
    remedy: 'Check that it is not stuck; lower the number of requests at a time, or raise the limit.',
  },
  'llm.too-long': {
    cause: 'The reply exceeds {{kib}} KiB and was stopped.',
    remedy: 'The model talks without end; try another one or a smaller limit of tokens.',
  },
  'llm.too-many-tokens': {
    cause: 'The server keeps sending beyond the agreed {{limit}} tokens and was stopped.',
    remedy: 'It ignores the limit; update it or use another one.',
  },
  'llm.cut-off': {
    cause: 'The answer was cut off at {{limit}} tokens.',
    remedy: 'Raise the limit of tokens in the settings; models that think need more.',
  },
  'llm.compressed': {
    cause: 'The reply is compressed ({{encoding}}) although that was not asked for.',
    remedy: 'Ask the server directly, without a proxy in between.',
  },
  'llm.not-utf8': {
    cause: 'The reply holds bytes that are not text (UTF-8).',
    remedy: 'The server or something before it is broken; see its log.',
  },
  'llm.web-page': {
    cause: '{{origin}} answers with a web page instead of a model’s answer.',
    remedy: 'Check the address: it has to be that of the programming interface and to end in /v1.',
  },
  'llm.not-a-chat': {
    cause: 'The reply of {{origin}} is not in the form of a chat answer ({{detail}}).',
    remedy: 'Check that it is a server for chat models with an OpenAI-compatible interface.',
  },
  'llm.empty-answer': {
    cause: 'The model answered nothing.',
    remedy: 'If it thinks, raise the limit of tokens; otherwise try another model.',
  },
  'llm.declined': {
    cause: 'The model declined to answer.',
    remedy: 'Try another model.',
  },
  'llm.truncated': {
    cause: 'The reply ends in the middle.',
    remedy: 'See the server’s log; raise the limit of tokens in the settings.',
  },
  'llm.not-json': {
    cause: 'The model’s answer is not JSON.',
    remedy: 'Use a server that can be bound to a schema, or another model.',
  },
  'llm.duplicate-keys': {
    cause: 'The model’s answer says the same thing twice under one name.',
    remedy: 'Use a server that can be bound to a schema, or another model.',
  },
  'llm.too-deep': {
    cause: 'The model’s answer is nested deeper than {{limit}} levels.',
    remedy: 'Use a server that can be bound to a schema, or another model.',
  },
  'llm.bad-answer': {
    cause: 'The model’s answer does not have the form that was asked for ({{detail}}).',
    remedy: 'Use a server that can be bound to a schema, or another model.',
  },
  'llm.not-verbatim': {
    cause: 'The model quotes words that do not stand in the text (quote {{number}}).',
    remedy: 'Its answer does not count. If this happens often, try another model.',
  },
  'llm.contradicts-text': {
    cause: 'The model’s answer does not keep to the text ({{detail}}).',
    remedy: 'Its answer does not count. If this happens often, try another model.',
  },
  'llm.caption-left': {
    cause: '{{count}} captions were not answered; their slices stay as they were.',
    remedy: 'Start again once the server is well; only these will be asked.',
  },
  'llm.caption-suspicious': {
    cause: 'A caption of {{imageId}} may be meant for a program, not for a reader.',
    remedy: 'Its pairs carry a finding that says so. Read it before you judge them.',
  },
};
