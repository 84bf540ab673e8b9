/* One thing that a customer said and the hub has not heard, on its way into the inbox. */
create type private.arrival as (
  place bigint, item_id bigint, business_id uuid, channel_id uuid, message_id uuid, external_id text,
  person text, name text, username text, sort text, spot text, at timestamptz, said jsonb,
  contact_id uuid, identity_id uuid, conversation_id uuid);
