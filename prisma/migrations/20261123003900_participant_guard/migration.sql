-- Whoever withdrew has left no address, no hash to find it by and no name.
ALTER TABLE "participant" ADD CONSTRAINT "participant_withdrawn_is_wiped"
  CHECK ("withdrawn_at" IS NULL OR ("email_sealed" IS NULL AND "email_hash" IS NULL AND "name" IS NULL));
