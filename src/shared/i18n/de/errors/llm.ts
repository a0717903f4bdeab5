import type { LlmErrorCode } from '../../../contract/errors/llm.ts';
import type { ErrorText } from '../../error-text.ts';

export const llmErrors: Record<LlmErrorCode, ErrorText> = {
  'llm.not-set-up': {
    cause: 'Es ist kein Sprachmodell eingerichtet.',
    remedy: 'Tragen Sie in den Einstellungen die Adresse eines Servers ein und wählen Sie ein Modell.',
  },
  'llm.bad-address': {
    cause: '„{{address}}“ ist keine Adresse eines Sprachmodell-Servers.',
    remedy: 'Sie muss aussehen wie http://127.0.0.1:8000/v1, ohne Namen, Schlüssel oder Fragezeichen darin.',
  },
  'llm.plain-http': {
    cause: 'Unverschlüsseltes http zu {{origin}} kann unterwegs jeder mitlesen, auch Patientendaten.',
    remedy: 'Verwenden Sie https, oder nehmen Sie das in den Einstellungen für genau diese Adresse hin.',
  },
  'llm.wrong-origin': {
    cause: 'Eine Anfrage an {{target}} wurde aufgehalten; gefragt werden darf nur {{origin}}.',
    remedy: 'Es wurde nichts gesendet. Melden Sie das; es sollte nicht vorkommen.',
  },
  'llm.refused': {
    cause: 'Unter {{origin}} antwortet nichts.',
    remedy: 'Starten Sie den Server, oder berichtigen Sie Adresse und Port in den Einstellungen.',
  },
  'llm.unknown-host': {
    cause: 'Es gibt keinen Rechner namens {{host}}.',
    remedy: 'Berichtigen Sie die Adresse in den Einstellungen, oder fragen Sie, wer das Netz betreut.',
  },
  'llm.unreachable': {
    cause: '{{origin}} ist nicht erreichbar ({{detail}}).',
    remedy: 'Prüfen Sie Netz und Firewall und ob der Rechner läuft.',
  },
  'llm.tls': {
    cause: '{{origin}} kann sich nicht ausweisen ({{detail}}).',
    remedy:
      'Geben Sie dem Server ein gültiges Zertifikat; für ein eigenes nennen Sie dessen Stelle in NODE_EXTRA_CA_CERTS.',
  },
  'llm.not-http': {
    cause: 'Was unter {{origin}} antwortet, spricht kein HTTP ({{detail}}).',
    remedy: 'Berichtigen Sie in den Einstellungen den Port oder http gegen https.',
  },
  'llm.connection-lost': {
    cause: '{{origin}} hat die Verbindung mitten in der Antwort abgebrochen.',
    remedy:
      'Sehen Sie ins Protokoll des Servers: Womöglich fehlt ihm Speicher. Versuchen Sie es dann erneut.',
  },
  'llm.redirected': {
    cause: '{{origin}} will die Anfrage an {{target}} weiterleiten.',
    remedy:
      'Weiterleitungen werden nicht befolgt. Tragen Sie die endgültige Adresse ein, wenn Sie ihr vertrauen.',
  },
  'llm.unauthorized': {
    cause: '{{origin}} nimmt den Schlüssel nicht an (Status {{status}}).',
    remedy:
      'Tragen Sie den Schlüssel in den Einstellungen ein, oder setzen Sie vor dem Start PLUMBLINE_LLM_KEY.',
  },
  'llm.not-found': {
    cause: '{{origin}} kennt diesen Pfad oder dieses Modell nicht (Status 404).',
    remedy: 'Prüfen Sie, ob die Adresse auf /v1 endet und ob der Server das Modell in seiner Liste führt.',
  },
  'llm.no-such-model': {
    cause: '{{origin}} hat kein Modell namens „{{model}}“.',
    remedy: 'Wählen Sie in den Einstellungen eines aus seiner Liste, oder laden Sie dieses auf dem Server.',
  },
  'llm.rejected': {
    cause: '{{origin}} hat die Anfrage abgelehnt (Status {{status}}).',
    remedy: 'Sehen Sie ins Protokoll des Servers; oft ist der Kontext des Modells zu kurz für die Anfrage.',
  },
  'llm.rate-limited': {
    cause: '{{origin}} bittet um {{seconds}} s Geduld; er hat zu viel zu tun.',
    remedy:
      'Setzen Sie später fort, oder verringern Sie in den Einstellungen die Zahl gleichzeitiger Anfragen.',
  },
  'llm.server-error': {
    cause: '{{origin}} hat versagt (Status {{status}}).',
    remedy: 'Sehen Sie ins Protokoll des Servers. Was schon beantwortet ist, bleibt erhalten.',
  },
  'llm.timed-out': {
    cause: 'Eine Antwort dauerte länger als {{seconds}} s.',
    remedy:
      'Verringern Sie in den Einstellungen die Zahl gleichzeitiger Anfragen, oder erhöhen Sie die Grenze.',
  },
  'llm.stalled': {
    cause: 'Der Server schwieg {{seconds}} s lang.',
    remedy:
      'Prüfen Sie, ob er hängt; verringern Sie die Zahl gleichzeitiger Anfragen, oder erhöhen Sie die Grenze.',
  },
  'llm.too-long': {
    cause: 'Die Antwort ist länger als {{kib}} KiB und wurde abgebrochen.',
    remedy: 'Das Modell redet ohne Ende; versuchen Sie ein anderes oder eine kleinere Grenze für Tokens.',
  },
  'llm.too-many-tokens': {
    cause: 'Der Server sendet über die vereinbarten {{limit}} Tokens hinaus und wurde abgebrochen.',
    remedy: 'Er beachtet die Grenze nicht; aktualisieren Sie ihn, oder verwenden Sie einen anderen.',
  },
  'llm.cut-off': {
    cause: 'Die Antwort wurde bei {{limit}} Tokens abgeschnitten.',
    remedy: 'Erhöhen Sie in den Einstellungen die Grenze für Tokens; Modelle, die nachdenken, brauchen mehr.',
  },
  'llm.compressed': {
    cause: 'Die Antwort ist komprimiert ({{encoding}}), obwohl das nicht verlangt war.',
    remedy: 'Fragen Sie den Server unmittelbar, ohne Proxy dazwischen.',
  },
  'llm.not-utf8': {
    cause: 'Die Antwort enthält Bytes, die kein Text (UTF-8) sind.',
    remedy: 'Der Server oder etwas vor ihm ist gestört; sehen Sie in sein Protokoll.',
  },
  'llm.web-page': {
    cause: '{{origin}} antwortet mit einer Webseite statt mit der Antwort eines Modells.',
    remedy: 'Prüfen Sie die Adresse: Sie muss die der Programmierschnittstelle sein und auf /v1 enden.',
  },
  'llm.not-a-chat': {
    cause: 'Die Antwort von {{origin}} hat nicht die Form einer Chat-Antwort ({{detail}}).',
    remedy: 'Prüfen Sie, ob es ein Server für Chat-Modelle mit OpenAI-kompatibler Schnittstelle ist.',
  },
  'llm.empty-answer': {
    cause: 'Das Modell hat nichts geantwortet.',
    remedy: 'Wenn es nachdenkt, erhöhen Sie die Grenze für Tokens; sonst versuchen Sie ein anderes Modell.',
  },
  'llm.declined': {
    cause: 'Das Modell hat die Antwort verweigert.',
    remedy: 'Versuchen Sie ein anderes Modell.',
  },
  'llm.truncated': {
    cause: 'Die Antwort endet mittendrin.',
    remedy: 'Sehen Sie ins Protokoll des Servers; erhöhen Sie in den Einstellungen die Grenze für Tokens.',
  },
  'llm.not-json': {
    cause: 'Die Antwort des Modells ist kein JSON.',
    remedy: 'Verwenden Sie einen Server, der sich auf ein Schema festlegen lässt, oder ein anderes Modell.',
  },
  'llm.duplicate-keys': {
    cause: 'Die Antwort des Modells sagt unter einem Namen zweierlei.',
    remedy: 'Verwenden Sie einen Server, der sich auf ein Schema festlegen lässt, oder ein anderes Modell.',
  },
  'llm.too-deep': {
    cause: 'Die Antwort des Modells ist tiefer als {{limit}} Ebenen verschachtelt.',
    remedy: 'Verwenden Sie einen Server, der sich auf ein Schema festlegen lässt, oder ein anderes Modell.',
  },
  'llm.bad-answer': {
    cause: 'Die Antwort des Modells hat nicht die verlangte Form ({{detail}}).',
    remedy: 'Verwenden Sie einen Server, der sich auf ein Schema festlegen lässt, oder ein anderes Modell.',
  },
  'llm.not-verbatim': {
    cause: 'Das Modell zitiert Wörter, die nicht im Text stehen (Zitat {{number}}).',
    remedy: 'Seine Antwort zählt nicht. Kommt das oft vor, versuchen Sie ein anderes Modell.',
  },
  'llm.contradicts-text': {
    cause: 'Die Antwort des Modells hält sich nicht an den Text ({{detail}}).',
    remedy: 'Seine Antwort zählt nicht. Kommt das oft vor, versuchen Sie ein anderes Modell.',
  },
  'llm.caption-left': {
    cause: '{{count}} Texte blieben unbeantwortet; ihre Schichten sind, wie sie waren.',
    remedy: 'Starten Sie erneut, wenn der Server wieder läuft; gefragt wird dann nur nach diesen.',
  },
  'llm.caption-suspicious': {
    cause: 'Ein Text von {{imageId}} richtet sich womöglich an ein Programm statt an Lesende.',
    remedy: 'An seinen Paaren steht ein Hinweis darauf. Lesen Sie ihn, bevor Sie urteilen.',
  },
};
