-- Pictures are put and fetched by the service role; who may see which is decided by the tables that name them.
-- Supabase grants this itself, our own API does not.

do $$
begin
  if not has_schema_privilege('service_role', 'storage', 'usage') then
    grant usage on schema storage to service_role;
  end if;
  if not has_table_privilege('service_role', 'storage.objects', 'insert') then
    grant select, insert, update, delete on storage.buckets, storage.objects to service_role;
  end if;
end
$$;
