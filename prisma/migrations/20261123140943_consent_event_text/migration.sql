-- CreateIndex
CREATE INDEX "consent_event_text_id_idx" ON "consent_event"("text_id");
