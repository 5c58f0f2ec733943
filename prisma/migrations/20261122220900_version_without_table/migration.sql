-- What belongs to a table is guarded there (version_part_is_immutable).
CREATE OR REPLACE FUNCTION version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'append_only: DELETE on version is refused' USING ERRCODE = '23001';
  END IF;
  IF (OLD.id, OLD.entry_id, OLD.number, OLD.file_name, OLD.source_key, OLD.source_bytes, OLD.source_sha256, OLD.created_at)
     IS DISTINCT FROM
     (NEW.id, NEW.entry_id, NEW.number, NEW.file_name, NEW.source_key, NEW.source_bytes, NEW.source_sha256, NEW.created_at)
     OR (OLD.state = 'published' AND (NEW.state, NEW.row_count) IS DISTINCT FROM (OLD.state, OLD.row_count)) THEN
    RAISE EXCEPTION 'append_only: version % cannot be changed', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;

-- Their values stand in version_table since 20261122205902.
ALTER TABLE "version" DROP COLUMN "encoding", DROP COLUMN "delimiter", DROP COLUMN "raw_key", DROP COLUMN "raw_sha256",
  DROP COLUMN "table_key", DROP COLUMN "table_sha256", DROP COLUMN "table_bytes";
