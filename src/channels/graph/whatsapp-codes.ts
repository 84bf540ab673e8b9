import { later, never, temporary, type Verdict } from './verdict.ts';

/**
 * What WhatsApp's own error codes mean for us, in the answer to a call and in the status of a message alike.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export const whatsappCodes: Record<number, Verdict> = {
  33: never('not_found'),
  130429: { ...later('rate_limited', 60), bucket: 'account' },
  130472: never('person_spared'),
  130497: never('policy_block'),
  131000: temporary,
  131005: never('permission_missing'),
  131008: never('bad_request'),
  131009: never('bad_request'),
  131016: temporary,
  131021: never('bad_request'),
  131026: never('person_unavailable'),
  131030: never('person_unavailable'),
  131031: never('policy_block'),
  131037: never('number_unregistered'),
  131042: never('payment_needed'),
  131045: never('number_unregistered'),
  131047: never('window_closed'),
  131048: never('policy_block'),
  131049: never('person_spared'),
  131050: never('person_spared'),
  131051: never('kind_unsupported'),
  131052: never('media_unreachable'),
  131053: never('media_unreachable'),
  // Too much to this one person: others are not concerned.
  131056: later('rate_limited', 60),
  131057: later('temporary', 300),
  131062: never('kind_unsupported'),
  132000: never('template_values'),
  132001: never('template_missing'),
  132005: never('template_values'),
  132007: never('template_paused'),
  132012: never('template_values'),
  132015: never('template_paused'),
  132016: never('template_paused'),
  132018: never('template_values'),
  132068: never('template_paused'),
  132069: never('template_paused'),
  133004: later('temporary', 60),
  133010: never('number_unregistered'),
};
