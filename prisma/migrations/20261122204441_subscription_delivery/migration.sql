-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "old_secret_sealed" TEXT,
ADD COLUMN     "old_secret_until" TIMESTAMPTZ(3),
ADD COLUMN     "paused_for" TEXT;

-- AlterTable
ALTER TABLE "subscription_message" ADD COLUMN     "next_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "subscription_message_next_at_idx" ON "subscription_message"("next_at");

-- What happened, and what a cited view answered, is appended.
CREATE TRIGGER change_event_append_only BEFORE UPDATE OR DELETE ON change_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER change_event_no_truncate BEFORE TRUNCATE ON change_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER query_citation_append_only BEFORE UPDATE OR DELETE ON query_citation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER query_citation_no_truncate BEFORE TRUNCATE ON query_citation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The address and the secrets go with the subscription.
ALTER TABLE subscription ADD CONSTRAINT subscription_ended_is_wiped CHECK (state <> 'ended'
  OR (email_sealed IS NULL AND email_hash IS NULL AND secret_sealed IS NULL AND old_secret_sealed IS NULL));
-- One address is subscribed once to one thing.
CREATE UNIQUE INDEX subscription_address_once ON subscription (email_hash, target, target_value) WHERE email_hash IS NOT NULL;
