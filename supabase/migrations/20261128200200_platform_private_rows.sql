-- Nobody but our own functions reads these, as every other table of the private schema.
alter table private.event_counters enable row level security;
alter table private.erased_messages enable row level security;
