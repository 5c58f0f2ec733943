ALTER TABLE "version" ADD COLUMN "stage_table" TEXT;
ALTER TABLE "version_file" ADD COLUMN "confirmed_at" TIMESTAMPTZ(3), ADD COLUMN "confirmed_by" TEXT;

-- Versions from before a version had tables: each has the one its own columns describe.
INSERT INTO "version_table" ("version_id", "number", "name", "format", "encoding", "delimiter", "row_count",
  "raw_key", "raw_sha256", "table_key", "table_sha256", "table_bytes")
SELECT "id", 1, 'data', 'csv', "encoding", "delimiter", "row_count", "raw_key", "raw_sha256", "table_key", "table_sha256", "table_bytes"
FROM "version" WHERE "raw_key" IS NOT NULL
ON CONFLICT DO NOTHING;

-- What a published version is made of never changes; the table as it came never does.
CREATE FUNCTION version_part_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_id text := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM version WHERE id = v_id AND state = 'published') THEN
    RAISE EXCEPTION 'append_only: % on % of the published version % is refused', TG_OP, TG_TABLE_NAME, v_id USING ERRCODE = '23001';
  END IF;
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'version_table' AND (to_jsonb(OLD)->>'raw_sha256') IS NOT NULL
     AND (to_jsonb(NEW)->>'raw_sha256') IS DISTINCT FROM (to_jsonb(OLD)->>'raw_sha256') THEN
    RAISE EXCEPTION 'append_only: the table as it came of version % cannot be changed', v_id USING ERRCODE = '23001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER version_table_immutable BEFORE INSERT OR UPDATE OR DELETE ON "version_table" FOR EACH ROW EXECUTE FUNCTION version_part_is_immutable();
CREATE TRIGGER version_file_immutable BEFORE INSERT OR UPDATE OR DELETE ON "version_file" FOR EACH ROW EXECUTE FUNCTION version_part_is_immutable();
