-- AlterTable
ALTER TABLE "organization_key" ADD COLUMN     "revoked_reason" TEXT;

-- CreateTable
CREATE TABLE "signature_timestamp" (
    "signature_id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,
    "authority" TEXT NOT NULL,
    "operated_by" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_timestamp_pkey" PRIMARY KEY ("signature_id")
);

-- AddForeignKey
ALTER TABLE "signature_timestamp" ADD CONSTRAINT "signature_timestamp_signature_id_fkey" FOREIGN KEY ("signature_id") REFERENCES "signature"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER signature_timestamp_append_only BEFORE UPDATE OR DELETE ON "signature_timestamp" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signature_timestamp_no_truncate BEFORE TRUNCATE ON "signature_timestamp" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE "signature_timestamp" ADD CONSTRAINT signature_timestamp_known CHECK (place IN ('pdf', 'beside') AND operated_by IN ('platform', 'outside'));

-- A revoked certificate stays revoked, with its reason.
ALTER TABLE "organization_key" ADD CONSTRAINT organization_key_revoked_with_reason CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL));
CREATE FUNCTION organization_key_changes_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
     OR (OLD.id, OLD.organization_id, OLD.serial, OLD.fingerprint, OLD.certificate_pem, OLD.not_before, OLD.not_after)
        IS DISTINCT FROM
        (NEW.id, NEW.organization_id, NEW.serial, NEW.fingerprint, NEW.certificate_pem, NEW.not_before, NEW.not_after) THEN
    RAISE EXCEPTION 'append_only: certificate % can only be revoked, once', OLD.serial USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organization_key_changes_once BEFORE UPDATE OR DELETE ON "organization_key" FOR EACH ROW EXECUTE FUNCTION organization_key_changes_once();
