-- What is not over yet, found by its state: today's page asks by state, so that what has no hour pushes out nothing.
create index post_targets_standing on post_targets (business_id, state, scheduled_at)
  where state not in ('published', 'cancelled');
