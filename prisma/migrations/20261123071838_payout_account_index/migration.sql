-- CreateIndex
CREATE INDEX "payout_account_id_idx" ON "payout"("account_id");
