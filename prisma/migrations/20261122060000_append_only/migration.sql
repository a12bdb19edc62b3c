-- The log of changes and the audit log are added to and never edited: no bug, no script and no query of ours can
-- alter what happened. Who means to (a restore, which replaces a whole database) says so for one transaction:
-- SET LOCAL concord.replaces_history = 'on'
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('concord.replaces_history', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'What is in "%" is never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

-- Once for a statement, whatever it touches: refusing needs no look at the rows, and adding rows costs nothing.
CREATE TRIGGER "Change_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "Change"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
